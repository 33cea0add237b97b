import type { RequirementRule } from '../../policy/documents/requires.ts';
import { exclusions } from '../../policy/documents/requires.ts';
import { replaced, without } from './mutant.ts';

export interface RuleMutant {
  readonly what: string;
  /** Where it stands below the rule. */
  readonly place: readonly (string | number)[];
  readonly rule: RequirementRule;
}

/** Every way in which a rule could ask a little less. */
export function* ruleMutants(rule: RequirementRule): Generator<RuleMutant> {
  yield* reviewMutants(rule);
  yield* separationMutants(rule);
  const { rationale, approvals, maxLifetime, ...rest } = rule;
  for (const [index, section] of (rationale?.sections ?? []).entries()) {
    const sections = without(rationale?.sections ?? [], index);
    yield {
      what: `the section \`${section}\` was left out`,
      place: ['rationale', 'sections', index],
      rule: { ...rule, rationale: { ...rationale, sections } },
    };
  }
  if (rationale !== undefined)
    for (const key of ['similar', 'addressEachFactor'] as const)
      if (rationale[key] !== undefined)
        yield {
          what: `\`${key}\` was left out`,
          place: ['rationale', key],
          rule: { ...rule, rationale: omit(rationale, key) },
        };
  for (const key of ['bindTo', 'maxAge', 'unknownEdits'] as const)
    if (approvals?.[key] !== undefined)
      yield {
        what: `\`${key}\` was left out`,
        place: ['approvals', key],
        rule: { ...rule, approvals: omit(approvals, key) },
      };
  if (maxLifetime !== undefined)
    yield {
      what: '`maxLifetime` was left out',
      place: ['maxLifetime'],
      rule: {
        ...rest,
        ...(rationale === undefined ? {} : { rationale }),
        ...(approvals === undefined ? {} : { approvals }),
      },
    };
  for (const [index, { id }] of rule.followUps.entries())
    yield {
      what: `the follow-up \`${id}\` was left out`,
      place: ['followUps', index],
      rule: { ...rule, followUps: without(rule.followUps, index) },
    };
}

function* reviewMutants(rule: RequirementRule): Generator<RuleMutant> {
  const { reviews } = rule;
  for (const [index, line] of reviews.entries()) {
    const place = ['reviews', index];
    yield {
      what: `the review line \`${line.id}\` was left out`,
      place,
      rule: { ...rule, reviews: without(reviews, index) },
    };
    const { count } = line;
    if (count > 1)
      yield {
        what: `the count ${count} of \`${line.id}\` became ${count - 1}`,
        place,
        rule: { ...rule, reviews: replaced(reviews, index, { ...line, count: count - 1 }) },
      };
    for (const [at, name] of line.expertise.entries()) {
      const expertise = without(line.expertise, at);
      yield {
        what: `the expertise \`${name}\` of \`${line.id}\` was left out`,
        place: [...place, 'expertise', at],
        rule: { ...rule, reviews: replaced(reviews, index, { ...line, expertise }) },
      };
    }
  }
}

function* separationMutants(rule: RequirementRule): Generator<RuleMutant> {
  const { separation } = rule;
  if (separation === undefined) return;
  for (const [index, one] of separation.exclude.entries()) {
    // Who took part never may judge: there such an entry only says what holds anyway.
    if (!exclusions.some((known) => known === one)) continue;
    yield {
      what: `\`${one}\` was left out of \`exclude\``,
      place: ['separation', 'exclude', index],
      rule: { ...rule, separation: { ...separation, exclude: without(separation.exclude, index) } },
    };
  }
  for (const key of ['distinctPeople', 'distinctTeams', 'agentAuthored'] as const)
    if (separation[key] !== undefined)
      yield {
        what: `\`${key}\` was left out`,
        place: ['separation', key],
        rule: { ...rule, separation: omit(separation, key) },
      };
}

function omit<T extends object, K extends keyof T>(record: T, key: K): Omit<T, K> {
  const copy = { ...record };
  delete copy[key];
  return copy;
}
