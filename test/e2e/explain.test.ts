import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ExplanationDocument } from '../../src/render/explain-schema.ts';
import { createRepository, type TestRepository } from '../support/git-repository.ts';
import { runJitl } from '../support/run-jitl-in-thread.ts';

const ROLE = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: exporter }
rules:
  - { apiGroups: [''], resources: [secrets], verbs: [get, list] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: exporter }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: exporter }
subjects: [{ kind: ServiceAccount, name: exporter, namespace: reports }]
`;

let repository: TestRepository;
const validate = new Ajv2020({ strict: false }).compile(
  JSON.parse(
    readFileSync(new URL('../../schema/explanation.v1.json', import.meta.url), 'utf8'),
  ) as object,
);

beforeAll(() => {
  repository = createRepository();
  repository.write('README.md', 'a\n');
  repository.commit('Start');
  repository.branch('change');
  repository.write('production/rbac.yaml', ROLE);
  repository.commit('Grant');
});

afterAll(() => repository.dispose());

const explain = (...args: readonly string[]) =>
  runJitl(repository.directory, ['explain', '--base', 'main', '--head', 'change', ...args]);

describe('jitl explain', () => {
  test('what matched, part by part, with its place and what it supports', () => {
    const { code, stdout, stderr } = explain();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`high risk by 1 change

high  ServiceAccount reports/exporter gains authority in the whole cluster (production/rbac.yaml:5:54)
  = high: privilege admin, reach broad
    privilege is admin (the row asks for admin or more), by secrets-read,
      admin-action
    reach is broad (the row asks for broad or more), by cluster-wide

  * secrets-read gives privilege admin: Can read the content of secrets; get,
    list and watch all reveal it.
    on get, list secrets
    ✓ all of
      ✓ 'secrets-read' in item.primitives [item.primitives = ["secrets-read"]]
      ✓ item.level >= 3 [item.level = 3]
    rule jitl:kubernetes-rbac/authority.policy.yaml:`);
    expect(stdout).toContain('`authority` supports OWASP NHI5:2025 Overprivileged NHI; NIST CSF');
  });

  test('why a factor does not match', () => {
    const { code, stdout } = explain('full-control');
    expect(code).toBe(0);
    expect(stdout).toContain('`full-control` matches 0 of 1 time that it is asked');
    expect(stdout)
      .toContain(`  - full-control does not match: Full control of everything that the API serves.
    on get, list secrets
    ✗ all of
      ✗ item.level >= 4 [item.level = 3]
      ✗ item.reach >= 3 [item.reach = 2]
`);
  });

  test('JSON by its published schema', () => {
    const { code, stdout } = explain('authority', '--format', 'json');
    const document = JSON.parse(stdout) as ExplanationDocument;
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(code).toBe(0);
    expect(document.about).toEqual({ kind: 'policy', id: 'authority' });
    expect(document.changes[0]?.rules.length).toBeGreaterThan(20);
  });

  test('Markdown in which foreign text stands in code spans', () => {
    const { stdout } = explain('secrets-read', '--format', 'markdown');
    expect(stdout).toContain('### high: `ServiceAccount reports/exporter gains authority');
    expect(stdout).toContain("- ✓ `'secrets-read' in item.primitives");
  });

  test('a factor that nobody wrote is a question for another one', () => {
    const { code, stderr } = explain('secret-read');
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean `secrets-read`?');
  });

  test('with broken policies nothing is explained', () => {
    repository.checkout('main');
    repository.branch('broken');
    repository.write('.jitl/policy.yaml', 'apiVersion: jitl.dev/v1\nkind: Polcy\n');
    repository.commit('Break');
    const { code, stdout, stderr } = runJitl(repository.directory, [
      'explain',
      '--base',
      'broken',
      '--head',
      'change',
    ]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('error[unknown-kind]');
    expect(stderr).toContain('did you mean `Policy`?');
  });

  test('a case of a test of policies, and a name that is misspelt', () => {
    const cases = fileURLToPath(
      new URL('../../policies/life-cycle/reduction.test.yaml', import.meta.url),
    );
    repository.checkout('main');
    const ran = runJitl(repository.directory, ['explain', '--test', cases]);
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    const [, name = ''] = /case ([^:]+): /.exec(ran.stdout) ?? [];
    const one = runJitl(repository.directory, ['explain', '--test', cases, '--case', name]);
    expect(one.stdout).toContain(`case ${name}: `);
    expect(one.stdout.length).toBeLessThan(ran.stdout.length);
    const wrong = runJitl(repository.directory, ['explain', '--test', cases, '--case', `${name}s`]);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain(`did you mean \`${name}\`?`);
    expect(runJitl(repository.directory, ['explain', '--case', name]).code).toBe(2);
    const gone = runJitl(repository.directory, ['explain', '--test', 'no-such.test.yaml']);
    expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining('there is no file')]);
  });
});
