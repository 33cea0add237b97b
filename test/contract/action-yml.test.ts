import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { parse } from 'yaml';
import { expect, it } from 'vitest';
import * as z from 'zod';

import { inputDefaults, readInputs } from '../../src/action/inputs.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const shape = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string() })),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
  runs: z.strictObject({ using: z.literal('node24'), main: z.string() }),
});

const action = shape.parse(parse(readFileSync(`${root}action.yml`, 'utf8')));

it('declares the inputs that the step reads, with the same defaults', () => {
  const declared = Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: value }]) => [name, value]),
  );
  expect(declared).toEqual({ ...inputDefaults, token: '${{ github.token }}' });
});

it('declares the outputs that the step sets', () => {
  const report = readFileSync(`${root}src/action/report.ts`, 'utf8');
  const set = /setOutputs\(runner, \{([^]*?)\n {2}\}\)/.exec(report)?.[1] ?? '';
  const names = [...set.matchAll(/^ {4}'?([a-z-]+)'?[,:]/gm)].map((match) => match[1] ?? '');
  expect(Object.keys(action.outputs).sort()).toEqual(names.toSorted());
});

it('starts a file that is there', () => {
  expect(readFileSync(`${root}${action.runs.main}`, 'utf8').length).toBeGreaterThan(1000);
});

const token = { INPUT_TOKEN: 'ghs_x' };

it('takes what the runner hands over', () => {
  const given = { ...token, 'INPUT_PULL-REQUEST': ' 12\n', INPUT_COMMENT: 'false' };
  expect(readInputs(given)).toEqual({
    token: 'ghs_x',
    app: null,
    pullRequest: 12,
    publish: 'status',
    comment: false,
    requestReviewers: true,
    sarif: false,
    failOn: 'error',
  });
});

it.each([
  [{ ...token, INPUT_COMENT: 'true' }, 'there is no input `coment`'],
  [{ ...token, INPUT_COMMENT: 'yes' }, 'input `comment` must be `true` or `false`'],
  [{ ...token, 'INPUT_PULL-REQUEST': '-1' }, 'input `pull-request` must be the number'],
  [{ ...token, 'INPUT_FAIL-ON': 'never' }, 'input `fail-on` must be `error` or `not-allowed`'],
  [{ ...token, INPUT_PUBLISH: 'check-run' }, 'input `publish` is `check-run`, which needs an App'],
  [{ ...token, 'INPUT_APP-ID': '7' }, 'input `app-private-key` is missing'],
  [{ ...token, 'INPUT_APP-PRIVATE-KEY': 'x' }, 'input `app-id` is missing'],
  [{ ...token, 'INPUT_APP-ID': 'x7', 'INPUT_APP-PRIVATE-KEY': 'x' }, 'input `app-id` must be'],
  [{}, 'input `token` is empty'],
])('refuses %j', (given, message) => {
  expect(() => readInputs(given)).toThrow(message);
});

it('shows no value, which could be a secret in the wrong place', () => {
  const secret = 'ghp_secretsecretsecret';
  try {
    readInputs({ ...token, INPUT_PUBLISH: secret });
    expect.unreachable();
  } catch (error) {
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(secret);
  }
});
