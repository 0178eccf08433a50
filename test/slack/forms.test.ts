import type { InputBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { viewProblems } from '../../sandbox/slack/blocks/view-problems.ts';
import { channelSettingsForm, pasteForm, stillStuckForm } from '../../src/slack/send/forms.ts';

const OFF = { triage: false, quiet: false, openFacts: false, escalateTo: [] };
type Form = ReturnType<typeof pasteForm>;

const problems = (form: Form) => viewProblems({ ...form } as Record<string, unknown>, 'modal');
/** The element of a block by the block's id. */
const element = (form: Form, id: string) =>
  form.blocks.find((block): block is InputBlock => block.type === 'input' && block.block_id === id)?.element;

it.each<[string, Form]>([
  ['a paste', pasteForm('{}')],
  ['what is still wrong', stillStuckForm('{}')],
  ['a channel that is not chosen yet', channelSettingsForm(null, OFF)],
  ['a channel with nothing switched on', channelSettingsForm('C1', OFF)],
  [
    'a channel with all switched on',
    channelSettingsForm('C1', { triage: true, quiet: true, openFacts: true, escalateTo: ['C2', 'U1', 'W1'] }),
  ],
])('Slack takes the form for %s', (_what, form) => {
  expect(problems(form)).toEqual([]);
});

describe('the form for a channel', () => {
  it('is filled in with what is set, people apart from channels', () => {
    const form = channelSettingsForm('C1', { ...OFF, quiet: true, escalateTo: ['C2', 'U1', 'W1'] });
    expect(element(form, 'switches')).toMatchObject({ initial_options: [{ value: 'quiet' }] });
    expect(element(form, 'channels')).toMatchObject({ initial_conversations: ['C2'] });
    expect(element(form, 'people')).toMatchObject({ initial_users: ['U1', 'W1'] });
  });

  it('can undo what was set, for a channel that is known only', () => {
    const options = (channel: string | null) =>
      JSON.stringify(element(channelSettingsForm(channel, OFF), 'switches'));
    expect(options('C1')).toContain('"reset"');
    expect(options(null)).not.toContain('"reset"');
  });
});
