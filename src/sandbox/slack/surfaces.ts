import { asJson, text } from './args.ts';
import { type Answer, type Context, type Method, refused } from './method.ts';
import type { Json } from './types.ts';

/** https://docs.slack.dev/reference/methods : views.* and files.info. */
export const surfaces: Record<string, Method> = {
  'views.publish': (args, context) => {
    if (!context.state.users.has(text(args, 'user_id'))) return refused('user_not_found');
    return kept(args, context, { user_id: text(args, 'user_id') });
  },

  'views.open': (args, context) =>
    text(args, 'trigger_id') ? kept(args, context, {}) : refused('invalid_trigger_id'),

  'files.info': (args, { state }) => {
    const file = state.files.get(text(args, 'file'));
    if (!file) return refused('file_not_found');
    const { content, ...about } = file;
    const snippet = about.mode === 'snippet' ? { content, is_truncated: false } : {};
    return { ok: true, file: about, ...snippet };
  },
};

function kept(args: Json, { state }: Context, extra: Json): Answer {
  const view = asJson(args.view);
  if (typeof view.type !== 'string') return refused('invalid_arguments');
  const stored = {
    ...view,
    ...extra,
    id: `V${state.views.length + 1}`,
    team_id: state.team.id,
    hash: '1.abc',
  };
  state.views.push(stored);
  return { ok: true, view: stored };
}
