import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { avatar } from './avatar.ts';
import { blocksOf } from './blocks.ts';
import { Html, html } from './html.ts';
import { namesOf } from './names.ts';

const LOOKS = ['style.css', 'messages.css', 'blocks.css'].map((name) =>
  readFileSync(join(import.meta.dirname, 'browser', name), 'utf8'),
);
/** The page scrolls as a whole, in the width of a thread. */
const AS_DOCUMENT =
  'html, body { height: auto } body { display: block; overflow: auto; max-width: 560px } h2 { padding: 20px 16px 0 }';

/** A message as the bot would send it, and what it is shown for. */
export type PreviewedCard = { heading: string; blocks: unknown };

/** Cards as one page of HTML that needs no server and runs no script. Buttons are shown and do nothing. */
export function previewDocument(title: string, cards: PreviewedCard[]): string {
  const names = namesOf([], []);
  const surface = { names, people: [], channels: [], scope: 'preview', target: {} };
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html([...LOOKS, AS_DOCUMENT].join('\n'))}</style>
</head>
<body>
${cards.map(
  ({ heading, blocks }) => html`<h2>${heading}</h2>
<article class="message">${avatar('preview', 'SCIM support bot', true)}<div class="content"><div class="text">${blocksOf(blocks, surface)}</div></div></article>
`,
)}</body>
</html>`;
  return markup;
}
