import type { Change, WeighedPermission } from '../change/change.ts';
import { describePermission } from '../change/describe.ts';
import type { Location } from '../location.ts';
import type { Basis, ReadyFactor, ReadyPolicy } from '../policy/basis.ts';
import type { CelValue } from '../policy/cel.ts';
import type { RiskModel, Tier } from '../policy/documents.ts';
import { LIST_LIMIT } from '../policy/condition-type.ts';
import { fitRecord, type Fitted } from '../policy/fit.ts';
import { inputRecords } from '../policy/input-fields.ts';
import { itemInputs, stateInput, subjectInput } from '../policy/inputs.ts';
import type { Assessment, ChangeTier, Factor } from './assessment.ts';
import { chooseQuestions } from './questions.ts';
import { higherTier, joinDimensions, tierOf, type Dimensions } from './tier.ts';

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
  const factors: Factor[] = [];
  const rated: ChangeTier[] = [];
  for (const change of input.changes) {
    const result = assessChange(change, input);
    factors.push(...result.factors);
    rated.push(result.tier);
  }
  let tier: Tier = 'low';
  for (const entry of rated) tier = higherTier(tier, entry.tier);
  return { tier, factors, tiers: rated, questions: chooseQuestions(factors, input.basis.model) };
}

interface Rated {
  readonly factors: readonly Factor[];
  readonly tier: ChangeTier;
}

/** What the factors of one change have established so far. */
interface Tally {
  readonly items: Dimensions[];
  readonly factors: Factor[];
  common: Dimensions;
  floor: { tier: Tier; because: string } | null;
}

function assessChange(change: Change, input: AssessmentInput): Rated {
  const { basis, now } = input;
  const subject = fitted(subjectInput(change.subject, now), 'subject');
  const items = itemInputs(change, now).map((item) => fitted(item, 'item'));
  const held = input.resulting.get(change.subject.holder.id) ?? [];
  const state = fitted(stateInput(held), 'state');
  const clock = BigInt(Math.floor(now / 1000));
  const tally: Tally = { items: items.map(() => ({})), factors: [], common: {}, floor: null };
  const applying = basis.policies.filter((policy) => applies(policy, change));
  const rest = { subject: subject.value, now: clock };
  const item = items.map(({ value }) => value);
  const inputs = { item, rest, state: { state: state.value, ...rest } };
  for (const policy of applying)
    for (const factor of policy.factors) {
      const matched = matchFactor(factor, inputs);
      if (matched.length === 0) continue;
      record(tally, { policy, factor, matched, change }, basis.model);
    }
  if (!applying.some((policy) => policy.document.metadata.status === 'active'))
    raiseFloor(tally, basis.model.spec.unclassified, 'no policy claims this change');
  if (held.length > LIST_LIMIT)
    raiseFloor(tally, 'critical', `more than ${LIST_LIMIT} kinds of resource for one holder`);
  const [cut] = [subject, state, ...items].flatMap((one) => one.cut);
  if (cut !== undefined)
    raiseFloor(tally, 'critical', `\`${cut}\` is beyond what conditions were checked for`);
  return { factors: tally.factors, tier: decide(tally, change, basis.model) };
}

function fitted(value: CelValue, name: keyof typeof inputRecords): Fitted {
  return fitRecord(value, name, inputRecords);
}

function applies(policy: ReadyPolicy, change: Change): boolean {
  const { metadata, spec } = policy.document;
  if (metadata.status !== 'active' && metadata.status !== 'shadow') return false;
  return spec.appliesTo.changes.includes(change.kind);
}

interface ScopeInputs {
  readonly item: readonly CelValue[];
  readonly rest: Readonly<Record<string, CelValue>>;
  readonly state: Readonly<Record<string, CelValue>>;
}

interface Match {
  /** The index of the item, or null for a factor on the subject or the resulting state. */
  readonly index: number | null;
  readonly indeterminate: boolean;
}

function matchFactor(factor: ReadyFactor, inputs: ScopeInputs): readonly Match[] {
  const { rule, condition } = factor;
  if (rule.scope !== 'item') {
    const matches = condition.matches(rule.scope === 'state' ? inputs.state : inputs.rest);
    return matches === false ? [] : [{ index: null, indeterminate: matches === 'indeterminate' }];
  }
  const found: Match[] = [];
  for (const [index, item] of inputs.item.entries()) {
    const matches = condition.matches({ item, ...inputs.rest });
    if (matches !== false) found.push({ index, indeterminate: matches === 'indeterminate' });
  }
  return found;
}

interface Finding {
  readonly policy: ReadyPolicy;
  readonly factor: ReadyFactor;
  readonly matched: readonly Match[];
  readonly change: Change;
}

function record(tally: Tally, finding: Finding, model: RiskModel): void {
  const { policy, factor, matched, change } = finding;
  const { rule } = factor;
  const shadow = policy.document.metadata.status === 'shadow';
  tally.factors.push({
    id: rule.id,
    policy: policy.document.metadata.id,
    change: change.id,
    category: rule.category,
    raises: rule.raises ?? {},
    floor: rule.floor ?? null,
    message: rule.message,
    question: rule.question ?? null,
    evidence: evidenceOf(change, matched),
    location: locationOf(change, matched),
    indeterminate: matched.some((match) => match.indeterminate),
    shadow,
  });
  if (shadow) return;
  if (rule.floor !== undefined) raiseFloor(tally, rule.floor, `floor of \`${rule.id}\``);
  if (rule.raises === undefined) return;
  for (const { index } of matched) {
    if (index === null) tally.common = joinDimensions(model, tally.common, rule.raises);
    else tally.items[index] = joinDimensions(model, tally.items[index] ?? {}, rule.raises);
  }
}

function raiseFloor(tally: Tally, tier: Tier, because: string): void {
  if (tally.floor === null || higherTier(tier, tally.floor.tier) !== tally.floor.tier)
    tally.floor = { tier, because };
}

function decide(tally: Tally, change: Change, model: RiskModel): ChangeTier {
  let best: ChangeTier = {
    change: change.id,
    tier: 'low',
    dimensions: tally.items.reduce(
      (joined, own) => joinDimensions(model, joined, own),
      tally.common,
    ),
    because: 'no row of the risk model holds',
  };
  for (const own of tally.items) {
    const dimensions = joinDimensions(model, own, tally.common);
    const { tier, row } = tierOf(model, dimensions);
    if (row === null || (best.tier !== 'low' && higherTier(tier, best.tier) === best.tier))
      continue;
    best = { change: change.id, tier, dimensions, because: describeRow(row, dimensions) };
  }
  if (tally.floor !== null && higherTier(tally.floor.tier, best.tier) !== best.tier)
    best = { ...best, tier: tally.floor.tier, because: tally.floor.because };
  return best;
}

/** The dimensions that the deciding row asks about, at the levels that were reached. */
function describeRow(row: Dimensions, reached: Dimensions): string {
  return Object.keys(row)
    .map((dimension) => `${dimension} ${reached[dimension] ?? 'none'}`)
    .join(', ');
}

function evidenceOf(change: Change, matched: readonly Match[]): readonly string[] {
  if (!('permissions' in change)) return [];
  return matched.flatMap(({ index }) => {
    const permission = index === null ? undefined : change.permissions[index];
    return permission === undefined ? [] : [describePermission(permission)];
  });
}

function locationOf(change: Change, matched: readonly Match[]): Location | null {
  const index = matched[0]?.index ?? null;
  if ('permissions' in change && index !== null)
    return change.permissions[index]?.location ?? change.head ?? change.base;
  return change.head ?? change.base;
}
