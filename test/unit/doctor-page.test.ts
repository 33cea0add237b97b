import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { findingSeverities } from '../../src/core/doctor/finding.ts';

const page = readFileSync(new URL('../../docs/doctor.md', import.meta.url), 'utf8');

test('docs/doctor.md has a section for each finding, with its severity, and no other', () => {
  const sections = [...page.matchAll(/^### (\S+)\n\n`(\w+)` (.+)/gm)].map(
    ([, id = '', severity = '']) => [id, severity] as const,
  );
  expect([...page.matchAll(/^### /gm)]).toHaveLength(sections.length);
  expect(new Set(sections.map(([id]) => id)).size).toBe(sections.length);
  expect(Object.fromEntries(sections)).toEqual(findingSeverities);
});
