import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { grants } from '../support/brief-rich-story.ts';
import { tell } from '../support/brief-story.ts';

const page = readFileSync(new URL('../../docs/policies.md', import.meta.url), 'utf8');
const rules = Object.fromEntries(
  [...page.matchAll(/^```yaml example=basis path=(\S+)\n([^]*?)^```$/gm)].map(
    ([, path = '', text = '']) => [path, text],
  ),
);
const DAY = 86_400_000;

const MINTS = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: minter, namespace: kube-system }
rules: [{ apiGroups: [''], resources: [serviceaccounts/token], verbs: [create] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: minter, namespace: kube-system }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: minter }
subjects: [{ kind: ServiceAccount, name: minter, namespace: kube-system }]
`;

test('the example of docs/policies.md asks what the page says, the strictest of all files', () => {
  const { verdict } = tell({
    ...grants,
    rules,
    context: {},
    base: {},
    head: { 'clusters/blue/minter.yaml': MINTS },
  });
  expect(verdict.assessment.tier).toBe('critical');
  expect(verdict.requirements.map(({ reviewLine, count }) => [reviewLine, count])).toEqual([
    ['identity-security', 1],
    ['owner', 1],
    ['', 3],
  ]);
  expect(verdict.demands).toMatchObject({
    bindTo: 'head',
    maxAge: 3 * DAY,
    unknownEdits: 'refuse',
    sections: ['rollback'],
    similar: 'refuse',
    exclude: ['beneficiary', 'declared-owner'],
    maxLifetime: 90 * DAY,
    breakGlass: {
      roles: [
        { role: 'break-glass', teams: ['acme/on-call'] },
        { role: 'identity-security', people: ['lee'] },
      ],
      followUpWithin: DAY,
    },
  });
});
