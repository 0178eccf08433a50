import { describe, expect, it } from 'vitest';
import { problemText } from '../../../src/knowledge/article/problem.ts';
import { parseArticles } from '../../../src/knowledge/article/read-articles.ts';
import { lineWith, neighbour, ownArticle, problemsOf, read } from './own-article.ts';

describe('the role of a step', () => {
  it.each(['identity provider admin', 'org admin', 'account owner'])('%s is read', (role) => {
    expect(read(ownArticle({ steps: `1. [${role}] Look.\n2. Look.` })).article?.steps).toMatchObject([
      { role, words: [{ inlines: [{ text: 'Look.' }] }] },
      { role: null },
    ]);
  });

  it('may stand before a link', () => {
    const [step] = read(ownArticle({ steps: '1. [org admin] [Look](other.md)' })).article?.steps ?? [];
    expect(step).toMatchObject({ role: 'org admin', words: [{ inlines: [{ kind: 'link' }] }] });
  });

  it.each<[string, string, RegExp]>([
    [
      'a typing error',
      '1. x\n2. [orgadmin] HERE',
      /unknown role "\[orgadmin\]"; a step may begin with "\[identity/,
    ],
    ['capital letters', '1. [Org admin] HERE', /unknown role "\[Org admin\]"/],
    ['no end', '1. [org admin HERE', /unknown role "\["/],
    ['nothing to do', '1. HERE\n2. [org admin]', /nothing to do behind "\[org admin\]"/],
    [
      'inside a step',
      '1. x\n   - [org admin] HERE',
      /square brackets inside a step; a role may only begin it/,
    ],
  ])('%s is a mistake', (_what, steps, message) => {
    const markdown = ownArticle({ steps });
    const at = steps.includes('2. [org admin]') ? '2. [' : 'HERE';
    expect(problemsOf(markdown)).toEqual([expect.stringMatching(message)]);
    expect(problemsOf(markdown)[0]).toMatch(`own.md:${lineWith(markdown, at)}: `);
  });

  it('is checked in what is to be verified, too', () => {
    expect(problemsOf(ownArticle({ verify: '- [admin] x' }))).toEqual([
      expect.stringMatching(/unknown role/),
    ]);
  });
});

