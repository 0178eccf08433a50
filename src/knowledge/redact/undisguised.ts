/**
 * A text with its disguises undone, so that one pattern finds a value however it is written: percent-encoding, JSON's escapes of
 * letters, invisible and full-width characters. What is no valid encoding stays. Pure.
 */
export function undisguised(text: string): string {
  return text
    .replace(/(?:%[0-9a-f]{2}){1,2000}/gi, percentDecoded)
    .replace(/\\{1,3}u([0-9a-f]{4})/gi, (written, code: string) => {
      const letter = String.fromCharCode(Number.parseInt(code, 16));
      // ASCII ones may be quotes or line breaks, which the text around them needs as they are.
      return letter > '\u007f' ? letter : written;
    })
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '');
}

function percentDecoded(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return run;
  }
}
