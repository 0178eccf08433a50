import { describe, expect, it } from 'vitest';
import { preview } from '../../../src/answer.ts';
import { answerJson } from '../../../src/card/answer-json.ts';
import { cardOf } from '../../../src/card/card.ts';
import { cardText } from '../../../src/card/card-text.ts';
import { problemText } from '../../../src/knowledge/article/problem.ts';
import { LONGEST_PASSAGE, slackMessage } from '../../../src/slack/send/blocks.ts';
import { lengthInSlack } from '../../../src/slack/send/mrkdwn.ts';
import { lineWith, neighbour, ownArticle, problemsOf, read } from './own-article.ts';

/** What Slack and a terminal show of this article, and its steps in the JSON. */
function shown(markdown: string, others?: ReturnType<typeof neighbour>[]) {
  const { article, problems } = read(markdown, others);
  expect(problems.map(problemText)).toEqual([]);
  if (!article) throw new Error('no article');
  const answer = preview(article, null);
  const card = cardOf(answer);
  const slack = slackMessage(card)
    .blocks.map((block) => (block.type === 'section' ? block.text?.text : ''))
    .join('\n')
    .replaceAll('\u00a0', '~');
  return { slack, text: cardText(card), steps: answerJson(answer).steps };
}

describe('what an article may hold', () => {
  it.each<[string, string, { slack: string; text: string; step: string }]>([
    [
      'plain words',
      '1. [org admin] Open Directory > Users & look.\n   On the\nleft.',
      {
        slack: '1. [org admin] Open Directory &gt; Users &amp; look. On the left.',
        text: '1. [org admin] Open Directory > Users & look. On the left.',
        step: '[org admin] Open Directory > Users & look. On the left.',
      },
    ],
    [
      'inline code',
      '1. Send `PATCH /Users/<id>` again.',
      {
        slack: '1. Send `PATCH /Users/&lt;id&gt;` again.',
        text: '1. Send `PATCH /Users/<id>` again.',
        step: 'Send `PATCH /Users/<id>` again.',
      },
    ],
    [
      'bold and italic type',
      '1. **Never** delete *the **only*** account; ***ask***, or __ask again__.',
      {
        slack: '1. *Never* delete _the *only*_ account; _*ask*_, or *ask again*.',
        text: '1. Never delete the only account; ask, or ask again.',
        step: 'Never delete the only account; ask, or ask again.',
      },
    ],
    [
      'bold in bold, which is bold',
      '1. **All **of** it.**',
      { slack: '1. *All of it.*', text: '1. All of it.', step: 'All of it.' },
    ],
    [
      'a link to the web',
      '1. Read [the **guide**](https://example.com/a?b=1&c=|) first.',
      {
        slack: '1. Read <https://example.com/a?b=1&amp;c=%7C|the guide> first.',
        text: '1. Read the guide (https://example.com/a?b=1&c=|) first.',
        step: 'Read the guide (https://example.com/a?b=1&c=|) first.',
      },
    ],
    [
      'an address in angle brackets',
      '1. Read **<https://example.com/a>**.',
      {
        slack: '1. Read *<https://example.com/a|https://example.com/a>*.',
        text: '1. Read https://example.com/a.',
        step: 'Read https://example.com/a.',
      },
    ],
    [
      'a link to another article',
      '1. See [the `userName` is taken](other.md).',
      {
        slack: '1. See <https://example.com/other|the userName is taken>.',
        text: '1. See the `userName` is taken (https://example.com/other).',
        step: 'See the `userName` is taken (https://example.com/other).',
      },
    ],
    [
      'lists in lists',
      '1. [org admin] Look for\n   - one\n     1. this\n     2. that\n   - two',
      {
        slack: '1. [org admin] Look for\n~~~~• one\n~~~~~~~~1. this\n~~~~~~~~2. that\n~~~~• two',
        text: '1. [org admin] Look for\n   - one\n      1. this\n      2. that\n   - two',
        step: '[org admin] Look for\n- one\n   1. this\n   2. that\n- two',
      },
    ],
    [
      'several paragraphs',
      '1. One.\n\n   Two.',
      { slack: '1. One.\n\n~~~~Two.', text: '1. One.\n\n   Two.', step: 'One.\n\nTwo.' },
    ],
    [
      'a block of code',
      '1. Run\n   ```sh\n   curl <url> \\\n     --fail\n   ```\n   and look.',
      {
        slack: '1. Run\n```\ncurl &lt;url&gt; \\\n  --fail\n```\n~~~~and look.',
        text: '1. Run\n       curl <url> \\\n         --fail\n   and look.',
        step: 'Run\n    curl <url> \\\n      --fail\nand look.',
      },
    ],
  ])('%s', (_what, steps, { slack, text, step }) => {
    const result = shown(ownArticle({ steps }));
    expect(result.slack).toContain(`*Steps:*\n${slack}\n*How to verify:*`);
    expect(result.text).toContain(`Steps:\n${text}\n\nHow to verify:`);
    expect(result.steps).toEqual([step]);
  });

  it('stands in every section', () => {
    const many = 'Give them **all** of\n- the `id`\n- [the log](https://example.com/log)';
    const { slack, text } = shown(ownArticle({ meaning: many, verify: '- **It** is so.', escalate: many }));
    const inSlack = 'Give them *all* of\n• the `id`\n• <https://example.com/log|the log>';
    expect(slack).toContain(`${inSlack}\n*Who can fix it:*`);
    expect(slack).toContain('• *It* is so.');
    expect(slack).toContain(`*When to escalate:* ${inSlack}`);
    expect(text).toContain(
      'When to escalate: Give them all of\n- the `id`\n- the log (https://example.com/log)\n\n',
    );
  });

  it('cannot mention, link or break out: what is text stays text', () => {
    const steps = '1. Tell \\<!channel> and @here, `<@U1>`, [a>b](<https://example.com/a b\\>c|d>).';
    expect(shown(ownArticle({ steps })).slack).toContain(
      '1. Tell &lt;!channel&gt; and @\u200bhere, `&lt;@U1&gt;`, <https://example.com/a%20b%3Ec%7Cd|a&gt;b>.',
    );
  });
});

