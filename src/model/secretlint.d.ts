/** The preset is bundled, and its types name a package that does not come with it. */
declare module '@secretlint/secretlint-rule-aws' {
  export type Options = object;
}
