import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const files = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: ROOT, exclude: (path) => path.includes('node_modules') }).sort();

const MARKDOWN = files('**/*.md');
/** Everything that may cite the contract. Articles cite other people's documents, and this file makes references up. */
const CITING = files(
  '{src,sandbox,test,bench,eval}/**/*.{ts,js,css,md}',
  '{*,docs/*}.md',
  '.env.example',
  'manifest.yml',
).filter((file) => !file.startsWith('src/knowledge/articles/') && file !== 'test/docs.test.ts');

const CONTRACT = read('docs/contract.md');
const SECTIONS = [...CONTRACT.matchAll(/^#{2,3} (\d+(?:\.\d+)*)\.? /gm)].map(([, number = '']) => number);
const RULES = [...CONTRACT.matchAll(/^(\d+)\. \*\*/gm)].map(([, number = '']) => number);

const NUMBERS = String.raw`(\d+(?:\.\d+)*(?:(?:, | and | or | to )\d+(?:\.\d+)*)*)`;

/** The sections and rules that a text refers to. A section of an RFC is not one of ours; a reference may span two lines. */
function referencesIn(text: string): { sections: string[]; rules: string[] } {
  const line = text.replaceAll(/\s*\n\s*(?:\*|\/\/|#+|>)?\s*/g, ' ');
  const cited = (pattern: string): string[] =>
    [...line.matchAll(new RegExp(pattern, 'gi'))].flatMap(
      ([, numbers = '']) => numbers.match(/[\d.]+\d|\d/g) ?? [],
    );
  return {
    sections: cited(String.raw`(?<!RFC \d+\]?,? )\bsections? ${NUMBERS}`),
    rules: cited(String.raw`\brules? ${NUMBERS}`),
  };
}

/** The targets of links to files of ours. Code shows links without making them. */
function linksIn(markdown: string): string[] {
  const text = markdown.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '').replaceAll(/`[^`\n]*`/g, '');
  const targets = [...text.matchAll(/\]\(<?([^)\s>]+)|^\[[^\]]+\]: (\S+)/gm)].map(([, a, b]) => a ?? b ?? '');
  return targets.filter((target) => !/^(?:[a-z]+:|\/\/)/i.test(target));
}

/** The anchors that GitHub gives to headings. https://github.com/Flet/github-slugger */
function anchorsOf(markdown: string): string[] {
  const seen = new Map<string, number>();
  const text = markdown.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '');
  return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
    const slug = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

function isBroken(file: string, target: string): boolean {
  const [path = '', anchor] = decodeURIComponent(target).split('#', 2);
  const linked = path === '' ? file : join(dirname(file), path);
  if (!existsSync(join(ROOT, linked))) return true;
  return anchor !== undefined && !anchorsOf(read(linked)).includes(anchor);
}

describe('the contract', () => {
  it('is numbered from 1, sections and rules', () => {
    const counted = (numbers: string[]) => numbers.map((_, index) => String(index + 1));
    expect(SECTIONS).toEqual(counted(SECTIONS));
    expect(SECTIONS.length).toBeGreaterThan(3);
    expect(RULES).toEqual(counted(RULES));
  });

  it('says where each earlier section is now', () => {
    const table = CONTRACT.slice(CONTRACT.indexOf('## Earlier section numbers'));
    const rows = [...table.matchAll(/^\| ([\d.]+) \| (.+) \|$/gm)];
    expect(rows.map(([, earlier]) => earlier)).toEqual(['5', '5.1', '5.2', '5.3', '6']);
    const now = rows.flatMap(([, , numbers = '']) => numbers.match(/\d+/g) ?? []);
    expect([...new Set(now)].sort()).toEqual(SECTIONS);
  });

  it.each([
    ['(docs/contract.md section 2)', ['2'], []],
    ['[contract.md](contract.md), section 4', ['4'], []],
    ['the contract, sections 1 and 2.3', ['1', '2.3'], []],
    [' * docs/contract.md\n * section 7 says so', ['7'], []],
    ['RFC 7644 section 3.12, RFC 7643, sections 4.1 and 4.3', [], []],
    ['rule 5 of docs/contract.md (rules 2, 3 and 9)', [], ['5', '2', '3', '9']],
    ['a rule of 10 people in this section', [], []],
  ])('references are found in %j', (text, sections, rules) => {
    expect(referencesIn(text)).toEqual({ sections, rules });
  });

  it('has every section and rule that is referred to', () => {
    const missing = CITING.flatMap((file) => {
      const { sections, rules } = referencesIn(read(file));
      return [
        ...sections
          .filter((number) => !SECTIONS.includes(number))
          .map((number) => `${file}: section ${number}`),
        ...rules.filter((number) => !RULES.includes(number)).map((number) => `${file}: rule ${number}`),
      ];
    });
    expect(missing).toEqual([]);
    const found = CITING.map((file) => referencesIn(read(file)));
    expect(found.flatMap(({ sections }) => sections).length).toBeGreaterThan(5);
    expect(found.flatMap(({ rules }) => rules).length).toBeGreaterThan(3);
  });
});

describe('links between documents', () => {
  it.each([
    ['[a](b.md) ![c](d/e.png) <https://x.example/> [f](https://x.example)', ['b.md', 'd/e.png']],
    ['`[shown](nowhere.md)`\n```\n[shown](nowhere.md)\n```\n[a][1]\n\n[1]: b.md#c', ['b.md#c']],
  ])('are found in %j', (text, targets) => {
    expect(linksIn(text)).toEqual(targets);
  });

  it('anchors are those of GitHub', () => {
    const headings =
      '# A `b`, c & d!\n## Twice\n```\n# no heading\n```\n## Twice\n### 4. Rules that never bend';
    expect(anchorsOf(headings)).toEqual(['a-b-c--d', 'twice', 'twice-1', '4-rules-that-never-bend']);
  });

  it('lead to files and headings that exist', () => {
    const links = MARKDOWN.flatMap((file) => linksIn(read(file)).map((target) => ({ file, target })));
    expect(links.filter(({ file, target }) => isBroken(file, target))).toEqual([]);
    expect(links.length).toBeGreaterThan(10);
  });

  it('are broken if the file or the heading is missing', () => {
    const broken = (target: string) => isBroken('docs/security.md', target);
    expect(['nowhere.md', 'contract.md#nowhere', '#nowhere'].filter(broken)).toHaveLength(3);
    expect(['contract.md', 'contract.md#1-commands', '#secrets-in-a-paste', '..'].filter(broken)).toEqual([]);
  });
});

