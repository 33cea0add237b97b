import { sortedUnique } from '../order.ts';
import type { Expectation, ExpectationKey } from '../policy/documents/policy-test-expect.ts';
import type { Asked } from './asked.ts';
import { duration, list, value, type Mismatch } from './mismatch.ts';

const RULE_KEYS: readonly ExpectationKey[] = [
  'reviews',
  'expertise',
  'exclude',
  'distinctPeople',
  'distinctTeams',
  'agentAuthored',
  'sections',
  'similar',
  'addressEachFactor',
  'bindTo',
  'maxAge',
  'unknownEdits',
  'maxLifetime',
  'followUps',
];

/** Whether anything is expected of requirements. */
export function expectsRules(expect: Expectation): boolean {
  return RULE_KEYS.some((key) => expect[key] !== undefined);
}

/** What is asked otherwise than expected. */
export function mismatchedRules(expect: Expectation, asked: Asked): readonly (Mismatch | null)[] {
  const { demands } = asked;
  const { reviews, expertise } = expect;
  return [
    value(
      'reviews',
      reviews === undefined ? undefined : counted(reviews),
      counted(countsOf(asked)),
    ),
    value(
      'expertise',
      expertise === undefined ? undefined : known(expertise),
      known(expertiseOf(asked)),
    ),
    list('exclude', expect.exclude, demands.exclude),
    value('distinctPeople', expect.distinctPeople, asked.distinctPeople),
    value('distinctTeams', expect.distinctTeams, asked.distinctTeams),
    value('agentAuthored', expect.agentAuthored, asked.agentAuthored),
    list('sections', expect.sections, demands.sections),
    value('similar', expect.similar, demands.similar),
    value('addressEachFactor', expect.addressEachFactor, demands.addressEachFactor),
    value('bindTo', expect.bindTo, demands.bindTo),
    value('unknownEdits', expect.unknownEdits, demands.unknownEdits),
    duration('maxAge', expect.maxAge, demands.maxAge),
    duration('maxLifetime', expect.maxLifetime, demands.maxLifetime),
    list(
      'followUps',
      expect.followUps,
      demands.followUps.map(({ id }) => id),
    ),
  ];
}

/** Lines of one id that ask several roles add up. */
function countsOf({ lines }: Asked): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { id, count } of lines) counts.set(id, (counts.get(id) ?? 0) + count);
  return Object.fromEntries(counts);
}

function expertiseOf({ lines }: Asked): Readonly<Record<string, readonly string[]>> {
  const asking = lines.filter(({ expertise }) => expertise.length > 0);
  const ids = new Set(asking.map(({ id }) => id));
  return Object.fromEntries(
    [...ids].map((id) => [
      id,
      asking.filter((line) => line.id === id).flatMap(({ expertise }) => expertise),
    ]),
  );
}

function counted(lines: Readonly<Record<string, number | undefined>>): string {
  return sortedUnique(Object.entries(lines).map(([id, count]) => `${id}: ${count}`)).join(', ');
}

function known(lines: Readonly<Record<string, readonly string[] | undefined>>): string {
  const texts = Object.entries(lines).map(
    ([id, all]) => `${id}: ${sortedUnique(all ?? []).join('+')}`,
  );
  return sortedUnique(texts).join(', ');
}
