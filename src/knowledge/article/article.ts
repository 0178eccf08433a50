import { z } from 'zod';
import { CATEGORIES } from '../classify/category.ts';
import { WRAPPERS } from '../scim-error.ts';
import { patternProblem } from './pattern.ts';
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

const status = z.int().min(100).max(599);

/** The front matter of an article (CONTRIBUTING.md, "Write an article"). `mounted`: its patterns come from outside. */
export const frontMatter = (mounted: boolean) => {
  const pattern = z.string().superRefine((source, { addIssue }) => {
    const problem = patternProblem(source, mounted);
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
    /** on the error's detail, or on the paste where the error has none; case does not matter */
    detail: pattern.optional(),
    /** on the whole paste */
    text: pattern.optional(),
  });
  return z.strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by "-"'),
    title: z.string().min(1).max(120),
    category: z.enum(CATEGORIES),
    /** alternatives; none at all: the general article of its category, for what no other article claims */
    matches: z.array(match),
    lookups: z.array(z.enum(LOOK_UP_NAMES)).default([]),
    decision: z.enum(['address-holder']).optional(),
    audience: z.enum(['public', 'internal']),
    whoCanFix: z.enum(WHO_CAN_FIX),
    owner: z.string().min(1),
    lastReview: z.iso.date(),
    sources: z.array(z.url()).min(1),
  });
};

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

/** An article with where it was read from; `mounted`: from `KNOWLEDGE_DIR`. */
export type KnownArticle = Article & { file: string; mounted: boolean };
