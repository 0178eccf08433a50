import type { Article } from '../article/article.ts';
import type { Wrapper } from '../scim-error.ts';
import type { Glossary, Term } from './glossary.ts';

/**
 * What somebody says in the thread of an answer. `branch`: a case of its article. `wrapper`: their identity provider, with a
 * `sentence` that classification understands. `term`: a word to explain. `steps`: the answer again. `solved`: they say that it
 * works now.
 */
export type FollowUp =
  | { kind: 'check-again' }
  | { kind: 'branch'; branch: string }
  | { kind: 'wrapper'; wrapper: Wrapper; sentence: string }
  | ({ kind: 'term' } & Term)
  | { kind: 'hand-over' }
  | { kind: 'steps' }
  | { kind: 'thanks'; solved: boolean };

/** A recognised short answer is short. */
const LONGEST = 160;

const PROVIDERS: [RegExp, Wrapper, string][] = [
  [/okta/, 'okta', 'Okta'],
  [/entra(?: id)?|microsoft entra(?: id)?|azure(?: ad| active directory)?|aad/, 'entra', 'Microsoft Entra'],
  [/google(?: workspace)?|g ?suite/, 'google', 'Google Workspace'],
  [/one ?login/, 'onelogin', 'OneLogin'],
  [/jump ?cloud/, 'jumpcloud', 'JumpCloud'],
  [/ping(?:one|federate| identity)?/, 'ping', 'PingOne'],
  [/sail ?point/, 'sailpoint', 'SailPoint'],
];

const FILLER = String.raw`(?:please|pls|now|ok|okay|so|and|then|well|thanks|thank you|hi|hey|just|i've|we've|i|we|can you|could you|would you|will you|again|for me|sorry|yes|no|it|that|this|@[\w.-]{1,40})`;
const fillers = new RegExp(`^${FILLER}(?:\\s+${FILLER})*$`);

const CHECK = clause(
  "re-?check(?: it| this| that)?|(?:check|look|try|test|run)(?: it| this| that)?(?: once)? (?:again|now|once more)|did (?:that|it|so|this|all that|as you said|everything)|(?:all )?done(?: that| it| so)?|(?:have |'ve )?(?:done|changed|fixed|renamed|verified|claimed|freed|deleted|updated)(?: it| that| this| them| the account| the address| the e-?mail| the user| her| him)|is (?:it|that) (?:fixed|free|ok|okay|good|verified) now|does it work now|(?:what|how) about now|and now|(?:the )?(?:account|address|user) is (?:verified|free|renamed|claimed|fixed) now",
);
const HAND_OVER = clause(
  '(?:(?:want|need|get me|talk|speak|connect me|let me (?:talk|speak)|like)(?: to)? ?(?:to |with )?)*(?:talk |speak )?(?:to |with )?(?:a |an |some )?(?:human|real person|person|agent|somebody|someone|support|the support team|atlassian support)|escalate(?: it| this| that)?|hand (?:it |this )?over|give up|(?:open|raise|file) (?:a|the) (?:ticket|case|request)|what do i (?:tell|send|give)(?: to)? support',
);
const STEPS = clause(
  'what (?:now|next|then|do i do|should i do|can i do|must i do|are the steps)(?: now| next)?|next steps?|(?:show|tell|give)(?: me)? (?:the )?(?:steps|answer)|(?:the )?steps|how (?:do|can|should) i (?:fix|solve|resolve) (?:it|this|that)|repeat(?: it| that| the steps)?',
);
const SOLVED_WORDS =
  "(?:that|it|this) (?:worked|works|helped|did it|fixed it)(?: now)?|(?:it's |it is |is )?(?:solved|fixed|resolved|working)(?: now)?";
const SOLVED = clause(SOLVED_WORDS);
const THANKS = clause(
  `(?:many )?thanks(?: a lot)?|thank you(?: very much| so much)?|thx|cheers|${SOLVED_WORDS}|perfect|great|awesome|nice`,
);
const TERM =
  /^(?:(?:sorry|ok|okay|and|so|hm+|hey|hi|but|wait),? ?)*(?:what(?:'s| is| are| does| do)?(?: you mean by| an?| the| it mean by)? ?|(?:can you |please )?(?:explain|define) (?:an?|the)? ?|(?:the )?meaning of )"?([\p{L}\d' -]{2,40}?)"?(?: mean(?: here| exactly)?| stand for| here| exactly)?\s*\?*$/u;

