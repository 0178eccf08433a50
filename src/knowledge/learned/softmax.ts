/**
 * e to the power of `x` by range reduction and a series: sums, products and quotients alone, which IEEE 754 rounds alike
 * everywhere; `Math.exp` may differ between engines (ECMA-262, 21.3.2.14).
 */
export function exponential(x: number): number {
  if (x < -700) return 0;
  const halvings = Math.max(0, Math.ceil(x < 0 ? -x : x));
  const reduced = x / 2 ** Math.min(halvings, 10);
  let term = 1;
  let sum = 1;
  for (let n = 1; n <= 20; n += 1) {
    term = (term * reduced) / n;
    sum += term;
  }
  for (let n = 0; n < Math.min(halvings, 10); n += 1) sum *= sum;
  return sum;
}

/** Scores -> probabilities that add up to 1, in the same order. */
export function softmax(scores: ArrayLike<number>): Float64Array {
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < scores.length; i += 1) highest = Math.max(highest, scores[i] ?? highest);
  const shares = Float64Array.from(scores, (score) => exponential(score - highest));
  let sum = 0;
  for (const share of shares) sum += share;
  return shares.map((share) => share / sum);
}
