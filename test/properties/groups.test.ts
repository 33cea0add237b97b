import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Compared } from '../../src/core/change/compare.ts';
import { groupings } from '../../src/core/change/groups.ts';
import type { WeighedPermission } from '../../src/core/change/change.ts';
import { reaches } from '../../src/core/change/change.ts';
import { privilegeLevels } from '../../src/core/formats/kubernetes/escalation.ts';
import { LIST_LIMIT } from '../../src/core/policy/condition-type.ts';
import { readBasis } from '../../src/core/policy/read-basis.ts';
import { assess } from '../../src/core/risk/assess.ts';
import { compareAll, groupedFiles, type Declared } from '../support/grouped-identities.ts';
import { shippedBasis, shippedSources, type Files } from '../support/judge-files.ts';
import { model, plain, spelling, type Model, type ModelRule } from '../support/rbac-model.ts';

const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 200) };
const now = Date.parse('2026-11-25T10:00:00Z');

const identities: fc.Arbitrary<readonly Declared[]> = fc
  .record({
    owners: fc.tuple(fc.constantFrom('red', 'blue'), fc.constantFrom('red', 'blue')),
    workloads: fc.tuple(fc.constantFrom('ingest', null), fc.constantFrom('ingest', 'report', null)),
    described: fc.boolean(),
  })
  .map(({ owners, workloads, described }) =>
    (described ? ['alpha', 'beta'] : ['beta']).map((name, at) => ({
      name,
      owner: owners[at] ?? 'red',
      workload: workloads[at] ?? null,
    })),
  );

describe('what identities have together', () => {
  it('is never less than what one of them has', () => {
    let groups = 0;
    fc.assert(
      fc.property(model, model, identities, identities, (before, after, was, is) => {
        const here = { ...after, environment: before.environment };
        const compared = compareAll(files(before, was), files(here, is));
        for (const [holder, own] of compared.resulting)
          for (const by of groupings) {
            const group = compared.together.groupOf(holder, by);
            if (group === null) continue;
            groups += 1;
            for (const permission of own)
              expect(group.permissions.some((other) => covers(other, permission))).toBe(true);
          }
      }),
      runs,
    );
    expect(groups).toBeGreaterThan(runs.numRuns / 4);
  });

  it('does not depend on the files that the identities stand in', () => {
    fc.assert(
      fc.property(model, model, identities, spelling, (before, after, declared, how) => {
        const here = { ...after, environment: before.environment };
        const apart = { declared, together: false };
        const together = { declared, together: true };
        const one = tiersOf(
          compareAll(groupedFiles(before, plain, apart), groupedFiles(here, plain, apart)),
        );
        const other = tiersOf(
          compareAll(groupedFiles(before, how, together), groupedFiles(here, how, together)),
        );
        expect(other).toEqual(one);
      }),
      runs,
    );
  });

  it('moving a document to another file is no combination', () => {
    fc.assert(
      fc.property(model, identities, (of, declared) => {
        const base = groupedFiles(of, plain, { declared, together: false });
        const head = groupedFiles(of, plain, { declared, together: true });
        expect(compareAll(base, head).changes).toEqual([]);
      }),
      runs,
    );
  });
});

/** Combinations that are toxic in one identity and, by another rule, in several of one workload. */
const SAME: Readonly<Record<string, string>> = {
  'rewrites-its-own-authority': 'workload-rewrites-its-own-authority',
  'reads-secrets-and-runs-pods': 'workload-reads-secrets-and-runs-pods',
  'deploys-past-its-guardrails': 'deploys-past-its-guardrails',
};

describe('spreading the permissions of one identity over two of its workload', () => {
  const declared = ['alpha', 'beta'].map((name) => ({ name, owner: name, workload: 'ingest' }));
  const others = ['red', 'blue'];
  const apart = declared.map((one, at) => ({ ...one, workload: others[at] ?? null }));

  it('ends no combination', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        powerful,
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        (of, spread) => {
          const base = { ...of, bindings: [] };
          const whole = found(compareAll(files(base, declared), files(onlyAlpha(of), declared)));
          const split = found(compareAll(files(base, declared), files(over(of, spread), declared)));
          for (const [one, across] of Object.entries(SAME))
            if (whole.has(one)) {
              seen.add(one);
              expect(split.has(one) || split.has(across), `${one} in ${[...split].join()}`).toBe(
                true,
              );
            }
        },
      ),
      runs,
    );
    expect([...seen].sort()).toEqual(Object.keys(SAME).sort());
  });

  it('makes one only where they are of one workload', () => {
    const halves = (): Model => over(combination(), [true, false]);
    const base = { ...combination(), bindings: [] };
    const together = found(compareAll(files(base, declared), files(halves(), declared)));
    const not = found(compareAll(files(base, apart), files(halves(), apart)));
    expect([...together]).toContain('workload-rewrites-its-own-authority');
    expect([...not]).not.toContain('workload-rewrites-its-own-authority');
  });
});

