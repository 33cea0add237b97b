import { readFileSync, writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { coreCases } from '../support/cel-spec-cases.ts';
import { failures, leftOut, runCase } from '../support/cel-spec-run.ts';
import { formatArchive, parseArchive } from '../support/txtar.ts';

/** The cases that do not pass, by how; written anew with `UPDATE_GOLDEN=1`. */
const LIST = new URL('../fixtures/conformance/cel-spec.txtar', import.meta.url);
const COMMENT = `Cases of the CEL specification (v0.25.1) that conditions do not pass, by how they fail. The wrong
values are the least integer negated or divided by -1, where an error is wanted.
`;

const all = coreCases();
const reasons = all.map((one) => ({ one, reason: leftOut(one) }));
const asked = reasons.filter(({ reason }) => reason === null).map(({ one }) => one);
const outcomes = asked.map((one) => ({ id: one.id, ...runCase(one) }));

function found(outcome: string): readonly string[] {
  return outcomes.filter((one) => one.library === outcome).map(({ id }) => id);
}

if (process.env['UPDATE_GOLDEN'] === '1') {
  const files = new Map(failures.map((how) => [how, `${found(how).join('\n')}\n`]));
  writeFileSync(LIST, formatArchive({ comment: COMMENT, files }));
}

describe('the tests of the CEL specification, in the profile of conditions', () => {
  const listed = parseArchive(readFileSync(LIST, 'utf8')).files;

  it('are these many', () => {
    const counted: Record<string, number> = { all: all.length, asked: asked.length };
    for (const { reason } of reasons)
      if (reason !== null) counted[reason] = (counted[reason] ?? 0) + 1;
    expect(counted).toEqual({
      all: 1179,
      asked: 747,
      bytes: 95,
      container: 66,
      message: 29,
      'quoted-name': 34,
      type: 29,
      uint: 179,
    });
  });

  it.each(failures)('fail as listed: %s', (how) => {
    const expected = (listed.get(how) ?? '').split('\n').filter((line) => line !== '');
    const now = found(how);
    expect({
      'fails now and is not listed': now.filter((id) => !expected.includes(id)),
      'is listed and does not fail like this any more': expected.filter((id) => !now.includes(id)),
    }).toEqual({
      'fails now and is not listed': [],
      'is listed and does not fail like this any more': [],
    });
  });

  it('pass otherwise', () => {
    const counted = Object.fromEntries(
      ['passed', ...failures].map((how) => [how, found(how).length]),
    );
    expect(counted).toEqual({
      passed: 414,
      'refused-by-the-profile': 307,
      'error-instead-of-a-value': 24,
      'wrong-value': 2,
    });
    // An error is easy to come by; most of what passes must be a value.
    const errors = asked.filter(({ wanted }) => wanted === 'error').map(({ id }) => id);
    expect(found('passed').filter((id) => errors.includes(id))).toHaveLength(46);
  });

  it('all pass that a policy can hold', () => {
    const fared = (how: string): readonly string[] =>
      outcomes.filter(({ policy }) => policy === how).map(({ id }) => id);
    expect(fared('failed')).toEqual([]);
    expect(fared('passed').length).toBeGreaterThan(150);
    // What conditions cannot call is refused when a policy is read, and not only when it runs.
    expect(found('refused-by-the-profile').filter((id) => fared('passed').includes(id))).toEqual(
      [],
    );
  });
});
