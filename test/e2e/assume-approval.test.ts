import { readFileSync } from 'node:fs';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { setUpDesk, type ReviewDesk } from '../support/review-desk.ts';

let desk: ReviewDesk;
let known: readonly string[];

beforeAll(() => {
  desk = setUpDesk();
  known = ['--snapshot', desk.snapshot(), '--now', '2026-11-25T10:00:00Z'];
});

afterAll(() => {
  desk.dispose();
});

/** The block of the what-if, however it is wrapped. The exit code is always the real one. */
function whatIf(...logins: readonly string[]): string {
  const assumed = logins.flatMap((login) => ['--assume-approval', login]);
  const { code, stdout, stderr } = desk.run(['check', ...assumed, ...known]);
  expect(code).toBe(3);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^PENDING /);
  const [, block = ''] = /^(what if .*\n(?: +.*\n)*)/m.exec(stdout) ?? [];
  return block.replace(/\s+/g, ' ').trim();
}

test('an approval that would suffice opens nothing', () => {
  expect(whatIf('grace')).toBe('what if @grace approved with a rationale: the gate would open');
});

test('one that would not, and why; what is to be done anyway is not told twice', () => {
  expect(whatIf('ada')).toBe(
    "what if @ada approved with a rationale: it would still be pending @ada's approval would not count: the reviewer is not independent: ada opened the pull request [own-change]",
  );
  expect(whatIf('gus')).toContain('[no-write]');
  expect(whatIf('radia')).toContain('[no-authority]');
});

test('several together', () => {
  expect(whatIf('ada', 'margaret')).toContain(
    '@ada and @margaret approved with a rationale: the gate would open',
  );
});

test('JSON holds it beside the verdict, in the published form', () => {
  const ran = desk.run(['check', '--assume-approval', 'gus', ...known, '--format', 'json']);
  expect(ran.code).toBe(3);
  const document: unknown = JSON.parse(ran.stdout);
  const text = readFileSync(new URL('../../schema/verdict.v1.json', import.meta.url), 'utf8');
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(text) as object);
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  expect(document).toMatchObject({
    verdict: 'pending',
    reviews: [],
    whatIf: {
      logins: ['gus'],
      verdict: 'pending',
      reviews: [{ login: 'gus', counts: false, code: 'no-write' }],
      requirements: [{ id: 'owner', status: 'unsatisfied' }],
    },
  });
});
