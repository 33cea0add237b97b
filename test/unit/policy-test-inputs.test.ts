import { describe, expect, it } from 'vitest';

import { changeKinds } from '../../src/core/change/change.ts';
import { inputRecords } from '../../src/core/policy/input-fields.ts';
import { fitInput } from '../../src/core/policy/fit-input.ts';
import { fillItem, fillRecord, fillSubject } from '../../src/core/policy-test/fill-input.ts';
import { fillState } from '../../src/core/policy-test/fill-state.ts';
import { readSuites } from '../../src/core/policy-test/read-suites.ts';
import { shippedBasis } from '../support/judge-files.ts';
import { sources, testText } from '../support/policy-tests.ts';

describe('what is left out is neutral', () => {
  it.each(changeKinds)('so that the inputs of %s are whole and within what is declared', (kind) => {
    for (const [name, value] of [
      ['item', fillItem(kind, {})],
      ['subject', fillSubject(kind, {})],
      ['state', fillState({ held: [], gained: [] }, {})],
    ] as const) {
      expect(Object.keys(value).sort()).toEqual(Object.keys(inputRecords[name]).sort());
      expect(fitInput(value, name).cut).toEqual([]);
    }
  });

  it('for records in lists too', () => {
    expect(fillRecord('subject', { dependents: [{ id: 'shop' }] })['dependents']).toEqual([
      {
        id: 'shop',
        environment: 'development',
        impact: 'none',
        failover: 'automatic',
        days_since_test: 0n,
      },
    ]);
  });
});

describe('what follows is worked out', () => {
  it('the level of an environment', () => {
    const level = (environment: string) =>
      fillSubject('grant-added', { environment })['environment_level'];
    expect(['development', 'staging', 'unknown', 'production'].map(level)).toEqual([
      0n,
      1n,
      2n,
      3n,
    ]);
  });

  it('levels from their names', () => {
    expect(fillItem('grant-added', { level: 'identity', reach: 'wildcard' })).toMatchObject({
      level: 4n,
      reach: 3n,
    });
  });

  it('the kind of change, the control namespace, and that what never ends lasts longest', () => {
    expect(fillItem('grant-added', { namespace: 'kube-system', standing: true })).toMatchObject({
      change: 'grant-added',
      control_namespace: true,
      ttl_hours: 876_000n,
    });
    expect(
      fillItem('grant-added', { namespace: 'shop', standing: true, ttl_hours: 5 }),
    ).toMatchObject({
      control_namespace: false,
      ttl_hours: 5n,
    });
  });

  it.each([
    ['credential-issued', 'item', { can_expire: true }],
    ['unassessable', 'subject', { type: 'file', namespace: '' }],
    ['control-plane-changed', 'subject', { type: 'control-plane' }],
  ] as const)('what every %s has', (kind, name, fields) => {
    const filled = name === 'item' ? fillItem(kind, {}) : fillSubject(kind, {});
    expect(filled).toMatchObject(fields);
  });

  it('the state, from what is held besides and what is gained', () => {
    const held = [fillRecord('Held', { resource: 'roles', primitives: ['bind'] })];
    const gained = [
      fillItem('grant-added', { resource: 'pods', level: 'admin', primitives: ['pod-exec'] }),
    ];
    const state = fillState({ held, gained }, { primitives: ['escalate'] });
    expect(state).toMatchObject({
      permissions: [
        { resource: 'roles', level: 0n, reach: 0n, primitives: ['bind'] },
        { resource: 'pods', level: 3n, reach: 0n, primitives: ['pod-exec'] },
      ],
      primitives: ['bind', 'pod-exec', 'escalate'],
      gained_primitives: ['pod-exec'],
      owner_primitives: ['bind', 'pod-exec', 'escalate'],
      owner_others: [],
    });
  });

  it('a group, which the holder is a part of', () => {
    const gained = [fillItem('grant-added', { primitives: ['pod-exec'] })];
    const state = fillState(
      { held: [], gained },
      {
        owner_permissions: [{ resource: 'roles', primitives: ['bind'] }],
        workload_others: ['escalate'],
      },
    );
    expect(state).toMatchObject({
      primitives: ['pod-exec'],
      owner_permissions: [{ primitives: ['pod-exec'] }, { primitives: ['bind'] }],
      owner_others: ['bind'],
      owner_primitives: ['pod-exec', 'bind'],
      workload_others: ['escalate'],
      workload_primitives: ['pod-exec', 'escalate'],
    });
  });
});