/** A short text, every clause of which is one of these or a filler. */
function clause(words: string): RegExp {
  return new RegExp(`^(?:${FILLER}\\s+)*(?:${words})(?:\\s+${FILLER})*$`);
}

/**
 * The words of a follow-up -> what they ask for, or null for what is not clearly one of the known kinds: then the bot is silent,
 * or asks a model. `article`: the one that was shown, null when there was none. Pure.
 */
export function followUpOf(
  text: string,
  article: Pick<Article, 'branches'> | null,
  glossary: Glossary,
): FollowUp | null {
  const said = text
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[*_~`]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (said === '' || said.length > LONGEST) return null;
  const clauses = said
    .split(/[.,;:!?\n–—-]+(?=\s|$)/)
    .map((part) => part.trim())
    .filter(Boolean);
  const all = (pattern: RegExp) =>
    clauses.some((part) => pattern.test(part)) &&
    clauses.every((part) => pattern.test(part) || fillers.test(part));
  const term = glossary.get(TERM.exec(said)?.[1]?.trim() ?? '');
  if (term) return { kind: 'term', ...term };
  if (all(STEPS)) return { kind: 'steps' };
  if (all(CHECK)) return { kind: 'check-again' };
  if (all(THANKS)) return { kind: 'thanks', solved: clauses.some((part) => SOLVED.test(part)) };
  if (all(HAND_OVER)) return { kind: 'hand-over' };
  return providerIn(clauses) ?? branchIn(said, article);
}

function providerIn(clauses: string[]): FollowUp | null {
  const [first, ...more] = clauses.filter((part) => !fillers.test(part));
  if (first === undefined || more.length > 0) return null;
  for (const [names, wrapper, name] of PROVIDERS) {
    const said = clause(
      `(?:use|using|are on|are using|have|sync (?:with|from|through|via)|provision (?:with|from|through|via)|our (?:idp|identity provider|provider) is|it's|it is|is|via|with|from|on)? ?(?:${names.source})(?: for (?:scim|sso|provisioning|this))?(?: as (?:our )?(?:idp|identity provider))?`,
    );
    if (said.test(first)) return { kind: 'wrapper', wrapper, sentence: `Identity provider: ${name}` };
  }
  return null;
}

const DENIED = /(?:\bnot|n't|\bno longer|\bnever|\bisn't|\baren't)\s(?:\w{1,10}\s)?$/;
/** Somebody takes it back, doubts it, or reports what was: no case of now. */
const HEDGED =
  /\b(?:never said|doubt|not sure|unsure|used to|restored|undid|undone|no longer|any ?more)\b|\bbut (?:now|it's|it is|that's|that is)\b/;
const ASKED = /^(?:what|why|how|when|where|who|which|can|could|should|would|do|does|did|is|are|will)\b/;

/** The one branch whose words somebody uses. The longest words decide; null where two branches have them. */
function branchIn(said: string, article: Pick<Article, 'branches'> | null): FollowUp | null {
  if (!article || HEDGED.test(said) || (said.endsWith('?') && ASKED.test(said))) return null;
  const hits = article.branches.flatMap(({ id, saidAs }) =>
    saidAs.filter((words) => isSaid(said, words)).map((words) => ({ id, length: words.length })),
  );
  const longest = Math.max(0, ...hits.map(({ length }) => length));
  const best = new Set(hits.filter(({ length }) => length === longest).map(({ id }) => id));
  const [branch] = best;
  return best.size === 1 && branch ? { kind: 'branch', branch } : null;
}

/** As whole words, and not denied. */
function isSaid(said: string, words: string): boolean {
  const at = said.search(new RegExp(`(?<![\\w'])${RegExp.escape(words)}(?![\\w'])`));
  return at >= 0 && !DENIED.test(said.slice(0, at));
}
