import { canonicalJson } from '../../canonical-json.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { Fact, Holder } from '../../inventory/fact.ts';
import type { Location } from '../../location.ts';
import { locateIn, type DeclaredObject } from '../../manifest/object.ts';
import { nodeAt, validateDocument } from '../../schema/validate.ts';
import { serviceAccount } from '../kubernetes/holders.ts';
import type { Extraction, Format } from '../format.ts';
import { nonHumanIdentity, type NonHumanIdentity } from './schema.ts';

/** The kinds of `jitl.dev/v1` that describe identities. Policy files have the group, not the kinds. */
export const native: Format = {
  id: 'native',
  profile: 'strict',
  recognises: (group, kind) => group === 'jitl.dev' && kind === 'NonHumanIdentity',
  extract,
};

function extract(object: DeclaredObject): Extraction {
  const { value, diagnostics } = validateDocument(object.root, object, nonHumanIdentity, {
    unknownKey: 'unknown-field',
    invalid: 'unknown-value',
  });
  if (value === null) return { facts: [], diagnostics };
  const duplicates = duplicateIds(object, value);
  return { facts: duplicates.length > 0 ? [] : facts(object, value), diagnostics: duplicates };
}

function facts(object: DeclaredObject, document: NonHumanIdentity): readonly Fact[] {
  const { spec } = document;
  const holder: Holder = {
    kind: 'identity',
    id: `identity:${document.metadata.name}`,
    name: `identity ${document.metadata.name}`,
    namespace: '',
  };
  const at = (...path: readonly (string | number)[]): Location =>
    locateIn(object, nodeAt(object.root, ['spec', ...path]).span);
  const own = locateIn(object, object.anchor);
  const described = spec.refs.map((ref) => serviceAccount(ref.namespace, ref.name).id);
  return [
    {
      fact: 'identity',
      holder,
      type: spec.type,
      state: spec.lifecycle?.state ?? 'active',
      automount: false,
      location: own,
    },
    {
      fact: 'context',
      holder,
      describes: described,
      owner: { value: spec.owner.accountable, location: at('owner', 'accountable') },
      workload:
        spec.workload === undefined ? null : { value: spec.workload, location: at('workload') },
      environment: { value: spec.environment, location: at('environment') },
      criticality: { value: spec.criticality, location: at('criticality') },
      dependents: spec.dependents.map((dependent, index) => ({
        id: dependent.id,
        environment: dependent.environment ?? null,
        impact: dependent.impact,
        failover: dependent.failover?.mode ?? 'none',
        failoverTested: dependent.failover?.tested ?? null,
        location: at('dependents', index),
      })),
      rest: canonicalJson({
        type: spec.type,
        refs: spec.refs.map((ref) => ({ ...ref })),
        reviewBy: spec.lifecycle?.reviewBy ?? null,
        backup: spec.owner.backup ?? null,
        labels: document.metadata.labels ?? {},
      }),
      location: own,
    },
    ...spec.credentials.map((credential, index): Fact => ({
      fact: 'credential',
      holder,
      id: credential.id,
      type: credential.kind,
      issuedAt: credential.issuedAt ?? null,
      expiresAt: credential.expiresAt ?? null,
      rotateEvery: credential.rotation?.every ?? null,
      lastRotated: credential.rotation?.lastRotated ?? null,
      store: credential.store ?? null,
      location: at('credentials', index),
    })),
    ...spec.trust.map((trust, index): Fact => ({
      fact: 'trust',
      holder,
      principal: trust.principal,
      conditions: Object.entries(trust.conditions ?? {})
        .map(([key, value]) => `${key}=${value}`)
        .sort()
        .join(' '),
      location: at('trust', index),
    })),
    ...spec.grants.flatMap((grant, index) =>
      grant.actions.flatMap((action, actionIndex) =>
        grant.scope.map((scope): Fact => ({
          fact: 'grant',
          holder,
          scope: { kind: 'resource', name: grant.system },
          permit: {
            permission: {
              system: 'native',
              group: grant.system,
              resource: scope,
              action,
              name: null,
              until: grant.expiresAt ?? null,
            },
            location: at('grants', index, 'actions', actionIndex),
          },
        })),
      ),
    ),
  ];
}

/** Two credentials of one id could hide one change behind the other. */
function duplicateIds(object: DeclaredObject, document: NonHumanIdentity): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const list of ['credentials', 'grants', 'dependents'] as const) {
    const seen = new Set<string>();
    for (const [index, item] of document.spec[list].entries()) {
      if (seen.has(item.id))
        found.push({
          code: 'duplicate-object',
          severity: 'error',
          message: `\`${item.id}\` occurs twice in \`${list}\``,
          help: 'give each its own id',
          location: locateIn(object, nodeAt(object.root, ['spec', list, index, 'id']).span),
        });
      seen.add(item.id);
    }
  }
  return found;
}
