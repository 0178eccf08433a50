// Reads Block Kit controls and shows the dialog that asks for confirmation.

/** @typedef {string | string[] | null} Chosen */

/**
 * Reads what is entered or chosen in a control.
 * @param {Element} control
 * @returns {Chosen | undefined} undefined if nothing can be chosen in it
 */
export function chosenIn(control) {
  if (control instanceof HTMLSelectElement) {
    const values = [...control.selectedOptions].map(({ value }) => value);
    return control.multiple ? values : values[0] || null;
  }
  if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement)
    return control.value || null;
  if (!(control instanceof HTMLFieldSetElement)) return undefined;
  const values = [...control.querySelectorAll('input:checked')].map(
    (box) => /** @type {HTMLInputElement} */ (box).value,
  );
  return control.dataset.kind === 'checkbox' ? values : (values[0] ?? null);
}

/**
 * Reads all inputs of a form, by block.
 * @param {HTMLElement} form
 * @returns {Record<string, Chosen>}
 */
export function valuesIn(form) {
  const fields = [...form.querySelectorAll('[data-field]')];
  return Object.fromEntries(
    fields.map((field) => [/** @type {HTMLElement} */ (field).dataset.field, chosenIn(field) ?? null]),
  );
}

/**
 * Asks a question in a dialog. If `value` is given, the person can edit it.
 * @param {{ title: string, text?: string, confirm: string, deny: string, value?: string }} question
 * @returns {Promise<string | null>} the text, or null if the person declined
 */
export function ask({ title, text = '', confirm, deny, value }) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById('ask'));
  const part = (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (dialog.querySelector(selector));
  const area = /** @type {HTMLTextAreaElement} */ (part('textarea'));
  part('h2').textContent = title;
  part('p').textContent = text;
  part('label').hidden = value === undefined;
  part('[value=yes]').textContent = confirm;
  part('[value=no]').textContent = deny;
  area.value = value ?? '';
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclose = () => resolve(dialog.returnValue === 'yes' ? area.value : null);
  });
}