describe('what Slack cuts', () => {
  it('is not a passage that the check lets through', () => {
    const steps = `1. ${'a & b '.repeat(277)}[END](https://example.com/e)`;
    const words = read(ownArticle({ steps })).article?.steps[0]?.words ?? [];
    expect(lengthInSlack(words)).toBeGreaterThan(LONGEST_PASSAGE - 20);
    expect(lengthInSlack(words)).toBeLessThanOrEqual(LONGEST_PASSAGE);
    expect(shown(ownArticle({ steps })).slack).toContain('<https://example.com/e|END>');
    expect(shown(ownArticle({ escalate: steps })).slack).toContain('<https://example.com/e|END>');
  });

  it('shows that it was cut, and leaves no tag open', () => {
    const steps = `1. ${'a'.repeat(2880)} [END](https://example.com/e)`;
    expect(shown(ownArticle({ steps })).slack).toMatch(/1\. a+ {2}…\n/);
  });
});

describe('a link to an article', () => {
  const internal = neighbour('other', (markdown) =>
    markdown.replace('audience: public', 'audience: internal'),
  );
  const link = '- See [the other case](other.md).';

  it('that is internal keeps its words alone in a public part, with a remark', () => {
    const markdown = ownArticle({ verify: link });
    expect(shown(markdown, [internal]).slack).toContain('• See the other case.');
    expect(read(markdown, [internal]).remarks.map(problemText)).toEqual([
      `own.md:${lineWith(markdown, link)}: a public part refers to other.md, which is internal`,
    ]);
  });

  it('that is internal is opened in an internal part', () => {
    const own = read(ownArticle({ escalate: `x\n\n## Internal: Ours\n\n${link}` }), [internal]);
    expect(own.remarks).toEqual([]);
    expect(JSON.stringify(own.article?.internal)).toContain('https://example.com/other');
  });

  it('that does not exist keeps its words, with a remark', () => {
    const markdown = ownArticle({ verify: `- x\n${link}` });
    expect(shown(markdown, []).text).toContain('- See the other case.');
    expect(read(markdown, []).remarks.map(problemText)).toEqual([
      `own.md:${lineWith(markdown, link)}: refers to other.md, which does not exist`,
    ]);
  });

  it('that is broken keeps its words', () => {
    const broken = neighbour('other', (markdown) => markdown.replace('title:', 'titel:'));
    const own = read(ownArticle({ verify: link }), [broken]);
    expect([...own.problems, ...own.remarks]).toEqual([]);
  });
});

