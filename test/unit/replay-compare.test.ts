import { describe, expect, test } from 'vitest';

import type { Change } from '../../src/core/change/change.ts';
import type { Tier } from '../../src/core/policy/documents/tiers.ts';
import { comparePast } from '../../src/core/replay/compare-past.ts';
import { comparePoints } from '../../src/core/replay/compare-points.ts';
import type { PastJudgment } from '../../src/core/replay/judge-past.ts';
import { allOf, anyOf, choice, counted, timed } from '../../src/core/replay/make-point.ts';
import type { Point } from '../../src/core/replay/point.ts';

const group = (...people: readonly string[]) => ({ people, teams: [] });
const line = (count: number): Point => ({
  ...counted('review-line', count),
  of: 'owner',
  stands: true,
});

describe('what is asked', () => {
  const cases: readonly (readonly [string, Point, Point, string])[] = [
    ['more people', line(1), line(2), 'stricter'],
    ['fewer people', line(2), line(1), 'looser'],
    ['a shorter time', timed('max-age', '', 2), timed('max-age', '', 1), 'stricter'],
    ['no limit of time', timed('max-age', '', 1), timed('max-age', '', null), 'looser'],
    ['one section more', allOf('sections', []), allOf('sections', ['a']), 'stricter'],
    ['another section', allOf('sections', ['b']), allOf('sections', ['a']), 'differently'],
    [
      'one holder more',
      anyOf('holders', 'r', group('a')),
      anyOf('holders', 'r', group('a', 'b')),
      'looser',
    ],
    [
      'bound to the brief',
      choice('binding', true, ['head', 'brief']),
      choice('binding', false, ['head', 'brief']),
      'looser',
    ],
  ];
  test.each(cases)('%s', (_name, from, to, direction) => {
    expect(comparePoints([from], [to]).map((one) => one.direction)).toEqual([direction]);
  });

  test('a line that goes is looser, and one that comes is stricter', () => {
    expect(comparePoints([line(1)], [])[0]).toMatchObject({ direction: 'looser', to: null });
    expect(comparePoints([], [line(1)])[0]).toMatchObject({ direction: 'stricter', from: null });
  });

  test('nothing is said twice of a demand that goes with its lines', () => {
    expect(comparePoints([timed('max-age', '', 1)], [])).toEqual([]);
  });

  test('what nobody can approve is the strictest, whatever replaces it asks', () => {
    const nobody = counted('nobody', 1);
    expect(comparePoints([nobody], [line(5)])).toMatchObject([
      { kind: 'nobody', direction: 'looser' },
    ]);
    expect(comparePoints([line(1)], [nobody])).toMatchObject([
      { kind: 'nobody', direction: 'stricter' },
    ]);
    expect(comparePoints([nobody], [nobody])).toEqual([]);
  });
});

const holder = (id: string) => ({ subject: { holder: { id, name: id } } }) as unknown as Change;

function judged(
  tier: Tier,
  rated: PastJudgment['rated'],
  asked: readonly Point[] = [],
): PastJudgment {
  return { tier, rated, asked };
}

const rated = (tier: Tier, ...factors: readonly string[]) => ({ tier, factors: new Set(factors) });

describe('one commit', () => {
  const changes = [holder('app'), holder('db')];

  test('is no outcome where both sides say the same', () => {
    const one = judged('high', [rated('high', 'a'), rated('low')], [line(1)]);
    expect(comparePast(changes, one, one)).toBeNull();
  });

  test('is looser by its tier, and one more factor does not hide it', () => {
    const from = judged('high', [rated('high', 'a'), rated('low')]);
    const to = judged('moderate', [rated('moderate', 'b'), rated('low')]);
    const outcome = comparePast(changes, from, to);
    expect(outcome).toMatchObject({ direction: 'looser', loosens: true });
    expect(outcome?.identities).toEqual([
      {
        id: 'app',
        name: 'app',
        tier: { from: 'high', to: 'moderate' },
        gained: ['b'],
        lost: ['a'],
      },
    ]);
  });

  test('goes both ways where the tier rises and a line is lost, and still loosens', () => {
    const from = judged('moderate', [rated('moderate'), rated('low')], [line(1)]);
    const to = judged('high', [rated('high'), rated('low')], []);
    expect(comparePast(changes, from, to)).toMatchObject({
      direction: 'differently',
      loosens: true,
    });
  });

  test('is decided by factors where tier and requirements are the same', () => {
    const from = judged('high', [rated('high', 'a'), rated('low')]);
    const less = judged('high', [rated('high'), rated('low')]);
    const more = judged('high', [rated('high', 'a', 'b'), rated('low')]);
    const other = judged('high', [rated('high', 'c'), rated('low')]);
    expect(comparePast(changes, from, less)?.direction).toBe('looser');
    expect(comparePast(changes, from, more)?.direction).toBe('stricter');
    expect(comparePast(changes, from, other)).toMatchObject({
      direction: 'differently',
      loosens: true,
    });
  });

  test('is looser where one identity is, although another one keeps the tier of the whole', () => {
    const from = judged('high', [rated('high'), rated('moderate')]);
    const to = judged('high', [rated('high'), rated('low')]);
    expect(comparePast(changes, from, to)).toMatchObject({ direction: 'looser', loosens: true });
  });

  test('names every identity where only what is asked differs', () => {
    const same = [rated('high'), rated('low')];
    const outcome = comparePast(
      changes,
      judged('high', same, [line(1)]),
      judged('high', same, [line(2)]),
    );
    expect(outcome?.identities.map(({ id }) => id)).toEqual(['app', 'db']);
  });
});
