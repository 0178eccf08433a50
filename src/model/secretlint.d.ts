/** The types of the bundled preset name this package, which does not come with it. */
declare module '@secretlint/secretlint-rule-aws' {
  export type Options = object;
}
