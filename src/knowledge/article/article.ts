import { z } from 'zod';
import { CATEGORIES } from '../classify/category.ts';
import { WRAPPERS } from '../scim-error.ts';
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

/**
 * One set of conditions; all that are given must hold. `category`: what the error's words, scimType and status say by
 * themselves. `status`, `scimType`: one value or several that will do. `detail`: a
 * pattern on the error's detail (on the paste, where the error states none), without regard to case. `text`: one on the whole paste.
 */
const match = z.strictObject({
  category: z.enum(CATEGORIES).optional(),
  status: z.union([status, z.array(status).min(1)]).optional(),
  scimType: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  resource: z.enum(['User', 'Group']).optional(),
  wrapper: z.enum(WRAPPERS).optional(),
  detail: z.string().optional(),
  text: z.string().optional(),
});

export type Match = z.infer<typeof match>;

/** The front matter of an article (CONTRIBUTING.md, "Write an article"). */
export const frontMatter = z.strictObject({
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

export type FrontMatter = z.infer<typeof frontMatter>;

/**
 * One set of steps. `when` completes "If ..."; `whoCanFix` overrides the article's. `label`: the case on a button, null: made of
 * `when`. `saidAs`: words by which people say in a thread that it is their case.
 */
export type Branch = {
  id: string;
  when: string;
  whoCanFix: WhoCanFix;
  steps: Step[];
  label: string | null;
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
