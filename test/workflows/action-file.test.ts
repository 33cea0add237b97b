import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface ActionFile {
  readonly inputs: Readonly<Record<string, { description: string | null; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description: string | null }>>;
  readonly runs: { using: string; main: string; steps?: unknown; pre?: string; post?: string };
}

const text = readFileSync(new URL('../../action.yml', import.meta.url), 'utf8');

/** What `action.yml` must be, each with the change that breaks it. */
const RULES: readonly (readonly [string, (file: ActionFile) => boolean, string, string])[] = [
  // A step of a composite action is a script, into which expressions are pasted.
  [
    'runs no script',
    ({ runs }) => runs.steps === undefined,
    'using: node24',
    'steps: [{ run: x }]',
  ],
  ['runs on the Node that runners have', ({ runs }) => runs.using === 'node24', 'node24', 'node20'],
  [
    'runs nothing before or after its own file',
    ({ runs }) => runs.pre === undefined && runs.post === undefined,
    '  main:',
    '  pre: x.js\n  main:',
  ],
  [
    'takes nothing but the token of the workflow by itself',
    ({ inputs }) =>
      Object.entries(inputs).every(
        ([name, one]) => !String(one.default).includes('${{') || name === 'token',
      ),
    "default: ''",
    'default: ${{ github.head_ref }}',
  ],
  [
    'takes no secret by itself',
    () => !/\$\{\{[^}]*secrets/.test(changed),
    '${{ github.token }}',
    '${{ secrets.GITHUB_TOKEN }}',
  ],
  [
    'says of each input and output what it is',
    ({ inputs, outputs }) =>
      [...Object.values(inputs), ...Object.values(outputs)].every(
        ({ description }) => (description ?? '').length > 10,
      ),
    'description: Number of the pull request that was judged last.',
    'description:',
  ],
];

let changed = text;

describe('action.yml', () => {
  test.each(RULES)('%s', (_, holds, from, to) => {
    expect(text).toContain(from);
    changed = text;
    expect(holds(parse(changed) as ActionFile)).toBe(true);
    changed = text.replace(from, to);
    expect(holds(parse(changed) as ActionFile)).toBe(false);
  });
});
