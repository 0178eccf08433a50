// What a control of Block Kit holds, and the small dialog that asks before something is done.

/** @typedef {string | string[] | null} Chosen */

/**
 * What is entered or chosen in a control.
 * @param {Element} control
 * @returns {Chosen | undefined} undefined: there is nothing to choose in it
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
 * All inputs of a form, by their block.
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
 * Asks, in a dialog; with `value` the text can be changed.
 * @param {{ title: string, text?: string, confirm: string, deny: string, value?: string }} question
 * @returns {Promise<string | null>} the text, or null when it was declined
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
