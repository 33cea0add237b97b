import { describe, expect, test } from 'vitest';

import { explainFacts } from '../../src/core/explain/explain-facts.ts';
import type { ExplainedRule, Explanation } from '../../src/core/explain/explained.ts';
import { evaluate, type GatheredFacts } from '../../src/core/evaluate.ts';
import type { Basis } from '../../src/core/policy/basis.ts';
import { readBasis } from '../../src/core/policy/read-basis.ts';
import { gatherFiles, shippedBasis, shippedSources, type Files } from '../support/judge-files.ts';

const shipped = shippedBasis();

const READS_SECRETS = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: exporter }
rules:
  - { apiGroups: [''], resources: [secrets], verbs: [get, list] }
  - { apiGroups: [''], resources: [configmaps], verbs: [get] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: exporter }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: exporter }
subjects: [{ kind: ServiceAccount, name: exporter, namespace: reports }]
`;

function factsOf(head: Files, basis: Basis = shipped): GatheredFacts {
  return gatherFiles({}, head, { basis });
}

const sorted = (ids: readonly string[]) => ids.toSorted((a, b) => (a < b ? -1 : 1));

const secrets = factsOf({ 'production/rbac.yaml': READS_SECRETS });

function onlyChange(explanation: Explanation) {
  const [change, ...more] = explanation.changes;
  if (change === undefined) throw new Error('no change is explained');
  expect(more).toEqual([]);
  return change;
}

function ruleOf(rules: readonly ExplainedRule[], id: string): ExplainedRule {
  const rule = rules.find(({ factor }) => factor === id);
  if (rule === undefined) throw new Error(`${id} is not explained`);
  return rule;
}

describe('without an id', () => {
  const change = onlyChange(explainFacts(secrets, null));

  test('every factor of the verdict is explained, and no other', () => {
    const { assessment } = evaluate(secrets);
    expect(sorted(change.rules.map((rule) => rule.factor))).toEqual(
      sorted(assessment.factors.map(({ id }) => id)),
    );
    expect(change.rules.slice(0, 3).map((rule) => rule.factor)).toEqual([
      'secrets-read',
      'admin-action',
      'cluster-wide',
    ]);
    expect(change.tier).toBe(assessment.tier);
    expect(change.rules.flatMap(({ asked }) => asked.map(({ matched }) => matched))).not.toContain(
      false,
    );
  });

  test('the row that decided, each of its bounds, and who reached it', () => {
    expect(change.decidedBy).toEqual({ kind: 'row', tier: 'high', index: 1 });
    expect(change.bounds).toEqual([
      {
        dimension: 'privilege',
        atLeast: 'admin',
        reached: 'admin',
        by: ['secrets-read', 'admin-action'],
      },
      { dimension: 'reach', atLeast: 'broad', reached: 'broad', by: ['cluster-wide'] },
    ]);
  });

  test('the permission that matched, what was read of it, and what the policy supports', () => {
    const rule = ruleOf(change.rules, 'secrets-read');
    expect(rule.effect).toBe('counts');
    expect(rule.asked.map(({ item, matched }) => [item, matched])).toEqual([
      ['get, list secrets', true],
    ]);
    const [asking] = rule.asked;
    expect(asking?.condition.join).toBe('all');
    expect(asking?.condition.parts.map(({ text, outcome }) => [text, outcome])).toEqual([
      ["'secrets-read' in item.primitives", 'holds'],
      ['item.level >= 3', 'holds'],
    ]);
    expect(asking?.condition.parts[1]?.values).toEqual([{ path: 'item.level', value: 3n }]);
    expect(rule.frameworks).toContain('OWASP NHI5:2025 Overprivileged NHI');
    expect(rule.rule.path).toBe('jitl:kubernetes-rbac/authority.policy.yaml');
  });
});

describe('with an id', () => {
  test('of a factor that does not match: why not, on each item', () => {
    const explanation = explainFacts(secrets, 'pod-exec');
    const rule = ruleOf(onlyChange(explanation).rules, 'pod-exec');
    expect(explanation.about).toEqual({ kind: 'factor', id: 'pod-exec' });
    expect([rule.effect, rule.more]).toEqual([null, 0]);
    expect(rule.asked.map(({ item, condition }) => [item, condition.outcome])).toEqual([
      ['get configmaps', 'fails'],
      ['get, list secrets', 'fails'],
    ]);
  });

  test('of a policy: all of its factors', () => {
    const { rules } = onlyChange(explainFacts(secrets, 'authority'));
    const policy = shipped.policies.find(({ document }) => document.metadata.id === 'authority');
    expect(sorted(rules.map(({ factor }) => factor))).toEqual(
      sorted(policy?.document.spec.factors.map(({ id }) => id) ?? []),
    );
  });

  test('of a factor that is about other kinds of change', () => {
    const explanation = explainFacts(secrets, 'credential-replaced');
    expect(explanation.changes).toEqual([]);
    expect(explanation.notAsked.map(({ factor }) => factor)).toEqual(['credential-replaced']);
  });
});

describe('what else decides', () => {
  test('a floor decides, and shadow and advice are told as what they are', () => {
    const house = (status: string, enforcement: string): Basis => {
      const text = `apiVersion: jitl.dev/v1
kind: Policy
metadata: { id: house, title: House rules, owner: team/us, version: 1, status: ${status} }
spec:
  enforcement: ${enforcement}
  appliesTo: { changes: [grant-added] }
  factors:
    - id: house-reads
      scope: item
      category: hygiene
      floor: critical
      when: item.level >= 1
      message: Whatever reads is critical in this house.
`;
      const bytes = new TextEncoder().encode(text);
      const { basis } = readBasis(shippedSources(), [
        { path: '.jitl/h.yaml', side: 'base', bytes },
      ]);
      if (basis === null) throw new Error('the policy cannot be read');
      return basis;
    };
    const effectIn = (basis: Basis): unknown => {
      const explanation = explainFacts(factsOf({ 'a.yaml': READS_SECRETS }, basis), 'house-reads');
      return ruleOf(onlyChange(explanation).rules, 'house-reads').effect;
    };
    const floored = onlyChange(
      explainFacts(factsOf({ 'a.yaml': READS_SECRETS }, house('active', 'mandatory')), null),
    );
    expect([floored.decidedBy, floored.bounds]).toEqual([
      { kind: 'floor', policy: 'house', factor: 'house-reads' },
      [],
    ]);
    expect(effectIn(house('active', 'mandatory'))).toBe('counts');
    expect(effectIn(house('active', 'advisory'))).toBe('advisory');
    expect(effectIn(house('shadow', 'mandatory'))).toBe('shadow');
    expect(effectIn(house('draft', 'mandatory'))).toBeNull();
  });
});
