import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { createRepository, testEnvironment } from './support/git-repository.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const blocks = [...readme.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(([, kind, text]) => ({
  kind,
  text: text ?? '',
}));

const role = (resources: string) => `apiVersion: v1
kind: ServiceAccount
metadata:
  name: settlement
  namespace: payments
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: settlement
  namespace: payments
rules:
  - apiGroups: [""]
    resources: [${resources}]
    verbs: [get, list]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: settlement
  namespace: payments
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: settlement}
subjects:
  - {kind: ServiceAccount, name: settlement, namespace: payments}
`;

describe('the README', () => {
  it('begins with two commands: one sets up and shows the main job, one passes the tests', () => {
    expect(blocks[0]).toEqual({ kind: 'sh', text: 'npm ci && npm start\nnpm ci && npm test\n' });
  });

  it('shows what the program really prints', () => {
    const repository = createRepository();
    try {
      repository.write('.github/CODEOWNERS', '/prod/ @dana @lee\n');
      repository.write('prod/payments/rbac.yaml', role('configmaps'));
      repository.commit('base');
      repository.write('prod/payments/rbac.yaml', role('configmaps, secrets'));
      const result = spawnSync(
        process.execPath,
        [`${root}bin/jitl.js`, 'check', '--repo', repository.directory],
        { encoding: 'utf8', env: testEnvironment() },
      );
      const shown = blocks.find((block) => block.text.startsWith('$ jitl check'))?.text ?? '';
      const lines = shown.split('\n').slice(1).join('\n').trimEnd();
      expect(result.stdout.startsWith(lines), result.stdout).toBe(true);
      expect(result.status).toBe(3);
    } finally {
      repository.dispose();
    }
  });

  it('runs its example to the end, with the exit codes that it announces', () => {
    const result = spawnSync(process.execPath, ['examples/walkthrough.mjs'], {
      cwd: root,
      encoding: 'utf8',
      env: testEnvironment(),
    });
    expect(result.stderr).toBe('');
    expect(result.stdout).toContain('Exit codes: 3, 3, 0, 3');
    expect(result.status).toBe(0);
  });
});
