import type { ChangeKind } from '../change/change.ts';
import type { Basis, ReadyFactor, ReadyPolicy, ReadyWaiver } from '../policy/basis.ts';
import type { CelValue } from '../policy/cel.ts';
import type { Tier } from '../policy/documents/tiers.ts';
import type { Fitted } from '../policy/fit.ts';
import { claims, effectOf, type PolicyEffect } from '../policy/in-force.ts';
import { activeWaivers, findWaiver } from '../policy/waivers.ts';
import type { FactorEffect } from './assessment.ts';
import { decide, type Decided, type Floor, type RaisingFinding } from './decide.ts';
import { levelsOf, riskTable, type Levels, type RiskTable } from './risk-table.ts';

/** What the conditions see of one change. */
export interface RatedInput {
  readonly kind: ChangeKind;
  /** The id of the holder, for waivers. */
  readonly holder: string;
  readonly items: readonly Fitted[];
  readonly subject: Fitted;
  /** Made when a condition asks for it. */
  readonly state: () => Fitted;
  /** Why the inputs do not show all there is, or null. */
  readonly beyond: string | null;
}

export interface Match {
  /** The index of the item, or null for a factor on the subject or the resulting state. */
  readonly index: number | null;
  readonly indeterminate: boolean;
}

export interface Finding {
  readonly policy: ReadyPolicy;
  readonly factor: ReadyFactor;
  /** At least one. */
  readonly matched: readonly Match[];
  readonly effect: FactorEffect;
  readonly waiver: ReadyWaiver | null;
}

export interface Rating extends Decided {
  readonly findings: readonly Finding[];
}

/** Rates changes, one at a time, by the policies of one basis at one moment. */
export interface Rater {
  readonly rate: (input: RatedInput) => Rating;
}

interface PlannedFactor {
  readonly policy: ReadyPolicy;
  readonly factor: ReadyFactor;
  readonly effect: PolicyEffect;
  readonly raises: Levels | null;
}

interface Plan {
  readonly factors: readonly PlannedFactor[];
  readonly claimed: boolean;
}

/** `now` in milliseconds since the epoch. */
export function raterOf(basis: Basis, now: number): Rater {
  const table = riskTable(basis.model);
  const waivers = activeWaivers(basis.waivers, now);
  const clock = BigInt(Math.floor(now / 1000));
  const plans = new Map<ChangeKind, Plan>();
  return {
    rate: (input) => {
      const plan = plans.get(input.kind) ?? planOf(basis, table, input.kind);
      plans.set(input.kind, plan);
      const findings = findAll(plan, input, { clock, waivers });
      const { unclassified } = basis.model.spec;
      const items = input.items.length;
      const floors = otherFloors(input, plan.claimed ? null : unclassified);
      const { tier, dimensions, because, decidedBy } = decide(findings, { items, floors, table });
      return { findings, tier, dimensions, because, decidedBy };
    },
  };
}

function planOf(basis: Basis, table: RiskTable, kind: ChangeKind): Plan {
  let claimed = false;
  const factors: PlannedFactor[] = [];
  for (const policy of basis.policies) {
    const effect = effectOf(policy.document);
    if (effect === null || !policy.document.spec.appliesTo.changes.includes(kind)) continue;
    claimed ||= claims(policy, kind);
    for (const factor of policy.factors) {
      const { raises } = factor.rule;
      const levels = raises === undefined ? null : levelsOf(table, raises);
      factors.push({ policy, factor, effect, raises: levels });
    }
  }
  return { factors, claimed };
}

interface Moment {
  readonly clock: bigint;
  readonly waivers: readonly ReadyWaiver[];
}

type PlannedFinding = Finding & RaisingFinding;

function findAll(plan: Plan, input: RatedInput, moment: Moment): readonly PlannedFinding[] {
  const { subject } = input;
  const { clock: now } = moment;
  const forItems = input.items.map(({ value: item }) => ({ item, subject: subject.value, now }));
  const forSubject = { subject: subject.value, now };
  let inState: Inputs | null = null;
  const forState = (): Inputs =>
    (inState ??= { state: input.state().value, subject: subject.value, now });
  const found: PlannedFinding[] = [];
  for (const planned of plan.factors) {
    const { scope } = planned.factor.rule;
    const matched =
      scope === 'item'
        ? matchItems(planned.factor, forItems)
        : matchOnce(planned.factor, scope === 'state' ? forState() : forSubject);
    if (matched.length > 0)
      found.push(findingOf(planned, matched, { holder: input.holder, moment }));
  }
  return found;
}

type Inputs = Readonly<Record<string, CelValue>>;

const NOTHING: readonly Match[] = [];

function matchItems({ condition }: ReadyFactor, inputs: readonly Inputs[]): readonly Match[] {
  let found: Match[] | null = null;
  for (let index = 0; index < inputs.length; index += 1) {
    const matches = condition.matches(inputs[index] ?? {});
    if (matches === false) continue;
    found ??= [];
    found.push({ index, indeterminate: matches === 'indeterminate' });
  }
  return found ?? NOTHING;
}

function matchOnce({ condition }: ReadyFactor, input: Inputs): readonly Match[] {
  const matches = condition.matches(input);
  return matches === false
    ? NOTHING
    : [{ index: null, indeterminate: matches === 'indeterminate' }];
}

/** A floor holds whatever a waiver says; reading the policy files refuses such a waiver already. */
function findingOf(
  { policy, factor, effect, raises }: PlannedFactor,
  matched: readonly Match[],
  { holder, moment }: { readonly holder: string; readonly moment: Moment },
): PlannedFinding {
  const { rule } = factor;
  const waivable = effect === 'counts' && rule.waivable && rule.floor === undefined;
  const about = { policy: policy.document.metadata.id, factor: rule.id, subject: holder };
  const waiver = waivable ? findWaiver(moment.waivers, about) : null;
  return { policy, factor, matched, effect: waiver === null ? effect : 'waived', waiver, raises };
}

function otherFloors(input: RatedInput, unclassified: Tier | null): readonly Floor[] {
  const floors: Floor[] = [];
  if (unclassified !== null)
    floors.push({
      tier: unclassified,
      because: 'no policy claims this change',
      decidedBy: { kind: 'unclassified' },
    });
  if (input.beyond !== null)
    floors.push({ tier: 'critical', because: input.beyond, decidedBy: { kind: 'limit' } });
  return floors;
}
