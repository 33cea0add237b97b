import { checkCitation, isCitation } from '../frameworks/cite.ts';
import type { ChangeKind } from '../change/change.ts';
import type { Basis, ReadyFactor, ReadyPolicy } from '../policy/basis.ts';
import type { CelValue } from '../policy/cel.ts';
import type { Tier } from '../policy/documents/tiers.ts';
import type { Factor } from '../risk/assessment.ts';
import type { Decided } from '../risk/decide.ts';
import type { RatedInput } from '../risk/rate.ts';
import { explainBounds } from './explain-bounds.ts';
import { explainCondition } from './explain-condition.ts';
import type { ExplainedAsking, ExplainedChange, ExplainedRule, Explanation } from './explained.ts';

/** How many items of one change a rule is explained on, those first that it matched. */
const ITEMS = 3;

/** What a factor did, as far as it is explained. */
export type Found = Pick<Factor, 'id' | 'effect' | 'waiver' | 'raises'>;

/** A change that was rated, wherever it came from. */
export interface Explainable extends Pick<ExplainedChange, 'id' | 'summary' | 'subject' | 'place'> {
  readonly kind: ChangeKind;
  readonly input: RatedInput;
  readonly decided: Decided;
  readonly found: readonly Found[];
  /** An item in words, or null where it has none. */
  readonly describe: (item: number) => string | null;
}

export interface ExplainBy {
  readonly basis: Basis;
  /** The id of a factor or policy of the basis; null: every factor that matched. */
  readonly about: string | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Of the whole. */
  readonly tier: Tier;
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
export function explainRated(
  changes: readonly Explainable[],
  { basis, about, now, tier }: ExplainBy,
): Explanation {
  const rules = rulesOf(basis).filter(({ policy, factor }) => isAbout(about, policy, factor));
  const clock = BigInt(Math.floor(now / 1000));
  const asked = new Set<Rule>();
  const explained = changes.flatMap((change): readonly ExplainedChange[] => {
    const applying = rules.filter((rule) => applies(rule, change));
    for (const rule of applying) asked.add(rule);
    const shown =
      about === null ? applying.filter((rule) => findingOf(rule, change) !== undefined) : applying;
    if (about !== null && shown.length === 0) return [];
    const head = headOf(change, basis);
    const explanations = shown.map((rule) => ruleOn(rule, change, clock));
    return [{ ...head, rules: decidersFirst(head, explanations) }];
  });
  const isPolicy = rules.some(({ policy }) => policy.document.metadata.id === about);
  return {
    tier,
    changes: explained,
    about: about === null ? null : { kind: isPolicy ? 'policy' : 'factor', id: about },
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

function applies({ policy }: Rule, { kind }: Explainable): boolean {
  return policy.document.spec.appliesTo.changes.includes(kind);
}

function findingOf({ factor }: Rule, { found }: Explainable): Found | undefined {
  return found.find((one) => one.id === factor.rule.id);
}

function headOf(change: Explainable, { model }: Basis): Head {
  const { id, kind, summary, subject, place, found } = change;
  const { tier, because, decidedBy } = change.decided;
  const bounds = explainBounds(change.decided, model, found);
  return { id, kind, summary, subject, place, tier, because, decidedBy, bounds };
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

function ruleOn(rule: Rule, change: Explainable, clock: bigint): ExplainedRule {
  const finding = findingOf(rule, change);
  const all = askings(rule, change, clock);
  const matching = all.filter(isMatch);
  const asked = [...matching, ...all.filter((one) => !isMatch(one))];
  const most = finding === undefined ? ITEMS : Math.min(ITEMS, matching.length);
  return {
    ...plainRule(rule),
    effect: finding?.effect ?? null,
    waiver: finding?.waiver ?? null,
    asked: asked.slice(0, most).map(({ item, explain, matched: holds }) => ({
      item,
      matched: holds,
      condition: explain(),
    })),
    more: Math.max(0, (finding === undefined ? all.length : matching.length) - most),
  };
}

interface Asking extends Omit<ExplainedAsking, 'condition'> {
  readonly explain: () => ExplainedAsking['condition'];
}

const isMatch = ({ matched: holds }: Asking): boolean => holds;

/** The condition on each item, or once; explaining costs, so that is left for what is shown. */
function askings({ factor }: Rule, change: Explainable, now: bigint): readonly Asking[] {
  const { rule, condition } = factor;
  const { input } = change;
  const ask = (item: string | null, inputs: Readonly<Record<string, CelValue>>): Asking => ({
    item,
    matched: condition.matches(inputs) !== false,
    explain: () => explainCondition(rule.when, rule.scope, inputs),
  });
  const rest = { subject: input.subject.value, now };
  if (rule.scope === 'subject') return [ask(null, rest)];
  if (rule.scope === 'state') return [ask(null, { state: input.state().value, ...rest })];
  return input.items.map(({ value }, index) =>
    ask(change.describe(index), { item: value, ...rest }),
  );
}
