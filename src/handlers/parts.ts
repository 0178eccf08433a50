import type { Connection } from '../doctor/connections.ts';
import type { InTurn } from '../inbox/in-turn.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Once } from '../inbox/once.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Glossary } from '../knowledge/talk/glossary.ts';
import type { Log } from '../log.ts';
import type { LookUpFor } from '../look-up/on-behalf-of.ts';
import type { Model } from '../model/model.ts';
import type { Members } from '../sight/members.ts';
import type { Readers } from '../sight/readers.ts';
import type { SightRules } from '../sight/why-no-sight.ts';
import type { FileAccess } from '../slack/read/read-files.ts';
import type { AnsweredThreads } from '../store/answered-threads.ts';
import type { Bursts } from '../store/bursts.ts';
import type { Settings } from '../store/channel-settings.ts';
import type { PastedTexts } from '../store/pasted-texts.ts';
import type { Records } from '../store/records.ts';

/** What the handlers need from the rest of the program. */
export type Parts = {
  inbox: Inbox;
  /** sends a message at most once */
  once: Once;
  /** one piece of work on a thing after the other */
  inTurn: InTurn;
  knowledge: Knowledge;
  /** the same without internal articles, for readers who are not known to belong to the installing team */
  publicKnowledge: Knowledge;
  glossary: Glossary;
  lookUpFor: LookUpFor;
  /** a model for where rules end; or why there is none */
  model: Model | string;
  members: Members;
  readers: Readers;
  sight: SightRules;
  settings: Settings;
  records: Records;
  threads: AnsweredThreads;
  kept: PastedTexts;
  files: FileAccess;
  bursts: Bursts;
  /** the Atlassian organisation, for links to its admin screens */
  orgId: string | undefined;
  /** a post that begins with it is never answered */
  optOutMark: string;
  /** who may change settings in the app; empty: admins and owners of the workspace */
  adminUsers: string[];
  /** what the Home tab says is connected */
  connections: Connection[];
  log: Log;
};
