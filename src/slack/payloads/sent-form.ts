import { z } from 'zod';

const field = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_conversation: z.string().nullish(),
  selected_conversations: z.array(z.string()).nullish(),
  selected_users: z.array(z.string()).nullish(),
});

/** A form somebody sent: which, what it was opened with, and what was entered in the one element of each block. */
export type SentForm = {
  id: string;
  form: string;
  metadata: string;
  user: string;
  entered: Map<string, z.infer<typeof field>>;
};

const body = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), field)) }),
  }),
});

/** A Slack `view_submission` body (docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_submission); null for another one. */
export function sentFormOf(received: unknown): SentForm | null {
  const parsed = body.safeParse(received);
  if (!parsed.success) return null;
  const { user, view } = parsed.data;
  const entered = Object.entries(view.state.values).flatMap(([block, elements]) =>
    Object.values(elements)
      .slice(0, 1)
      .map((element) => [block, element] as const),
  );
  return {
    id: view.id,
    form: view.callback_id,
    metadata: view.private_metadata,
    user: user.id,
    entered: new Map(entered),
  };
}
