/** `part` of `whole` as a percentage with both numbers; "none" if `whole` is 0. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? 'none' : `${((100 * part) / whole).toFixed(1)} % (${part}/${whole})`;

/** The same with its 95 % interval by Wilson's score (1927): where the true share lies, as far as so few texts can tell. */
export function withInterval(part: number, whole: number): string {
  if (whole === 0) return 'none';
  const z = 1.96;
  const share = part / whole;
  const middle = share + (z * z) / (2 * whole);
  const reach = z * Math.sqrt((share * (1 - share) + (z * z) / (4 * whole)) / whole);
  const at = (sign: number) => ((100 * (middle + sign * reach)) / (1 + (z * z) / whole)).toFixed(1);
  return `${percent(part, whole)}, 95 % interval ${at(-1)} to ${at(1)}`;
}
