import type { Diagnostic } from '../diagnostic.ts';
import { durationMilliseconds, instant } from '../schema/values.ts';
import type { ReadyPolicy, ReadyWaiver } from './basis.ts';
import { unknownId } from './check-basis.ts';
import type { RiskModel } from './documents/risk-model.ts';

interface Known {
  readonly policies: readonly ReadyPolicy[];
  readonly waivers: readonly ReadyWaiver[];
}

/**
 * A waiver names a policy and factors that exist and can be waived, has a ticket where the model
 * asks for one, and ends within the bound of the model. Whether it has ended is not asked here: a
 * file must not become wrong by the passing of time.
 */
export function checkWaivers(known: Known, model: RiskModel): readonly Diagnostic[] {
  return known.waivers.flatMap((waiver) => [
    ...checkTarget(waiver, known.policies),
    ...checkBounds(waiver, model),
  ]);
}

function checkTarget(
  { document, at }: ReadyWaiver,
  policies: readonly ReadyPolicy[],
): readonly Diagnostic[] {
  const { spec } = document;
  const policy = policies.find((entry) => entry.document.metadata.id === spec.policy);
  if (policy === undefined)
    return [
      unknownId(`there is no policy \`${spec.policy}\` in use`, {
        text: spec.policy,
        known: policies.map((entry) => entry.document.metadata.id),
        location: at('spec', 'policy'),
      }),
    ];
  const { factors } = policy.document.spec;
  return spec.factors.flatMap((id, index): readonly Diagnostic[] => {
    const location = at('spec', 'factors', index);
    const factor = factors.find((one) => one.id === id);
    if (factor === undefined) {
      const known = factors.map((one) => one.id);
      return [
        unknownId(`\`${id}\` is no factor of \`${spec.policy}\``, { text: id, known, location }),
      ];
    }
    if (factor.floor !== undefined)
      return [invalid(`\`${id}\` sets a floor, which nothing waives`, { location })];
    return factor.waivable ? [] : [invalid(`\`${id}\` cannot be waived`, { location })];
  });
}

function checkBounds({ document, at }: ReadyWaiver, model: RiskModel): readonly Diagnostic[] {
  const { maxDuration, requireTicket } = model.spec.waivers;
  const problems: Diagnostic[] = [];
  if (requireTicket && document.metadata.ticket === undefined)
    problems.push(
      invalid('the waiver names no ticket', {
        location: at('metadata'),
        help: 'add `ticket:` to its metadata; the risk model asks for one',
      }),
    );
  const start = instant(document.spec.notBefore) ?? -Infinity;
  const end = instant(document.spec.expiresAt) ?? Infinity;
  const location = at('spec', 'expiresAt');
  if (end <= start) problems.push(invalid('the waiver ends before it begins', { location }));
  else if (end - start > (durationMilliseconds(maxDuration) ?? 0))
    problems.push(
      invalid(
        `the waiver lasts longer than ${maxDuration}, which is all that the risk model allows`,
        {
          location,
          help: 'let it end earlier; whoever still needs it then asks again',
        },
      ),
    );
  return problems;
}

function invalid(message: string, about: Pick<Diagnostic, 'location' | 'help'>): Diagnostic {
  return { code: 'waiver-invalid', severity: 'error', message, ...about };
}