describe('what an article may not hold is refused with its line', () => {
  it.each<[string, string, string, RegExp]>([
    ['a quotation', '> HERE', 'HERE', /a quotation/],
    ['a forced line break', 'a\nHERE  \nb', 'HERE', /a forced line break/],
    ['a forced line break by backslash', 'a\nHERE\\\nb', 'HERE', /a forced line break/],
    ['a link definition', 'a\n\n[HERE]: https://example.com', 'HERE', /a link definition/],
    [
      'a link by reference',
      'a\nto [HERE]\n\n[HERE]: https://example.com',
      'to [HERE]',
      /a link by reference/,
    ],
    ['HTML', 'a\n<b>HERE</b>', 'HERE', /HTML/],
    ['HTML on lines of its own', 'a\n\n<!-- HERE -->', 'HERE', /HTML/],
    ['a name in angle brackets', 'a\nopen <HERE>', 'HERE', /put text such as <name> into backticks/],
    ['a picture', 'a\n![HERE](https://example.com/a.png)', 'HERE', /a picture/],
    ['a picture by reference', 'a\n![HERE]\n\n[HERE]: https://example.com/a.png', '![HERE]', /a picture/],
    ['a line across the page', 'a\n\n*** ', '*** ', /a line across the page/],
    ['a heading in a list', '- a\n\n  # HERE', 'HERE', /a heading inside a list/],
    ['a table', 'a\n\n| b | `c` |\n|---|:-:|\n| d | e |', '|---|', /a table/],
    ['a table without outer bars', 'a | b\n--- | ---\nc | d', '--- |', /a table/],
    ['a table with an item for a rule', 'a | b\n- | -\nc | d', '- | -', /a table/],
    ['struck-out text', 'a\n~~HERE~~', 'HERE', /struck-out text/],
    ['a footnote', 'a\nb[^HERE]', 'HERE', /a footnote/],
    ['a check box', 'a\n- [ ] HERE', 'HERE', /a check box/],
    ['bold type without an end', 'a\n**HERE', 'HERE', /bold type that does not begin or does not end/],
    ['bold type inside a word', 'a\n**HERE**b', 'HERE', /inside a word/],
    ['code without an end', 'a\n`HERE', 'HERE', /a backtick without its partner/],
    ['a backtick in code', 'a\n``HERE ` b``', 'HERE', /a backtick inside code/],
    ['a fence in code', 'a\n\n~~~\nHERE```\n~~~', '~~~', /a block of code that/],
    ['an empty block of code', 'a\n\n~~~\n~~~', '~~~', /a block of code that is empty/],
    [
      'a link with a space in it',
      'a\n[HERE](https://example.com/a b)',
      'HERE',
      /a link that is not understood/,
    ],
    ['a link to nowhere', 'a\n[HERE](#steps)', 'HERE', /the link to "#steps" leads neither/],
    ['a link that runs something', 'a\n[HERE](javascript:alert)', 'HERE', /the link to "javascript:alert"/],
    ['a link without words', 'a\n[](other.md)', '[](', /a link without words/],
    ['a link with a title', 'a\n[b](other.md "HERE")', 'HERE', /the title "HERE" of a link/],
    ['a list that begins elsewhere', 'a\n\n3. HERE', 'HERE', /a list that begins with 3/],
    ['an item without words', 'a\n- b\n-\n- c', '-\n- c', /an item of a list must begin with words/],
    ['an item that is a list', 'a\n- - HERE', 'HERE', /an item of a list must begin with words/],
  ])('%s', (_what, meaning, at, message) => {
    const markdown = ownArticle({ meaning });
    const line = lineWith(markdown, at);
    const problems = problemsOf(markdown);
    expect(problems).toContainEqual(expect.stringMatching(message));
    expect(problems.map((problem) => problem.split(' ')[0])).toContain(`own.md:${line}:`);
    expect(read(markdown).article).toBeNull();
  });

  it('everything in one text is told at once', () => {
    const markdown = ownArticle({ meaning: 'a\n~~b~~\n`c\n[d](e f)' });
    const begin = lineWith(markdown, '~~b');
    expect(problemsOf(markdown).map((problem) => problem.split(' ')[0])).toEqual(
      [0, 0, 1, 2].map((more) => `own.md:${begin + more}:`),
    );
  });

  it.each(['a *.example.com', 'about ~40 of them', 'a\n_b c'])(
    'what Slack may take for formatting is a remark: %s',
    (meaning) => {
      const { article, remarks } = read(ownArticle({ meaning }));
      expect(article).not.toBeNull();
      expect(remarks.map(({ problem }) => problem)).toEqual([
        expect.stringMatching(/^Slack may read this "[*~_]" as formatting/),
      ]);
    },
  );

  it.each(['2 * 3 is 6', 'snake_case_name', 'a - b | c'])('these are plain words: %s', (meaning) => {
    const { problems, remarks } = read(ownArticle({ meaning }));
    expect([...problems, ...remarks]).toEqual([]);
  });
});

describe('nothing under "## Steps" is left out in silence', () => {
  const OUTSIDE = /outside the list of "## Steps"; indent by three spaces what belongs to a step$/;
  it.each<[string, string, RegExp]>([
    ['a paragraph that is not indented', '1. a\n\nHERE', OUTSIDE],
    ['a block of code that is not indented', '1. a\n\n```\nHERE\n```', OUTSIDE],
    ['an item with an asterisk', '1. a\n* HERE', /a second list in "## Steps"/],
    ['a table', '1. a\n\n| HERE |\n|---|\n', OUTSIDE],
    [
      'no list at all',
      'HERE',
      /"## Steps" holds no steps; expected a list, each item in a line that begins with/,
    ],
  ])('%s', (_what, steps, message) => {
    expect(problemsOf(ownArticle({ steps }))).toContainEqual(expect.stringMatching(message));
  });

  it('a list of asterisks alone is a list', () => {
    expect(shown(ownArticle({ steps: '* a\n* b' })).steps).toEqual(['a', 'b']);
  });
});
