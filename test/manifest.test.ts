import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SCOPE_OF_COMMANDS, SCOPES_OF_EVENT, SCOPES_OF_METHOD } from '../sandbox/slack/scopes.ts';

const ROOT = join(import.meta.dirname, '..');
const manifest = parse(readFileSync(join(ROOT, 'manifest.yml'), 'utf8'));
const granted: string[] = manifest.oauth_config.scopes.bot;
const events: string[] = manifest.settings.event_subscriptions.bot_events;
const sources = globSync(['src/{handlers,sight,slack}/**/*.ts', 'src/doctor/check-slack.ts'], {
  cwd: ROOT,
}).map((file) => readFileSync(join(ROOT, file), 'utf8'));
const code = sources.join('\n');

/** Every Web API method that the handlers call with the bot token. */
const methods = [
  ...new Set([...code.matchAll(/\bclient\.((?:[a-z]+\.)+[a-zA-Z]+)\(/g)].map(([, method = '']) => method)),
].filter((method) => method !== 'apps.connections.open');
/** Every event that has a listener. */
const listened = [...code.matchAll(/for \(const event of \[([^\]]*)\]|app\.event\('([^']+)'/g)].flatMap(
  ([, list, one]) => (one ? [one] : [...(list ?? '').matchAll(/'([^']+)'/g)].map(([, name = '']) => name)),
);
/** Never needed: an event says if a channel is a direct message, and those the bot opens have one other member. */
const NEVER_ASKED = ['im:read', 'mpim:write'];

describe('manifest.yml', () => {
  it('is readable, and the calls are found in the sources', () => {
    expect(methods).toEqual(
      expect.arrayContaining(['chat.postMessage', 'views.open', 'users.info', 'usergroups.users.list']),
    );
    expect(listened).toEqual(expect.arrayContaining(['message', 'app_mention', 'app_home_opened']));
  });

  it.each(methods)('grants what %s needs', (method) => {
    const needed = SCOPES_OF_METHOD[method];
    expect(needed, `the local Slack does not know ${method}`).toBeDefined();
    expect(
      (needed ?? []).filter((scope) => !granted.includes(scope) && !NEVER_ASKED.includes(scope)),
    ).toEqual([]);
  });

  it('subscribes to every event with a listener, to no other, and grants what they need', () => {
    expect([...new Set(events.map((event) => event.split('.')[0]))].sort()).toEqual(
      [...new Set(listened)].sort(),
    );
    for (const event of events)
      for (const scope of SCOPES_OF_EVENT[event] ?? []) expect(granted, event).toContain(scope);
  });

  it('requests no scope that nothing uses', () => {
    const needed = new Set([
      ...methods.flatMap((method) => SCOPES_OF_METHOD[method] ?? []),
      ...events.flatMap((event) => SCOPES_OF_EVENT[event] ?? []),
      SCOPE_OF_COMMANDS,
      // For downloads, which are not a method (docs.slack.dev/reference/objects/file-object).
      'files:read',
    ]);
    expect(granted.filter((scope) => !needed.has(scope))).toEqual([]);
    expect(new Set(granted).size).toBe(granted.length);
  });

  it('has the command, message shortcut, Home tab and interactivity that the listeners need', () => {
    const commands = [...code.matchAll(/app\.command\('([^']+)'/g)].map(([, name]) => name);
    const shortcuts = [...code.matchAll(/app\.shortcut\('([^']+)'/g)].map(([, name]) => name);
    expect(manifest.features.slash_commands.map(({ command }: { command: string }) => command)).toEqual(
      commands,
    );
    expect(
      manifest.features.shortcuts.map(({ callback_id }: { callback_id: string }) => callback_id),
    ).toEqual(shortcuts);
    expect(manifest.features.app_home.home_tab_enabled).toBe(true);
    expect(manifest.settings.interactivity.is_enabled).toBe(/app\.(?:action|view)\(/.test(code));
  });

  it('leaves the agent view off: guests cannot use agent apps', () => {
    expect(manifest.features.agent_view ?? manifest.features.assistant_view).toBeUndefined();
  });

  it('is what the local Slack grants in all other tests', () => {
    expect(readFileSync(join(ROOT, 'test/handlers/stage.ts'), 'utf8')).toContain('scopes: SCOPES');
  });
});