/** The changes of the first case, as conditions see them. */
function changes(spec: string) {
  const tests = testText(`policies: [control-plane]\nnow: 2026-11-25T10:00:00Z\n${spec}`);
  const { suites, diagnostics } = readSuites(sources({ 'a.test.yaml': tests }), shippedBasis());
  expect(diagnostics).toEqual([]);
  return (suites[0]?.cases ?? []).map(({ changes: found }) =>
    found.map((change) => ({
      kind: change.kind,
      holder: change.holder,
      items: change.items.map(({ value }) => value),
      subject: change.subject.value,
      state: change.state().value,
    })),
  );
}

describe('what all cases share', () => {
  const shared = `given:
  inputs:
    change: grant-added
    subject: { id: api, environment: production }
    item: { level: read, reach: broad }
    held: [{ resource: pods }]
`;

  it('stands below what a case says, field by field; a list that it says goes before', () => {
    const [first, second, third] = changes(`${shared}cases:
  - { name: the first, inputs: {}, expect: { tier: low } }
  - name: the second
    inputs:
      subject: { owner: shop }
      items: [{ level: admin }, { reach: single }]
      held: []
    expect: { tier: low }
  - { name: the third, inputs: { change: identity-created }, expect: { tier: low } }`);
    expect(first).toMatchObject([
      {
        kind: 'grant-added',
        holder: 'api',
        items: [{ level: 1n, reach: 2n }],
        state: { permissions: [{ resource: 'pods' }, { level: 1n }] },
      },
    ]);
    expect(second).toMatchObject([
      {
        subject: { id: 'api', environment: 'production', owner: 'shop' },
        items: [
          { level: 3n, reach: 2n },
          { level: 1n, reach: 0n },
        ],
        state: { permissions: [{ level: 3n }, { level: 1n }] },
      },
    ]);
    // What such a change does not have is not handed down.
    expect(third).toMatchObject([{ kind: 'identity-created', items: [{ level: 0n, reach: 0n }] }]);
  });

  it('can be files', () => {
    const account = (name: string): string =>
      `{ apiVersion: v1, kind: ServiceAccount, metadata: { name: ${name}, namespace: shop-prod } }`;
    const [one] = changes(`given:
  manifests:
    base: { shop/a.yaml: "${account('a')}" }
    head: { shop/a.yaml: "${account('a')}" }
cases:
  - name: the only
    manifests: { head: { shop/b.yaml: "${account('b')}" } }
    expect: { tier: low }`);
    expect(one).toMatchObject([
      {
        kind: 'identity-created',
        holder: 'service-account:shop-prod/b',
        subject: { environment: 'production' },
      },
    ]);
  });
});

describe('manifests', () => {
  it('go the way of any change: roles of files that stay the same are resolved', () => {
    const [one] = changes(`cases:
  - name: a binding to a role elsewhere
    manifests:
      base:
        roles/reader.yaml: |
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata: { name: reader }
          rules: [{ apiGroups: [''], resources: [secrets], verbs: [get] }]
      head:
        roles/reader.yaml: |
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata: { name: reader }
          rules: [{ apiGroups: [''], resources: [secrets], verbs: [get] }]
        shop/binding.yaml: |
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata: { name: shop }
          roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader }
          subjects: [{ kind: ServiceAccount, name: api, namespace: shop }]
    expect: { tier: low }`);
    expect(one).toMatchObject([
      {
        kind: 'grant-added',
        items: [{ primitives: ['secrets-read'], level: 3n, unresolved: false }],
      },
    ]);
  });

  it('of the control plane are changes of the gate', () => {
    const [one] = changes(`cases:
  - name: owners
    manifests: { head: { .github/CODEOWNERS: "* @a" } }
    expect: { tier: low }`);
    expect(one).toMatchObject([
      { kind: 'control-plane-changed', items: [{ controls: 'ownership' }] },
    ]);
  });
});
