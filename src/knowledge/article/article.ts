import { z } from 'zod';
import { CATEGORIES } from '../classify/category.ts';
import { isDocumented } from '../extract/code-in-text.ts';
import { WRAPPERS } from '../scim-error.ts';
import { patternOfWords, patternProblem, wordsProblem } from './pattern.ts';
import type { RichText } from './rich-text.ts';
import type { Step } from './step.ts';

export const WHO_CAN_FIX = [
  'idp-admin',
  'org-admin',
  'account-owner',
  'other-org-admin',
  'vendor-support',
  'nobody',
] as const;

export type WhoCanFix = (typeof WHO_CAN_FIX)[number];

/** The look-ups an article may ask for, by name (`src/tools`). */
export const LOOK_UP_NAMES = [
  'account-by-email',
  'directories',
  'domain-status',
  'may-edit',
  'organisation',
  'scim-links',
  'scim-links-of-account',
  'scim-record',
] as const;

export type LookUpName = (typeof LOOK_UP_NAMES)[number];

const code = z.string().refine(isDocumented, 'a code that extract/documented-codes.ts does not list');
const status = z.int().min(100).max(599);

/** The front matter of an article (CONTRIBUTING.md, "Write an article"). `mounted`: its patterns come from outside. */
export const frontMatter = (mounted: boolean) => {
  /** A pattern, or a list of strings as an error holds them. */
  const words = z.union([z.string(), z.array(z.string()).min(1)]).superRefine((given, { addIssue }) => {
    const problem = typeof given === 'string' ? patternProblem(given, mounted) : wordsProblem(given);
    if (problem) addIssue(problem);
  });
  /** All conditions that are given must hold; of several values, one. */
  const match = z.strictObject({
    /** what the error's words, scimType and status say by themselves */
    category: z.enum(CATEGORIES).optional(),
    status: z.union([status, z.array(status).min(1)]).optional(),
    scimType: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
    resource: z.enum(['User', 'Group']).optional(),
    wrapper: z.enum(WRAPPERS).optional(),
    /** what the identity provider's log calls it (extract/documented-codes.ts) */
    code: z.union([code, z.array(code).min(1)]).optional(),
    /** on the error's detail, or on the paste where the error has none; case does not matter */
    detail: words.optional(),
    /** on the whole paste */
    text: words.optional(),
  });
  return z.strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by "-"'),
    title: z.string().min(1).max(120),
    category: z.enum(CATEGORIES),
    /** alternatives; none at all: the general article of its category, for what no other claims */
    matches: z.array(match).transform((matches) => matches.flatMap(oneEach)),
    /** its samples define it: it answers what is like them, and needs no `matches` */
    bySamples: z.boolean().default(false),
    lookups: z.array(z.enum(LOOK_UP_NAMES)).default([]),
    decision: z.enum(['address-holder']).optional(),
    audience: z.enum(['public', 'internal']),
    whoCanFix: z.enum(WHO_CAN_FIX),
    owner: z.string().min(1),
    lastReview: z.iso.date('write the date as year-month-day, such as 2026-11-29'),
    sources: z.array(z.url()).min(1),
  });
};

/** Alternatives in strings -> one alternative with a pattern for each string. */
function oneEach<T extends { detail?: Words; text?: Words }>(match: T) {
  const { detail, text, ...values } = match;
  return patterns(detail).flatMap((one) =>
    patterns(text).map((other) => ({
      ...values,
      ...(one === undefined ? {} : { detail: one }),
      ...(other === undefined ? {} : { text: other }),
    })),
  );
}

type Words = string | string[] | undefined;

const patterns = (words: Words) => (Array.isArray(words) ? words.map(patternOfWords) : [words]);

export type FrontMatter = z.infer<ReturnType<typeof frontMatter>>;

export type Match = FrontMatter['matches'][number];

/** The steps for one case of an article. */
export type Branch = {
  id: string;
  /** completes "If ..." */
  when: string;
  whoCanFix: WhoCanFix;
  steps: Step[];
  /** the case on a button; null: made of `when` */
  label: string | null;
  /** how people say in a thread that it is their case, in lower case */
  saidAs: string[];
};

export type Article = FrontMatter & {
  meaning: RichText;
  /** without branches: the one set of steps; with branches: how to find the missing fact by hand */
  steps: Step[];
  branches: Branch[];
  verify: Step[];
  escalate: RichText;
  /** internal sections, shown only where every reader belongs to the installing team */
  internal: { heading: string; words: RichText }[];
};

/** An article with where it was read from; `mounted`: from `KNOWLEDGE_DIR`. `samples`: their texts, where they define it. */
export type KnownArticle = Article & { file: string; mounted: boolean; samples: string[] };

/** Is this the general article of its category, for what no other claims? */
export const isGeneral = ({ matches, bySamples }: Pick<FrontMatter, 'matches' | 'bySamples'>): boolean =>
  matches.length === 0 && !bySamples;
