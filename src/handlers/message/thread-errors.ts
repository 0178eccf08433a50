import { type ReadPaste, read } from '../../answer.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { ExtractedError } from '../../knowledge/scim-error.ts';
import type { Source } from '../../slack/payloads/source.ts';
import type { ThreadMessage } from '../../slack/read/thread.ts';
import type { Workspace } from '../../slack/workspace.ts';

/** What one message holds, and a sentence for each of its files that could not be read. */
type MessageErrors = { text: string; paste: ReadPaste; problems: string[] };

export type ThreadErrors = ReturnType<typeof threadErrors>;

/** The errors in the thread of a post. Slack is asked when they are first needed, once per message. All methods reject with Slack's error. */
export function threadErrors(slack: Workspace, post: Source, knowledge: Knowledge) {
  let thread: Promise<ThreadMessage[]> | undefined;
  const known = new Map<string, Promise<MessageErrors>>();

  function messages(): Promise<ThreadMessage[]> {
    thread ??= slack.thread(post);
    return thread;
  }

  function errorsIn({ ts, content }: ThreadMessage): Promise<MessageErrors> {
    const found = known.get(ts) ?? wholeErrors(content);
    known.set(ts, found);
    return found;
  }

  async function wholeErrors(content: ThreadMessage['content']): Promise<MessageErrors> {
    const { text, problems, failure } = await slack.wholeText(content);
    const paste = read(text, knowledge);
    if (failure && paste.errors.length === 0) throw failure;
    return { text, problems, paste };
  }

  /** The messages that the bot answered, except the post itself, in the order of its answers. */
  async function answered(): Promise<ThreadMessage[]> {
    const all = await messages();
    return all.flatMap(({ answers }) => all.find(({ ts }) => ts === answers && ts !== post.ts) ?? []);
  }

  return {
    /** The last error that the bot answered, with its message; null when there is none. */
    async lastAnswered(): Promise<(MessageErrors & { ts: string }) | null> {
      for (const message of (await answered()).reverse()) {
        const found = await errorsIn(message);
        if (found.paste.errors.length > 0) return { ...found, ts: message.ts };
      }
      return null;
    },
    /** The first message of the thread. */
    async opening(): Promise<MessageErrors | null> {
      const [first] = await messages();
      return first ? await errorsIn(first) : null;
    },
    /** Did the bot answer all these errors in this thread before? */
    async wereAnswered(errors: ExtractedError[]): Promise<boolean> {
      const earlier = await Promise.all((await answered()).map(errorsIn));
      const before = new Set(earlier.flatMap((one) => one.paste.errors.map(keyOf)));
      return errors.every((error) => before.has(keyOf(error)));
    },
  };
}

function keyOf({ httpStatus, scimType, detail, address }: ExtractedError): string {
  return JSON.stringify([httpStatus, scimType, detail, address]);
}
