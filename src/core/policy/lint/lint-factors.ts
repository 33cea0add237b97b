import type { ChangeKind } from '../../change/change.ts';
import type { ReadyFactor, ReadyPolicy } from '../basis.ts';
import type { CelEngine } from '../cel.ts';
import type { Expression } from '../cel-ast.ts';
import type { FactorScope } from '../documents/policy.ts';
import { scopeEngines } from '../inputs.ts';
import { possibleOutcomes } from '../possible/possible-outcomes.ts';
import { error, note, type Finding } from './finding.ts';

type Engines = Readonly<Record<FactorScope, CelEngine>>;

/**
 * Factors that no change can match, and kinds of change that a policy applies to without any factor
 * that could match one: they look as if they were looked at.
 */
export function lintFactors(policies: readonly ReadyPolicy[]): readonly Finding[] {
  const engines = scopeEngines();
  return policies.flatMap((policy) => lintOf(policy, engines));
}

function lintOf(policy: ReadyPolicy, engines: Engines): readonly Finding[] {
  const { document, factors, at } = policy;
  const kinds = document.spec.appliesTo.changes;
  const possible = factors.map((factor) => ({
    factor,
    kinds: kinds.filter((kind) => canHold(factor, kind, engines)),
  }));
  const never = possible
    .filter((one) => one.kinds.length === 0)
    .map(({ factor }) => {
      const index = factors.indexOf(factor);
      return {
        ...error(
          'policy-never-matches',
          `\`${factor.rule.id}\` can never match a change of any kind that \`${document.metadata.id}\` applies to`,
        ),
        help: 'correct the condition, or the kinds under `appliesTo.changes`',
        location: at('spec', 'factors', index, 'when'),
      };
    });
  if (document.spec.requires !== undefined || document.spec.breakGlass !== undefined) return never;
  const idle = kinds.filter((kind) => !possible.some((one) => one.kinds.includes(kind)));
  if (idle.length === 0 || never.length === possible.length) return never;
  return [
    ...never,
    {
      ...note(
        'policy-kind-idle',
        `no factor of \`${document.metadata.id}\` can match ${idle.map((kind) => `\`${kind}\``).join(', ')}, and it claims it`,
      ),
      help: 'such a change passes as `low` as far as this policy goes; take it out if nobody meant that',
      location: at('spec', 'appliesTo', 'changes'),
    },
  ];
}

function canHold({ rule }: ReadyFactor, kind: ChangeKind, engines: Engines): boolean {
  const condition = engines[rule.scope].parse(rule.when);
  return !isExpression(condition) || possibleOutcomes(condition, rule.scope, kind).canHold;
}

function isExpression(parsed: ReturnType<CelEngine['parse']>): parsed is Expression {
  return 'kind' in parsed;
}
