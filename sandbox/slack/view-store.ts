import type { BotIdentity, Json } from './types.ts';

const MOST_VIEWS = 3;

/** https://docs.slack.dev/reference/views , in the form that the Web API and payloads contain. */
export type View = Json & {
  id: string;
  type: 'modal' | 'home';
  hash: string;
  blocks: unknown[];
  callback_id: string;
  private_metadata: string;
  external_id: string;
  root_view_id: string;
  previous_view_id: string | null;
  state: { values: Values };
};

/** Entered values by block_id and action_id. */
export type Values = Record<string, Record<string, Json>>;

/** Holds each person's open modals, newest last, and Home tab. */
export function createViewStore(bot: BotIdentity, teamId: string) {
  const stacks = new Map<string, View[]>();
  const homes = new Map<string, View>();
  let made = 0;
  const newHash = (): string => {
    made += 1;
    return `${Math.floor(Date.now() / 1000)}.${made.toString(16).padStart(8, '0')}`;
  };

  /** Fills in a view as Slack does. Entries stay if their block and action are the same. */
  function completed(
    given: Json,
    fixed: { id?: string; root?: string; previous?: string | null },
    old?: View,
  ): View {
    const id = fixed.id ?? `V0${String(made + 1).padStart(6, '0')}`;
    return {
      private_metadata: '',
      callback_id: '',
      external_id: '',
      title: null,
      submit: null,
      close: null,
      clear_on_close: false,
      notify_on_close: false,
      ...given,
      type: given.type as View['type'],
      blocks: given.blocks as unknown[],
      id,
      team_id: teamId,
      app_id: bot.appId,
      bot_id: bot.botId,
      app_installed_team_id: teamId,
      root_view_id: fixed.root ?? id,
      previous_view_id: fixed.previous ?? null,
      state: old?.state ?? { values: {} },
      hash: newHash(),
    };
  }

  const stackOf = (user: string): View[] => stacks.get(user) ?? [];

  return {
    homes,
    stackOf,
    top: (user: string): View | undefined => stackOf(user).at(-1),

    /** Opens a modal in place of the person's open modals. */
    open(user: string, given: Json): View {
      const view = completed(given, {});
      stacks.set(user, [view]);
      return view;
    },

    /** Puts a modal on top. Returns Slack's error code if that is not possible: at most three can be open. */
    push(user: string, given: Json): View | string {
      const stack = stackOf(user);
      const [root, below] = [stack[0], stack.at(-1)];
      if (!root || !below) return 'not_found';
      if (stack.length >= MOST_VIEWS) return 'push_limit_reached';
      const view = completed(given, { root: root.id, previous: below.id });
      stacks.set(user, [...stack, view]);
      return view;
    },

    publish(user: string, given: Json): View {
      const old = homes.get(user);
      const view = completed(given, old ? { id: old.id } : {}, old);
      homes.set(user, view);
      return view;
    },

    /** Replaces a view with the same id, modal or Home tab. */
    replace(old: View, given: Json): View {
      const view = completed(
        given,
        { id: old.id, root: old.root_view_id, previous: old.previous_view_id },
        old,
      );
      for (const [user, stack] of stacks) {
        stacks.set(
          user,
          stack.map((one) => (one.id === old.id ? view : one)),
        );
      }
      for (const [user, home] of homes) if (home.id === old.id) homes.set(user, view);
      return view;
    },

    /** Closes the top modal, or all modals. */
    close(user: string, all: boolean): void {
      stacks.set(user, all ? [] : stackOf(user).slice(0, -1));
    },

    find(matches: (view: View) => boolean): View | undefined {
      return [...stacks.values(), [...homes.values()]].flat().find(matches);
    },
  };
}
