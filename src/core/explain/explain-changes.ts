import type { Change } from '../change/change.ts';
import { describeChange, describePermission } from '../change/describe.ts';
import { checkCitation, isCitation } from '../frameworks/cite.ts';
import type { Basis, ReadyFactor, ReadyPolicy } from '../policy/basis.ts';
import type { CelValue } from '../policy/cel.ts';
import type { Assessment, ChangeTier, Factor } from '../risk/assessment.ts';
import { inputsBy, type AssessmentInput } from '../risk/assess.ts';
import type { RatedInput } from '../risk/rate.ts';
import { explainBounds } from './explain-bounds.ts';
import { explainCondition } from './explain-condition.ts';
import type { ExplainedAsking, ExplainedChange, ExplainedRule, Explanation } from './explained.ts';

/** How many items of one change a rule is explained on, those first that it matched. */
const ITEMS = 3;

export interface ExplainInput extends AssessmentInput {
  readonly assessment: Assessment;
  /** The id of a factor or policy of the basis; null: every factor that matched. */
  readonly about: string | null;
}

/** Ids that can be asked about. */
export function explainableIds(basis: Basis): readonly string[] {
  return basis.policies.flatMap(({ document, factors }) => [
    document.metadata.id,
    ...factors.map((factor) => factor.rule.id),
  ]);
}

/**
 * Why each change has its tier: the rules that matched, or, of those asked about, also why they did
 * not, each part of the condition with what it read. `about` must be one of `explainableIds`.
 */
export function explainChanges(input: ExplainInput): Explanation {
  const { assessment, basis, about } = input;
  const inputs = inputsBy(input);
  const rules = rulesOf(basis).filter(({ policy, factor }) => isAbout(about, policy, factor));
  const tiers = new Map(assessment.tiers.map((rated) => [rated.change, rated]));
  const asked = new Set<Rule>();
  const changes = input.changes.flatMap((change): readonly ExplainedChange[] => {
    const rated = tiers.get(change.id);
    const found = assessment.factors.filter((factor) => factor.change === change.id);
    const applying = rules.filter((rule) => applies(rule, change));
    for (const rule of applying) asked.add(rule);
    const shown = about === null ? applying.filter((rule) => matched(rule, found)) : applying;
    if (rated === undefined || (about !== null && shown.length === 0)) return [];
    const context = { change, found, input: inputs(change), clock: clockOf(input.now) };
    const head = headOf(change, rated, { basis, found });
    return [
      {
        ...head,
        rules: decidersFirst(
          head,
          shown.map((rule) => ruleOn(rule, context)),
        ),
      },
    ];
  });
  const named = rules.find(({ policy }) => policy.document.metadata.id === about);
  return {
    tier: assessment.tier,
    changes,
    about: about === null ? null : { kind: named === undefined ? 'factor' : 'policy', id: about },
    notAsked:
      about === null ? [] : rules.filter((rule) => !asked.has(rule)).map((rule) => plainRule(rule)),
  };
}

interface Rule {
  readonly policy: ReadyPolicy;
  readonly factor: ReadyFactor;
}

function rulesOf(basis: Basis): readonly Rule[] {
  return basis.policies.flatMap((policy) => policy.factors.map((factor) => ({ policy, factor })));
}

function isAbout(about: string | null, policy: ReadyPolicy, factor: ReadyFactor): boolean {
  return about === null || about === policy.document.metadata.id || about === factor.rule.id;
}

function applies({ policy }: Rule, change: Change): boolean {
  return policy.document.spec.appliesTo.changes.includes(change.kind);
}

function matched({ factor }: Rule, found: readonly Factor[]): boolean {
  return found.some((one) => one.id === factor.rule.id);
}

function clockOf(now: number): bigint {
  return BigInt(Math.floor(now / 1000));
}

type Head = Omit<ExplainedChange, 'rules'>;

/** What brought the change to its tier comes first; the rest as the policies have it. */
function decidersFirst(
  { decidedBy, bounds }: Head,
  rules: readonly ExplainedRule[],
): readonly ExplainedRule[] {
  const deciding = new Set(bounds.flatMap(({ by }) => by));
  if (decidedBy.kind === 'floor') deciding.add(decidedBy.factor);
  const decided = (rule: ExplainedRule): boolean => deciding.has(rule.factor);
  return [...rules.filter(decided), ...rules.filter((rule) => !decided(rule))];
}

interface RatedBy {
  readonly basis: Basis;
  readonly found: readonly Factor[];
}

function headOf(change: Change, rated: ChangeTier, { basis, found }: RatedBy): Head {
  return {
    id: change.id,
    kind: change.kind,
    summary: describeChange(change),
    subject: change.subject.holder.id,
    place: change.head ?? change.base,
    tier: rated.tier,
    because: rated.because,
    decidedBy: rated.decidedBy,
    bounds: explainBounds(rated, basis.model, found),
  };
}

function plainRule({ policy, factor: { rule, location } }: Rule): ExplainedRule {
  const { metadata, spec } = policy.document;
  return {
    policy: metadata.id,
    factor: rule.id,
    message: rule.message,
    question: rule.question ?? null,
    raises: rule.raises ?? {},
    floor: rule.floor ?? null,
    enforcement: spec.enforcement,
    status: metadata.status,
    effect: null,
    waiver: null,
    rule: location,
    asked: [],
    more: 0,
    frameworks: spec.frameworks.flatMap(({ catalog, controls }) =>
      controls.flatMap((control) => {
        const citation = checkCitation(catalog, control);
        return isCitation(citation) ? [citation.shown] : [];
      }),
    ),
  };
}

interface OneChange {
  readonly change: Change;
  readonly found: readonly Factor[];
  readonly input: RatedInput;
  readonly clock: bigint;
}

function ruleOn(rule: Rule, context: OneChange): ExplainedRule {
  const finding = context.found.find((one) => one.id === rule.factor.rule.id);
  const all = askings(rule, context);
  const asked = [...all.filter((one) => one.matched), ...all.filter((one) => !one.matched)];
  const most = finding === undefined ? ITEMS : Math.min(ITEMS, all.filter(isMatch).length);
  return {
    ...plainRule(rule),
    effect: finding?.effect ?? null,
    waiver: finding?.waiver ?? null,
    asked: asked.slice(0, most).map(({ item, explain, matched: holds }) => ({
      item,
      matched: holds,
      condition: explain(),
    })),
    more: Math.max(0, (finding === undefined ? all.length : all.filter(isMatch).length) - most),
  };
}

interface Asking extends Omit<ExplainedAsking, 'condition'> {
  readonly explain: () => ExplainedAsking['condition'];
}

const isMatch = ({ matched: holds }: Asking): boolean => holds;

/** The condition on each item, or once; explaining costs, so that is left for what is shown. */
function askings({ factor }: Rule, { change, input, clock: now }: OneChange): readonly Asking[] {
  const { rule, condition } = factor;
  const ask = (item: string | null, inputs: Readonly<Record<string, CelValue>>): Asking => ({
    item,
    matched: condition.matches(inputs) !== false,
    explain: () => explainCondition(rule.when, rule.scope, inputs),
  });
  const rest = { subject: input.subject.value, now };
  if (rule.scope === 'subject') return [ask(null, rest)];
  if (rule.scope === 'state') return [ask(null, { state: input.state().value, ...rest })];
  return input.items.map(({ value }, index) => {
    const permission = 'permissions' in change ? change.permissions[index] : undefined;
    const item = permission === undefined ? null : describePermission(permission);
    return ask(item, { item: value, ...rest });
  });
}
