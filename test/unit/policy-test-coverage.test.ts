import { describe, expect, it } from 'vitest';

import { isGreen } from '../../src/core/policy-test/report.ts';
import { ownRules, policyText, report, run, testText } from '../support/policy-tests.ts';

const own = ownRules({
  '.jitl/a.yaml': policyText(
    'small',
    `appliesTo: { changes: [grant-added, identity-created] }
factors:
  - { id: write, scope: item, category: hygiene, raises: { privilege: write }, when: item.level >= 2, message: Worth writing. }
  - { id: any, scope: item, category: hygiene, raises: { privilege: read }, when: "item.change in ['grant-added', 'identity-created']", message: Whatever it is. }`,
  ),
  '.jitl/b.yaml': policyText(
    'other',
    `appliesTo: { changes: [grant-added] }
factors:
  - { id: far, scope: item, category: hygiene, raises: { reach: scoped }, when: item.reach >= 1, message: Reaches far. }`,
  ),
});

const POSITIVE =
  '{ name: it is, inputs: { change: grant-added, items: [{ level: write }] }, expect: { tier: moderate } }';
const NEGATIVE = '{ name: it is not, inputs: { change: identity-created }, expect: { tier: low } }';
const ELSEWHERE =
  '{ name: no matter of it, inputs: { change: grant-removed }, expect: { tier: high } }';

function suite(coverage: string, cases: readonly string[], policies = '[small]'): string {
  return testText(`policies: ${policies}
now: 2026-11-25T10:00:00Z
coverage: ${coverage}
cases: [${cases.join(', ')}]`);
}

function unmet(coverage: string, cases: readonly string[]): readonly string[] {
  const { suites } = report({ own, tests: suite(coverage, cases) });
  return (suites[0]?.unmet ?? []).map(({ message }) => message.replaceAll('`', ''));
}

describe('a factor', () => {
  const counts = (cases: readonly string[]) =>
    report({ own, tests: suite('{}', cases) }).factors.map(
      ({ factor, positive, negative, canFail }) => [factor, positive, negative, canFail],
    );

  it('is shown by cases of a kind that its policy applies to', () => {
    expect(counts([POSITIVE, NEGATIVE, ELSEWHERE])).toEqual([
      ['write', 1, 1, true],
      ['any', 2, 0, false],
    ]);
    expect(counts([ELSEWHERE])).toEqual([
      ['write', 0, 0, true],
      ['any', 0, 0, false],
    ]);
  });

  it('counts for the thresholds; of one that always matches no negative case is asked', () => {
    expect(unmet('{ factors: both }', [POSITIVE, NEGATIVE])).toEqual([]);
    expect(unmet('{ factors: both }', [POSITIVE])).toEqual([
      'write matches in every case, and none shows what it leaves alone',
    ]);
    expect(unmet('{ factors: positive }', [POSITIVE])).toEqual([]);
    expect(unmet('{ factors: positive }', [NEGATIVE])).toEqual(['write matches in no case']);
  });

  it('is shown by the suites that are about its policy, not by chance', () => {
    const two = `${suite('{}', [NEGATIVE])}---\n${suite('{}', [POSITIVE], '[other]')}`;
    const { factors } = report({ own, tests: two });
    expect(factors.map(({ factor, positive, negative }) => [factor, positive, negative])).toEqual([
      ['far', 0, 1],
      ['write', 0, 1],
      ['any', 1, 0],
    ]);
  });

  it('of a policy that no suite is about is not reported; the policy is', () => {
    const { factors, untested } = report({ own, tests: suite('{}', [POSITIVE]) });
    expect(factors.map(({ policy }) => policy)).toEqual(['small', 'small']);
    expect(untested).toEqual(['other']);
  });
});

describe('a row', () => {
  it('is shown by a case with a change that it decides', () => {
    const { rows } = report({ own, tests: suite('{}', [POSITIVE, NEGATIVE]) });
    expect(
      rows?.map(({ tier, row, cases, location }) => [tier, row, cases, location.start.line]),
    ).toEqual([
      ['high', { privilege: 'admin', reach: 'scoped' }, 0, 12],
      ['moderate', { privilege: 'write' }, 1, 14],
    ]);
  });

  it('counts for the threshold', () => {
    expect(unmet('{ tableRows: each }', [POSITIVE])).toEqual([
      'no case is decided by the row privilege: admin, reach: scoped of high',
    ]);
  });
});

describe('a run is green', () => {
  const green = (tests: string): boolean => isGreen(run({ own, tests }));

  it('where every case passes and every threshold is met', () => {
    expect(green(suite('{}', [POSITIVE]))).toBe(true);
    expect(green(suite('{}', [POSITIVE.replace('moderate', 'low')]))).toBe(false);
    expect(green(suite('{ tableRows: each }', [POSITIVE]))).toBe(false);
    expect(green('kind: PolicyTest\n')).toBe(false);
  });
});
