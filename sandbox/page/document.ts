import { exampleButtons } from './example-buttons.ts';
import { Html, html } from './html.ts';
import { clipIcon } from './icons.ts';
import type { PageRegions } from './page-regions.ts';

/** The whole page with its regions filled in. `browser/app.js` then keeps them up to date. */
export function documentOf({ address, regions, open, canWrite, placeholder }: PageRegions): string {
  const region = (id: string): Html => new Html(regions[id] ?? '');
  const state = JSON.stringify({ address, open, canWrite, placeholder });
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>SCIM support bot: sandbox</title>
<link rel="stylesheet" href="/style.css">
<link rel="stylesheet" href="/side.css">
<link rel="stylesheet" href="/messages.css">
<link rel="stylesheet" href="/blocks.css">
<link rel="stylesheet" href="/overlays.css">
<link rel="icon" href="/icon.svg">
<script type="module" src="/app.js"></script>
</head>
<body data-state="${state}">
<nav class="side" aria-label="Workspace">
<header><p>Sandbox</p><button type="button" class="for-phone" data-show="channel" aria-label="Close the menu">✕</button></header>
<div id="nav">${region('nav')}</div>
<section aria-labelledby="accounts-title"><h2 id="accounts-title">Atlassian organisation</h2>
<p>This is what the bot looks up. Change it, then ask the bot to check again.</p>
<div id="accounts">${region('accounts')}</div>
<form id="add-account"><label><span class="unseen">Address of another account</span><input type="email" name="email" required placeholder="new.person@example.com"></label> <button type="submit">Add</button></form></section>
</nav>
<main>
<header><button type="button" class="for-phone" data-show="nav" aria-label="Open the menu">☰</button><h1 id="title">${region('title')}</h1>
<details class="menu" id="examples"><summary>Examples</summary><div>${exampleButtons()}</div></details></header>
<div id="messages" class="scroll" tabindex="0" role="region" aria-label="Messages">${region('messages')}</div>
${composer('channel', 'Message')}
</main>
<aside aria-label="Thread">
<header><h2>Thread</h2><span id="thread-close">${region('thread-close')}</span></header>
<div id="thread" class="scroll" tabindex="0" role="region" aria-label="Replies">${region('thread')}</div>
${composer('thread', 'Reply')}
</aside>
<dialog id="modal" aria-labelledby="modal-title">${region('modal')}</dialog>
<dialog id="ask" aria-labelledby="ask-title"><form method="dialog"><h2 id="ask-title"></h2><p></p><label hidden><span class="unseen">Text of the message</span><textarea rows="8"></textarea></label><footer><button value="no"></button><button value="yes" class="primary"></button></footer></form></dialog>
<p id="notice" role="status"></p>
<p id="heard" class="unseen" aria-live="polite">${region('heard')}</p>
</body>
</html>`;
  return markup;
}

function composer(pane: 'channel' | 'thread', label: string): Html {
  return html`<form class="composer" data-compose="${pane}">
<label><span class="unseen">${label}</span><textarea name="text" rows="1" placeholder="${label}"></textarea></label>
<div class="tools"><label class="tool" title="Attach a file">${clipIcon}<span class="unseen">Attach a file</span><input type="file" class="unseen"></label>
<button type="button" class="tool" data-insert="@SCIM support bot " aria-label="Mention the bot" title="Mention the bot">@</button>
<small>Enter to send, Shift+Enter for a new line</small>
<button type="submit" class="primary">Send</button></div>
</form>`;
}
