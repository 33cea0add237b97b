import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { catalogues } from '../../src/core/frameworks/catalogues.ts';
import { checkCitation, isCitation } from '../../src/core/frameworks/cite.ts';

const page = readFileSync(new URL('../../docs/frameworks.md', import.meta.url), 'utf8');

function section(heading: string): string {
  return page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
}

it('docs/frameworks.md lists every catalogue with its edition and how much of it is bundled', () => {
  const rows = section('Catalogues')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, id, title, edition, bundled = '']) => [
      id,
      title,
      edition,
      Number(/\d+/.exec(bundled)?.[0]),
    ]);
  expect(rows).toEqual(
    Object.values(catalogues).map(({ id, title, edition, items }) => [
      `\`${id}\``,
      title,
      edition,
      Object.keys(items).length,
    ]),
  );
});

it('what docs/frameworks.md calls wrong is refused, and what it calls loose is accepted', () => {
  const [wrong = '', loose = ''] = section('Common wrong citations').split('These are accepted');
  const accepted = (text: string) =>
    [...text.matchAll(/`([^`]+)`/g)].map(([, id = '']) => [
      id,
      Object.keys(catalogues).some((catalog) => isCitation(checkCitation(catalog, id))),
    ]);
  const seen = wrong.split('\n').map((row) => (row.split('|')[1] ?? '').replace(/in `[^`]+`/, ''));
  const refused = accepted(seen.join('\n')).filter(([id]) => id !== 'LLM06');
  expect(refused).toHaveLength(6);
  expect(refused.filter(([, known]) => known)).toEqual([]);
  expect(isCitation(checkCitation('owasp-llm-2026', 'LLM06'))).toBe(false);
  expect(accepted(loose).length).toBeGreaterThan(10);
  expect(accepted(loose).filter(([, known]) => !known)).toEqual([]);
});

it('what docs/frameworks.md shows is what is shown', () => {
  const shown = Object.values(catalogues).flatMap(({ id, items }) =>
    Object.keys(items).map((item) => {
      const checked = checkCitation(id, item);
      return isCitation(checked) ? checked.shown : '';
    }),
  );
  const examples = [...page.matchAll(/`((?:OWASP|NIST) [^`]+)`/g)].map(([, text]) => text);
  expect(examples).toHaveLength(3);
  for (const example of examples) expect(shown).toContain(example);
});
