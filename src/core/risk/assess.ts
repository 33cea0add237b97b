import type { Change, Subject, WeighedPermission } from '../change/change.ts';
import { describePermission } from '../change/describe.ts';
import type { Location } from '../location.ts';
import type { Basis } from '../policy/basis.ts';
import { LIST_LIMIT } from '../policy/condition-type.ts';
import type { Tier } from '../policy/documents/tiers.ts';
import { fitRecord, type Fitted } from '../policy/fit.ts';
import { inputRecords } from '../policy/input-fields.ts';
import { itemInputs, stateInput, subjectInput } from '../policy/inputs.ts';
import type { Assessment, ChangeTier, Factor } from './assessment.ts';
import { chooseQuestions } from './questions.ts';
import { raterOf, type Finding, type Match, type RatedInput } from './rate.ts';
import { higherTier } from './tier.ts';

export interface AssessmentInput {
  readonly changes: readonly Change[];
  /** What each holder has after the change, by holder id. */
  readonly resulting: ReadonlyMap<string, readonly WeighedPermission[]>;
  readonly basis: Basis;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Rates every change by every policy that applies. The tier is a maximum over items and floors, so
 * order, grouping and padding with harmless changes cannot lower it.
 */
export function assess(input: AssessmentInput): Assessment {
  const { basis, now } = input;
  const rater = raterOf(basis, now);
  const inputs = inputsBy(input);
  const factors: Factor[] = [];
  const rated: ChangeTier[] = [];
  let tier: Tier = 'low';
  for (const change of input.changes) {
    const { findings, ...decided } = rater.rate(inputs(change));
    const evidence = evidenceBy(change);
    for (const finding of findings) factors.push(factorOf(finding, change, evidence));
    rated.push({ change: change.id, ...decided });
    tier = higherTier(tier, decided.tier);
  }
  return { tier, factors, tiers: rated, questions: chooseQuestions(factors, basis.model) };
}

/** What a subject is, and what a holder has, is the same for all of its changes. */
function inputsBy({ resulting, now }: AssessmentInput): (change: Change) => RatedInput {
  const subjects = new Map<Subject, Fitted>();
  const states = new Map<string, Fitted>();
  const subjectOf = (about: Subject): Fitted => {
    const known = subjects.get(about) ?? fitted(subjectInput(about, now), 'subject');
    subjects.set(about, known);
    return known;
  };
  const stateOf = (holder: string): Fitted => {
    const known = states.get(holder) ?? fitted(stateInput(resulting.get(holder) ?? []), 'state');
    states.set(holder, known);
    return known;
  };
  return (change) => {
    const holder = change.subject.holder.id;
    const subject = subjectOf(change.subject);
    const items = itemInputs(change, now).map((item) => fitted(item, 'item'));
    const held = resulting.get(holder)?.length ?? 0;
    return {
      kind: change.kind,
      holder,
      items,
      subject,
      state: () => stateOf(holder),
      beyond: beyond(held, [stateOf(holder), subject, ...items]),
    };
  };
}

function fitted(value: Parameters<typeof fitRecord>[0], name: keyof typeof inputRecords): Fitted {
  return fitRecord(value, name, inputRecords);
}

function beyond(held: number, inputs: readonly Fitted[]): string | null {
  if (held > LIST_LIMIT) return `more than ${LIST_LIMIT} kinds of resource for one holder`;
  for (const { cut } of inputs)
    if (cut[0] !== undefined) return `\`${cut[0]}\` is beyond what conditions were checked for`;
  return null;
}

function factorOf(
  { policy, factor: { rule }, matched, effect, waiver }: Finding,
  change: Change,
  evidence: (matched: readonly Match[]) => readonly string[],
): Factor {
  return {
    id: rule.id,
    policy: policy.document.metadata.id,
    change: change.id,
    category: rule.category,
    raises: rule.raises ?? {},
    floor: rule.floor ?? null,
    message: rule.message,
    question: rule.question ?? null,
    evidence: evidence(matched),
    location: locationOf(change, matched),
    indeterminate: matched.some((match) => match.indeterminate),
    effect,
    waiver:
      waiver === null
        ? null
        : {
            id: waiver.document.metadata.id,
            ticket: waiver.document.metadata.ticket ?? null,
            expiresAt: waiver.document.spec.expiresAt,
          },
  };
}

/** Each permission is put into words once, however many factors match it. */
function evidenceBy(change: Change): (matched: readonly Match[]) => readonly string[] {
  if (!('permissions' in change)) return () => [];
  const texts = new Map<number, string>();
  return (matched) => {
    const found: string[] = [];
    for (const { index } of matched) {
      const permission = index === null ? undefined : change.permissions[index];
      if (index === null || permission === undefined) continue;
      const text = texts.get(index) ?? describePermission(permission);
      texts.set(index, text);
      found.push(text);
    }
    return found;
  };
}

function locationOf(change: Change, matched: readonly Match[]): Location | null {
  const index = matched[0]?.index ?? null;
  if ('permissions' in change && index !== null)
    return change.permissions[index]?.location ?? change.head ?? change.base;
  return change.head ?? change.base;
}