describe('more than conditions can read', () => {
  const wide: ModelRule[] = Array.from({ length: LIST_LIMIT / 2 + 1 }, (_, at) => at).map((at) => ({
    group: 'acme.example',
    resource: `things-${at}`,
    verb: 'get',
    name: null,
  }));
  const more = wide.map((rule) => ({ ...rule, group: 'other.example' }));
  const of: Model = {
    environment: 'staging',
    roles: [wide, more].map((rules, id) => ({ id, cluster: false, rules })),
    bindings: [
      { id: 0, role: 0, subject: 'alpha', clusterWide: false },
      { id: 1, role: 1, subject: 'beta', clusterWide: false },
    ],
  };
  const declared = ['alpha', 'beta'].map((name) => ({ name, owner: 'red', workload: null }));
  const compared = (): Compared =>
    compareAll(files({ ...of, bindings: [] }, declared), files(of, declared));

  it('is critical where a condition reads the list', () => {
    const policy = `apiVersion: jitl.dev/v1
kind: Policy
metadata: { id: wide, title: Wide owners, owner: team/a, version: 1, status: active }
spec:
  appliesTo: { changes: [grant-added] }
  factors:
    - id: many-writes
      scope: state
      category: blast-radius
      floor: high
      when: state.owner_permissions.filter(p, p.level >= 2).size() >= 5
      message: The owner can write in many places.
`;
    const bytes = new TextEncoder().encode(policy);
    const read = readBasis(shippedSources(), [{ path: '.jitl/a.yaml', side: 'base', bytes }]);
    if (read.basis === null) throw new Error(JSON.stringify(read.diagnostics));
    const { tier, tiers } = assess({ ...compared(), basis: read.basis, now });
    expect(tier).toBe('critical');
    expect(tiers[0]?.because).toBe(`more than ${LIST_LIMIT} kinds of resource for one owner`);
  });

  it('is nothing where none does', () => {
    expect(assess({ ...compared(), basis: shippedBasis(), now }).tier).toBe('low');
  });
});

function files(of: Model, declared: readonly Declared[]): Files {
  return groupedFiles(of, plain, { declared, together: false });
}

function covers(other: WeighedPermission, own: WeighedPermission): boolean {
  return (
    other.resource === own.resource &&
    privilegeLevels.indexOf(other.level) >= privilegeLevels.indexOf(own.level) &&
    reaches.indexOf(other.reach) >= reaches.indexOf(own.reach) &&
    own.primitives.every((id) => other.primitives.includes(id))
  );
}

const basis = shippedBasis();

function tiersOf(compared: Compared): readonly string[] {
  return assess({ ...compared, basis, now })
    .tiers.map((one) => `${one.tier} ${one.because}`)
    .sort();
}

function found(compared: Compared): ReadonlySet<string> {
  return new Set(assess({ ...compared, basis, now }).factors.map((factor) => factor.id));
}

function onlyAlpha(of: Model): Model {
  return { ...of, bindings: of.bindings.map((one) => ({ ...one, subject: 'alpha' })) };
}

function over(of: Model, spread: readonly boolean[]): Model {
  return {
    ...of,
    bindings: of.bindings.map((one, at) => ({
      ...one,
      subject: spread[at % spread.length] === true ? 'alpha' : 'beta',
    })),
  };
}

/** Each role has few of the rules that combinations are made of. */
const POWERS: readonly ModelRule[] = (
  [
    ['', 'secrets', 'get'],
    ['', 'pods/exec', 'create'],
    ['apps', 'deployments', 'create'],
    ['rbac.authorization.k8s.io', 'clusterroles', 'update'],
    ['rbac.authorization.k8s.io', 'clusterroles', 'bind'],
    ['networking.k8s.io', 'networkpolicies', 'delete'],
  ] as const
).map(([group, resource, verb]) => ({ group, resource, verb, name: null }));

const powerful: fc.Arbitrary<Model> = fc
  .array(fc.subarray([...POWERS], { minLength: 1, maxLength: 3 }), { minLength: 4, maxLength: 4 })
  .map((all) => ({
    environment: 'team',
    roles: all.map((rules, id) => ({ id, cluster: false, rules })),
    bindings: all.map((_, id) => ({ id, role: id, subject: 'alpha', clusterWide: false })),
  }));

function combination(): Model {
  const [write, bind] = [POWERS[3], POWERS[4]];
  if (write === undefined || bind === undefined) throw new Error('the powers are gone');
  return {
    environment: 'team',
    roles: [write, bind].map((rule, id) => ({ id, cluster: false, rules: [rule] })),
    bindings: [0, 1].map((id) => ({ id, role: id, subject: 'alpha', clusterWide: false })),
  };
}
