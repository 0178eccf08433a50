import type { Connection } from '../doctor/connections.ts';
import type { InTurn } from '../inbox/in-turn.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Once } from '../inbox/once.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Glossary } from '../knowledge/talk/glossary.ts';
import type { Log } from '../log.ts';
import type { LookUpFor } from '../look-up/on-behalf-of.ts';
import type { Model } from '../model/model.ts';
import type { Sight } from '../sight/sight.ts';
import type { Workspace } from '../slack/workspace.ts';
import type { AnsweredThreads } from '../store/answered-threads.ts';
import type { Bursts } from '../store/bursts.ts';
import type { Settings } from '../store/channel-settings.ts';
import type { PastedTexts } from '../store/pasted-texts.ts';
import type { Records } from '../store/records.ts';
import type { Unavailable } from '../unavailable.ts';
import type { ShownCards } from './message/shown-cards.ts';

/** What the bot knows, and what it may ask. */
export type Expertise = {
  knowledge: Knowledge;
  /** without internal parts, for readers who may be outside the installing team */
  publicKnowledge: Knowledge;
  glossary: Glossary;
  lookUpFor: LookUpFor;
  /** asked where the rules find no answer */
  model: Model | Unavailable;
  /** of the Atlassian organisation, for links to its admin pages */
  orgId: string | undefined;
};

/** What the bot keeps between requests. */
export type Memory = {
  threads: AnsweredThreads;
  pastedTexts: PastedTexts;
  bursts: Bursts;
  records: Records;
  settings: Settings;
};

/** The parts of the program that handlers use. */
export type Rooms = {
  slack: Workspace;
  sight: Sight;
  expertise: Expertise;
  memory: Memory;
  inbox: Inbox;
  once: Once;
  inTurn: InTurn;
  shownCards: ShownCards;
  /** from the environment; a post that begins with the mark is never answered */
  setup: { optOutMark: string; connections: Connection[] };
  log: Log;
};

/** One run of a request. */
export type Run = {
  /** kinds of secrets that were cut out of the request */
  secrets: string[];
  /** an earlier run did not finish */
  rerun: boolean;
  /** the run before was cut off, in the middle of anything */
  killed: boolean;
  /** may another run add what is missing now, because Slack did not say or deliver it? */
  asksAgain: boolean;
};
