import { changeKinds, type ChangeKind } from '../../change/change.ts';
import type { Placed, ReadyPolicy, ReadyWaiver } from '../basis.ts';
import type { RiskModel } from '../documents/risk-model.ts';
import { claims, decides, hasSay } from '../in-force.ts';
import { deadRows, unusedLevels } from './dead-rows.ts';
import { error, note, type Finding } from './finding.ts';
import { lintDates } from './lint-dates.ts';
import { lintFactors } from './lint-factors.ts';

/** What is looked at: all that is in use, whoever wrote it. */
export interface LintInput {
  readonly model: Placed<RiskModel>;
  readonly policies: readonly ReadyPolicy[];
  readonly waivers: readonly ReadyWaiver[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * What is wrong with rules that can be read: those that never take effect, and those whose time has
 * come. An error is what nobody can have meant; a note is what somebody should know.
 */
export function lintBasis(input: LintInput): readonly Finding[] {
  return [
    ...lintTable(input),
    ...input.policies.flatMap(lintPolicy),
    ...lintFactors(input.policies),
    ...lintKinds(input.policies),
    ...lintDates(input),
  ];
}

function lintTable({ model, policies }: LintInput): readonly Finding[] {
  const { document, at } = model;
  const deciding = policies.map((policy) => policy.document).filter(decides);
  const unused = unusedLevels(document, deciding);
  return [
    ...deadRows(document).map(({ tier, index, by, duplicate }) => ({
      ...error(
        'policy-dead-row',
        duplicate
          ? `the row is there twice: it is row ${by.index + 1} of \`${by.tier}\` as well`
          : `the row never decides: wherever it holds, row ${by.index + 1} of \`${by.tier}\` does`,
      ),
      help: 'remove it, or raise one of its bounds or its tier',
      location: at('spec', 'table', tier, index),
    })),
    ...unused.rows.map(({ tier, index, dimension, level }) => ({
      ...error(
        'policy-dead-row',
        `the row can never hold: no factor in force raises \`${dimension}\` to \`${level}\``,
      ),
      help: 'add such a factor, or remove the row',
      location: at('spec', 'table', tier, index, dimension),
    })),
    ...unused.levels.map(({ dimension, level }) => ({
      ...note('policy-unused-level', `no factor in force raises \`${dimension}\` to \`${level}\``),
      location: at('spec', 'dimensions', dimension),
    })),
  ];
}

function lintPolicy({ document, at }: ReadyPolicy): readonly Finding[] {
  const { metadata, spec } = document;
  const empty =
    spec.factors.length === 0 &&
    Object.keys(spec.requires ?? {}).length === 0 &&
    spec.breakGlass === undefined;
  const found: Finding[] = [];
  if (empty)
    found.push({
      ...error('policy-claims-nothing', `\`${metadata.id}\` has no factor and asks for nothing`),
      help: 'give it factors or `requires`, or delete it',
      location: at('metadata', 'id'),
    });
  if (metadata.status === 'deprecated')
    found.push({
      ...note(
        'policy-deprecated',
        `\`${metadata.id}\` is deprecated, and decides until it is deleted`,
      ),
      help: 'delete it when nothing needs it any more',
      location: at('metadata', 'status'),
    });
  return found;
}

/** Kinds of change that nobody rates, or that nobody could be asked about. */
function lintKinds(policies: readonly ReadyPolicy[]): readonly Finding[] {
  const without = (has: (policy: ReadyPolicy, kind: ChangeKind) => boolean): readonly string[] =>
    changeKinds.filter((kind) => !policies.some((policy) => has(policy, kind)));
  const unclaimed = without(claims);
  const unasked = without(
    (policy, kind) => hasSay(policy, kind) && policy.document.spec.requires?.moderate !== undefined,
  );
  const found: Finding[] = [];
  if (unclaimed.length > 0)
    found.push({
      ...note('policy-kind-unclaimed', `no policy in force claims ${listed(unclaimed)}`),
      help: 'such a change has the tier `unclassified` of the risk model',
    });
  if (unasked.length > 0)
    found.push({
      ...note(
        'policy-kind-unasked',
        `no policy in force says who decides a \`moderate\` change of kind ${listed(unasked)}`,
      ),
      help: 'nobody could approve one; add `requires: { moderate: … }` to a policy for it',
    });
  return found;
}

function listed(kinds: readonly string[]): string {
  return kinds.map((kind) => `\`${kind}\``).join(', ');
}
