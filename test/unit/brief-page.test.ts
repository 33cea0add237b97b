import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { briefDocument, briefParts } from '../../src/core/brief/digest-brief.ts';
import { exampleBrief } from '../support/brief-example.ts';
import { leavesOf } from '../support/leaves.ts';

const page = readFileSync(new URL('../../docs/brief.md', import.meta.url), 'utf8');

/** The fields that the page lists below the heading of a part, one in the first cell of each row. */
function listedFields(part: string): readonly string[] {
  const section = page.split(/^### /m).find((text) => text.startsWith(`\`${part}\`\n`)) ?? '';
  const rows = section.split(/^## /m)[0]?.matchAll(/^\| ((?:`[^`]+`(?:, )?)+)/gm) ?? [];
  return [...rows]
    .flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
    .sort();
}

/** As the page writes them: from the entry of a list on, and `*` for names that policies choose. */
function fieldsOf(part: (typeof briefParts)[number]): readonly string[] {
  const names = leavesOf(briefDocument(exampleBrief)[part]).map((leaf) =>
    leaf.name.replace(/^\[\]\.?/, '').replace(/\b(dimensions|raises)\..*/, '$1.*'),
  );
  // A side of a file that is not there is null, and has no fields of its own.
  return [...new Set(names.filter((name) => name !== 'base'))].sort();
}

test.each(briefParts)('docs/brief.md lists every field of %s, and no other', (part) => {
  expect(listedFields(part)).toEqual(fieldsOf(part));
});
