/** One pattern out of several that share their flags, so that a long list of wordings stays readable, a few on each line. */
export function anyOf(...patterns: RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'), patterns[0]?.flags);
}
