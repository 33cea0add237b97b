import type { Diagnostic } from '../diagnostic.ts';
import { closest } from '../schema/closest.ts';
import type { ReadyPolicy } from './basis.ts';
import type { People, RiskModel } from './documents.ts';

/** Dimensions and levels are named in policies; each must exist in the model. */
export function checkAgainstModel(
  policies: readonly ReadyPolicy[],
  model: RiskModel,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const { dimensions, table } = model.spec;
  const named = Object.values(table)
    .flat()
    .flatMap((row) => Object.entries(row).map((bound) => ({ bound, location: undefined })));
  const raised = policies.flatMap((entry) =>
    entry.factors.flatMap((factor) =>
      Object.entries(factor.rule.raises ?? {}).map((bound) => ({
        bound,
        location: factor.location,
      })),
    ),
  );
  for (const { bound, location } of [...named, ...raised]) {
    const [dimension, level] = bound;
    const levels = Object.hasOwn(dimensions, dimension) ? dimensions[dimension] : undefined;
    const known = levels === undefined ? Object.keys(dimensions) : levels;
    const wrong = levels === undefined ? dimension : level;
    if (levels?.includes(level) === true) continue;
    const near = closest(wrong, known);
    diagnostics.push({
      code: 'policy-unknown-id',
      severity: 'error',
      message:
        levels === undefined
          ? `\`${dimension}\` is no dimension of the risk model`
          : `\`${level}\` is no level of \`${dimension}\``,
      help: near === null ? `use ${known.join(', ')}` : `did you mean \`${near}\`?`,
      ...(location === undefined ? {} : { location }),
    });
  }
  return diagnostics;
}

/** Ids name one thing each, and a role that is asked for exists. */
export function checkIds(
  policies: readonly ReadyPolicy[],
  people: readonly People[],
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  const roles = new Set(Object.keys(people[0]?.spec.roles ?? {}));
  if (people.length > 1)
    diagnostics.push({
      code: 'policy-duplicate-id',
      severity: 'error',
      message: 'there is more than one `People` document',
      help: 'keep one, in `.jitl/people.yaml`',
    });
  for (const { document, factors } of policies) {
    const ids = [document.metadata.id, ...document.spec.factors.map((factor) => factor.id)];
    for (const id of ids) {
      if (seen.has(id))
        diagnostics.push({
          code: 'policy-duplicate-id',
          severity: 'error',
          message: `\`${id}\` is used twice`,
          help: 'ids are cited by records, so each names one thing',
          ...(factors[0] === undefined ? {} : { location: factors[0].location }),
        });
      seen.add(id);
    }
    for (const rule of Object.values(document.spec.requires ?? {}))
      for (const line of rule?.reviews ?? []) {
        if (line.role === undefined || roles.has(line.role)) continue;
        const near = closest(line.role, [...roles]);
        diagnostics.push({
          code: 'policy-unknown-id',
          severity: 'error',
          message: `the role \`${line.role}\` is not in \`.jitl/people.yaml\``,
          help: near === null ? 'add the role there' : `did you mean \`${near}\`?`,
        });
      }
  }
  return diagnostics;
}