describe('paths in documents', () => {
  const documents = ['README.md', 'CONTRIBUTING.md', ...files('docs/*.md')];
  /** A path that begins in one of our folders, up to a placeholder such as `<id>` or `*`. */
  const pathsIn = (markdown: string): string[] =>
    [...markdown.matchAll(/(?<![\w/.-])((?:src|sandbox|test|bench|eval|docs)\/[\w./*<>{}-]*)/g)].map(
      ([, path = '']) => path.replace(/[^/]*[*<{].*$/, '').replace(/\.$/, ''),
    );

  it('exist', () => {
    const named = documents.flatMap((file) => pathsIn(read(file)).map((path) => ({ file, path })));
    expect(named.filter(({ path }) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
  });
});

describe('the map in CONTRIBUTING', () => {
  const questions: { question: string; file: string }[] = JSON.parse(read('test/wayfinding.json'));
  const map = /## Find your way\n([\s\S]*?)\n## /.exec(read('CONTRIBUTING.md'))?.[1] ?? '';

  it.each(questions)('names the file for: $question', ({ file }) => {
    expect(existsSync(join(ROOT, file))).toBe(true);
    expect(map).toContain(file.replace(/^.*\//, ''));
  });
});

describe('the promises of security.md', () => {
  const text = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
  const rows = [...text.matchAll(/^\| ([^|]+) \| `(test\/[^`]+)`: "([^"]+)" \|$/gm)];

  it('are many', () => {
    expect(rows.length).toBeGreaterThan(20);
  });

  it.each(rows.map(([, promise, file, name]) => ({ promise, file, name })))(
    '$promise',
    ({ file = '', name = '' }) => {
      expect(readFileSync(join(ROOT, file), 'utf8')).toContain(name);
    },
  );
});
