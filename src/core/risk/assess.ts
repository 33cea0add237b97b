import type { Change, Subject, WeighedPermission } from '../change/change.ts';
import { describePermission } from '../change/describe.ts';
import type { Together } from '../change/together.ts';
import type { Location } from '../location.ts';
import type { Basis, ReadyWaiver } from '../policy/basis.ts';
import type { Tier } from '../policy/documents/tiers.ts';
import type { Fitted } from '../policy/fit.ts';
import { fitInput } from '../policy/fit-input.ts';
import { itemInputs, subjectInput } from '../policy/inputs.ts';
import type { Assessment, ChangeTier, Factor, WaivedBy } from './assessment.ts';
import { companionsOf, withCompanions } from './companions.ts';
import { findQuestions } from './questions.ts';
import { raterOf, type Finding, type Match, type RatedInput } from './rate.ts';
import { describeCut, statesBy, type StatesInput } from './states.ts';
import { higherTier } from './tier.ts';

export interface AssessmentInput {
  readonly changes: readonly Change[];
  /** What each holder has after the change, by holder id. */
  readonly resulting: ReadonlyMap<string, readonly WeighedPermission[]>;
  /** The same for everybody of its owner or workload together. */
  readonly together: Together;
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
    const rating = rater.rate(inputs(change));
    const evidence = evidenceBy(change);
    for (const finding of rating.findings) {
      const companions = companionsOf(finding.factor, change.subject.holder.id, input.together);
      factors.push(factorOf(finding, change, { evidence, companions }));
    }
    const { tier: own, dimensions, because, decidedBy } = rating;
    rated.push({ change: change.id, tier: own, dimensions, because, decidedBy });
    tier = higherTier(tier, own);
  }
  return { tier, factors, tiers: rated, questions: findQuestions(factors, basis.model) };
}

/** What a subject is, and what a holder has, is the same for all of its changes. */
export function inputsBy({
  now,
  ...known
}: StatesInput & Pick<AssessmentInput, 'now'>): (change: Change) => RatedInput {
  const subjects = new Map<Subject, Fitted>();
  const subjectOf = (about: Subject): Fitted => {
    const subject = subjects.get(about) ?? fitInput(subjectInput(about, now), 'subject');
    subjects.set(about, subject);
    return subject;
  };
  const states = statesBy(known);
  return (change) => {
    const holder = change.subject.holder.id;
    const subject = subjectOf(change.subject);
    let state: Fitted | null = null;
    const items = itemInputs(change, now).map((item) => fitInput(item, 'item'));
    return {
      kind: change.kind,
      holder,
      items,
      subject,
      state: () => (state ??= states.of(change)),
      beyond: states.beyond(holder) ?? beyond([subject, ...items]),
    };
  };
}

function beyond(inputs: readonly Fitted[]): string | null {
  for (const { cut } of inputs) if (cut[0] !== undefined) return describeCut(cut[0]);
  return null;
}

function factorOf(
  { policy, factor: { rule }, matched, effect, waiver }: Finding,
  change: Change,
  shown: {
    readonly evidence: (matched: readonly Match[]) => readonly string[];
    readonly companions: readonly string[];
  },
): Factor {
  return {
    id: rule.id,
    policy: policy.document.metadata.id,
    change: change.id,
    category: rule.category,
    raises: rule.raises ?? {},
    floor: rule.floor ?? null,
    message: withCompanions(rule.message, shown.companions),
    question: rule.question ?? null,
    evidence: [...shown.evidence(matched), ...shown.companions],
    location: locationOf(change, matched),
    indeterminate: matched.some((match) => match.indeterminate),
    effect,
    waiver: waiver === null ? null : waivedBy(waiver),
  };
}

export function waivedBy({ document: { metadata, spec } }: ReadyWaiver): WaivedBy {
  return { id: metadata.id, ticket: metadata.ticket ?? null, expiresAt: spec.expiresAt };
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