describe('the lines of a branch', () => {
  const withBranches = (...branches: string[]) =>
    ownArticle({
      more: `\n${branches.map((lines, i) => `### Branch: case-${i}\n\n${lines}\n\n1. x\n`).join('\n')}`,
    });
  /** Without those of the decision table, which an article of one branch cannot satisfy. */
  const wrong = (markdown: string) =>
    problemsOf(markdown).filter((problem) => !problem.includes('reached by no row'));

  it('that are optional may be left out, and are read', () => {
    const { body } = read(withBranches('When: a', 'When: b\nLabel: B\n\nSaid as: "it is B", "B it is"'));
    expect(body?.branches).toMatchObject([
      { when: 'a', label: null, saidAs: [], whoCanFix: 'org-admin' },
      { when: 'b', label: 'B', saidAs: ['it is b', 'b it is'] },
    ]);
  });

  it.each<[string, string[], string, RegExp]>([
    ['an unknown one', ['When: a\nSaid like: "it is A"'], 'Said', /unknown line "Said like:"/],
    ['one in lower case', ['When: a\nlabel: A'], 'label', /unknown line "label:"/],
    ['one that goes on', ['When: a\nand b'], 'and b', /unknown line "and b" in a branch; expected "When: "/],
    ['one without words', ['When: a\nLabel: '], 'Label', /unknown line "Label:"/],
    ['one twice', ['When: a\nWhen: b'], 'When: b', /a second line "When:"/],
    ['one with formatting', ['When: **a**'], 'When', /formatting in the lines of a branch/],
    ['no condition', ['Label: a'], '### Branch', /needs a line "When: /],
    ['an unknown person', ['When: a\nWho can fix it: me'], 'Who', /"Who can fix it: me" is unknown/],
    [
      'a label that Slack would cut',
      [`When: a\nLabel: ${'x'.repeat(76)}`],
      'Label',
      /longer than 75 characters/,
    ],
    ['words without quotation marks', ['When: a\nSaid as: it is A'], 'Said', /"Said as: it is A" is not/],
    ['words that are too short', ['When: a\nSaid as: "A"'], 'Said', /4 to 80 characters/],
    [
      'words of two branches',
      ['When: a\nSaid as: "it is so"', 'When: b\nSaid as: "It is so"'],
      '### Branch: case-1',
      /"it is so" is already said as "case-0"/,
    ],
  ])('%s is a mistake', (_what, branches, at, message) => {
    const markdown = withBranches(...branches);
    expect(wrong(markdown)).toEqual([expect.stringMatching(message)]);
    expect(wrong(markdown)[0]).toMatch(`own.md:${lineWith(markdown, at)}: `);
  });

  it('a branch that is there twice is a mistake', () => {
    expect(wrong(withBranches('When: a', 'When: b').replace('case-1', 'case-0'))).toEqual([
      expect.stringMatching(/a second "### Branch: case-0"/),
    ]);
  });
});

describe('a file', () => {
  it.each<[string, string, RegExp]>([
    [
      'text before the first heading',
      ownArticle().replace('\n## What', 'HERE\n\n## What'),
      /^own\.md:13: text before the first heading is not shown$/,
    ],
    ['a section twice', `${ownArticle()}\n## Steps\n\nx\n`, /^own\.md:30: a second "## Steps"$/],
    [
      'a section without words',
      ownArticle({ escalate: '' }),
      /^own\.md:26: nothing below "## When to escalate"$/,
    ],
    [
      'formatting in a heading',
      `${ownArticle()}\n## Internal: \`x\`\n\ny\n`,
      /^own\.md:30: unknown heading "## Internal: `x`"/,
    ],
    [
      'a heading under a heading',
      `${ownArticle()}\n### More\n\ny\n`,
      /^own\.md:30: unknown heading "### More"/,
    ],
  ])('with %s is refused', (_what, markdown, message) => {
    expect(problemsOf(markdown)).toContainEqual(expect.stringMatching(message));
  });

  it('is told everything that is wrong with it at once, each with its line', () => {
    const markdown = ownArticle({ meaning: 'a <b>', steps: '1. [admin] x\n\n> y', verify: 'z' })
      .replace('owner: us\n', 'onwer: us\n')
      .replace("'x'", "'x('")
      .replace('category: other', 'category: others');
    const lineFor = (words: string) => lineWith(markdown, words);
    expect(problemsOf(markdown)).toEqual([
      expect.stringMatching('^own.md:1: front matter: owner: '),
      expect.stringMatching(`^own.md:${lineFor('category')}: front matter: category: .*"duplicate-user"`),
      expect.stringMatching(`^own.md:${lineFor('x(')}: front matter: matches.0.detail: the pattern`),
      expect.stringMatching(`^own.md:${lineFor('onwer')}: front matter: unknown field "onwer"`),
      expect.stringMatching(`^own.md:${lineFor('a <b>')}: not shown on a card: HTML`),
      expect.stringMatching(`^own.md:${lineFor('1. [admin]')}: unknown role`),
      expect.stringMatching(`^own.md:${lineFor('> y')}: not shown on a card: a quotation`),
      expect.stringMatching(`^own.md:${lineFor('## How')}: "## How to verify" holds no steps`),
      expect.stringMatching(`^own.md:${lineFor('z\n')}: outside the list`),
    ]);
  });

  it('with strings instead of a pattern has an alternative for each', () => {
    const markdown = ownArticle().replace("'x'", "['name is empty', 'no name … given']");
    expect(read(markdown).article?.matches.map(({ detail }) => detail)).toEqual([
      '\\bname\\s{1,20}is\\s{1,20}empty\\b',
      '\\bno\\s{1,20}name[^\\n]{0,200}given\\b',
    ]);
  });

  it('with a string that fits nearly everything, or a code that nobody documents, is told so', () => {
    expect(problemsOf(ownArticle().replace("'x'", "['error']"))).toEqual([
      expect.stringMatching(/^own.md:\d+: front matter: matches.0.detail: "error" says too little/),
    ]);
    expect(problemsOf(ownArticle().replace("detail: 'x'", 'code: OwnCode'))).toEqual([
      expect.stringMatching(/^own.md:\d+: front matter: matches.0.code: /),
    ]);
    expect(problemsOf(ownArticle().replace("detail: 'x'", 'code: [InvalidAnchor, RedundantExport]'))).toEqual(
      [],
    );
  });

  it('with a wrong pattern is told the line of it', () => {
    const markdown = ownArticle().replace("'x'", "'x('");
    expect(problemsOf(markdown)).toEqual([
      expect.stringMatching(
        `^own.md:${lineWith(markdown, "'x('")}: front matter: matches.0.detail: the pattern "x\\(" is not a regular`,
      ),
    ]);
  });

  it('that is broken does not keep the others from being read', () => {
    const files = parseArticles([
      { file: 'own.md', mounted: true, markdown: 'nothing' },
      neighbour('other'),
      neighbour('third', (markdown) => markdown.replace('id: third', 'id: other')),
    ]);
    expect(files.map(({ article }) => article?.id)).toEqual([undefined, 'other', undefined]);
    expect(files.flatMap(({ problems }) => problems).map(problemText)).toEqual([
      'own.md:1: no front matter found; the file must start with "---", YAML, "---"',
      'third.md:1: the id "other" is taken by other.md',
      'third.md:2: the file must be named "other.md", after its id',
    ]);
  });

  it('of which a second one is general for a category is refused', () => {
    const general = (id: string) => neighbour(id, (markdown) => markdown.replace("\n  - detail: 'x'", ' []'));
    const [, second] = parseArticles([general('one'), general('two')]);
    expect(second?.problems.map(problemText)).toEqual([
      'two.md:1: the general article of other is taken by one.md',
    ]);
  });
});

describe('cases and table', () => {
  const front = ownArticle().split('## What')[0] ?? '';

  it('a case that no row of a table leads to is a mistake', () => {
    const more = '\n### Branch: lost\n\nWhen: a\n\n1. x\n';
    expect(problemsOf(ownArticle({ more }))).toEqual([
      'own.md:1: "### Branch: lost" is reached by no row of a table: set "decision"',
    ]);
  });

  it('a row that leads to no case is a mistake', () => {
    const decided = front.replace('category: other', 'category: other\ndecision: address-holder');
    const problems = problemsOf(ownArticle({ front: decided }));
    expect(problems.length).toBeGreaterThan(5);
    expect(problems[0]).toMatch(
      /^own\.md:1: the table "address-holder" leads to "### Branch: .+", which is missing$/,
    );
  });
});
