import type { Diagnostic } from '../diagnostic.ts';
import { digestBytes } from '../digest.ts';
import { sortedBy } from '../order.ts';
import type { Basis, BasisReading, Placed } from './basis.ts';
import { checkAgainstModel, checkFrameworks, checkIds, checkNames } from './check-basis.ts';
import { checkWaivers } from './check-waivers.ts';
import { extendsPack } from './documents/config.ts';
import { decides } from './in-force.ts';
import { scopeLanguages } from './inputs.ts';
import { readSource, type BasisSource, type Collected } from './read-documents.ts';

/** Files of tests hold no rules: `jitl policy test` reads them, and nothing else does. */
const TESTS = '.test.yaml';

export function isPolicyTest(path: string): boolean {
  return path.endsWith(TESTS);
}

/**
 * Reads the policy files that are in force. Every unknown key, value, id, dimension and every
 * condition that does not type-check is an error with its place: a typo must never be a rule that
 * silently matches nothing.
 */
export function readBasis(
  shipped: readonly BasisSource[],
  own: readonly BasisSource[],
): BasisReading {
  const collected: Collected = {
    models: [],
    policies: [],
    people: [],
    configs: [],
    waivers: [],
    diagnostics: [],
  };
  const { diagnostics } = collected;
  const languages = scopeLanguages();
  const ownRules = own.filter((source) => !isPolicyTest(source.path));
  for (const source of ownRules) readSource(collected, source, languages);
  const extended = collected.configs[0]?.document.spec.extends ?? ['jitl:baseline'];
  const inUse = shipped.filter((source) => extendsPack(extended, packOf(source.path)));
  diagnostics.push(
    ...onlyOne(collected.models, 'RiskModel', 'keep one; it replaces the shipped model'),
    ...onlyOne(collected.people, 'People', 'keep one, in `.jitl/people.yaml`'),
    ...onlyOne(collected.configs, 'Config', 'keep one, in `.jitl/config.yaml`'),
  );
  for (const source of inUse) readSource(collected, source, languages);
  const model = collected.models[0];
  if (model === undefined && diagnostics.length === 0)
    diagnostics.push(nothingFound('there is no `RiskModel`', 'add a model of your own'));
  if (model !== undefined) diagnostics.push(...checkAgainstModel(collected.policies, model));
  diagnostics.push(
    ...checkIds(collected.policies, collected.waivers),
    ...checkFrameworks(collected.policies),
    ...checkNames(collected.policies, collected.people[0]?.document ?? null),
    ...(model === undefined ? [] : checkWaivers(collected, model.document)),
  );
  if (!collected.policies.some((entry) => decides(entry.document)))
    diagnostics.push(
      nothingFound(
        'no active policy was found, so nothing could be judged',
        'set `status: active`',
      ),
    );
  if (model === undefined || diagnostics.some((problem) => problem.severity === 'error'))
    return { basis: null, diagnostics, model: model ?? null };
  const basis = basisOf(collected, model.document, [...ownRules, ...inUse]);
  return { basis, diagnostics, model };
}

function basisOf(
  collected: Collected,
  model: Basis['model'],
  inForce: readonly BasisSource[],
): Basis {
  return {
    model,
    policies: sortedBy(collected.policies, (entry) => entry.document.metadata.id),
    people: collected.people[0]?.document ?? null,
    config: collected.configs[0]?.document ?? null,
    waivers: sortedBy(collected.waivers, (entry) => entry.document.metadata.id),
    sources: sortedBy(
      inForce.map(({ path, bytes }) => ({ path, digest: digestBytes(bytes) })),
      (source) => source.path,
    ),
  };
}

/** `kubernetes-rbac` of `jitl:kubernetes-rbac/authority.policy.yaml`. */
function packOf(path: string): string {
  return path.slice('jitl:'.length, path.indexOf('/'));
}

function onlyOne(
  found: readonly Placed<unknown>[],
  kind: string,
  help: string,
): readonly Diagnostic[] {
  return found.slice(1).map((second) => ({
    code: 'policy-duplicate-id' as const,
    severity: 'error' as const,
    message: `there is more than one \`${kind}\` under \`.jitl/\``,
    help,
    location: second.at('kind'),
  }));
}

function nothingFound(message: string, or: string): Diagnostic {
  return {
    code: 'policy-empty',
    severity: 'error',
    message,
    help: `add \`extends: [jitl:baseline]\` to \`.jitl/config.yaml\`, or ${or}`,
  };
}
