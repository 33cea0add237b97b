import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ReplayDocument } from '../../src/render/replay-schema.ts';
import { createRepository, type TestRepository } from '../support/git-repository.ts';
import type { Ran } from '../support/run-jitl.ts';
import { runJitl } from '../support/run-jitl-in-thread.ts';

const PAGE = readFileSync(new URL('../../docs/policy-replay.md', import.meta.url), 'utf8');
const validate = new Ajv2020({ strict: false }).compile(
  JSON.parse(
    readFileSync(new URL('../../schema/policy-replay.v1.json', import.meta.url), 'utf8'),
  ) as object,
);
const NOW = ['--now', '2026-11-25T10:00:00Z'];

const MODEL = `apiVersion: jitl.dev/v1
kind: RiskModel
metadata: { id: own, owner: team/a, version: 1 }
spec:
  tiers: [low, moderate, high, critical]
  unclassified: low
  dimensions: { privilege: [none, read, admin, identity] }
  table:
    critical: [{ privilege: identity }]
    high: [{ privilege: admin }]
    moderate: [{ privilege: read }]
`;
const POLICY = (when: string): string => `apiVersion: jitl.dev/v1
kind: Policy
metadata: { id: own, title: Who reads secrets, owner: team/a, version: 1, status: active }
spec:
  appliesTo: { changes: [grant-added, grant-widened] }
  factors:
    - id: secret-reader
      scope: item
      category: data-access
      raises: { privilege: admin }
      when: ${JSON.stringify(when)}
      message: Reads the secrets of a namespace.
  requires:
    high:
      reviews: [{ id: owner, from: code-owners, count: 1 }]
`;
const SECRETS = "'secrets-read' in item.primitives";
const NOTHING = "'secrets-write' in item.primitives";

function role(name: string, resource: string): string {
  const api = 'rbac.authorization.k8s.io';
  const binding = {
    apiVersion: `${api}/v1`,
    kind: 'RoleBinding',
    metadata: { name, namespace: 'apps' },
    roleRef: { apiGroup: api, kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: 'apps' }],
  };
  const rules = [{ apiGroups: [''], resources: [resource], verbs: ['get', 'list'] }];
  const declared = { apiVersion: `${api}/v1`, kind: 'Role', metadata: binding.metadata, rules };
  return `${JSON.stringify(declared)}\n---\n${JSON.stringify(binding)}\n`;
}

/** `main` with three changes since `v1`, and a policy in the working tree that asks for less. */
let repository: TestRepository;
beforeAll(() => {
  repository = createRepository();
  repository.write(
    '.jitl/config.yaml',
    'apiVersion: jitl.dev/v1\nkind: Config\nspec: { extends: [] }\n',
  );
  repository.write('.jitl/model.yaml', MODEL);
  repository.write('.jitl/own.yaml', POLICY(SECRETS));
  repository.commit('Start');
  repository.git('tag', 'v1');
  repository.write('apps/deployer.yaml', role('deployer', 'secrets'));
  repository.commit('Let the deployer read secrets');
  repository.write('readme.txt', 'nothing\n');
  repository.commit('Say nothing');
  repository.write('apps/reader.yaml', role('reader', 'pods'));
  repository.commit('Let a reader see pods');
  repository.branch('less');
  repository.write('.jitl/own.yaml', POLICY(NOTHING));
  repository.commit('Ask for less');
  repository.checkout('main');
  repository.write('.jitl/own.yaml', POLICY(NOTHING));
});
afterAll(() => repository.dispose());

function replay(...args: readonly string[]): Ran {
  return runJitl(repository.directory, ['policy', 'replay', ...args]);
}

function document(...args: readonly string[]): ReplayDocument {
  const { stdout, stderr } = replay(...args, ...NOW, '--format', 'json');
  expect(stderr).toBe('');
  const parsed = JSON.parse(stdout) as ReplayDocument;
  expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true);
  return parsed;
}

test('the example of the page is what the program prints', () => {
  const example = /```console\n\$ (jitl [^\n]+)\n([^]*?)```/.exec(PAGE);
  const args = (example?.[1] ?? '').split(' ').slice(1);
  const { stdout, code } = runJitl(repository.directory, args);
  expect(code).toBe(0);
  const [head, base] = ['main', 'v1'].map((name) => repository.git('rev-parse', name).slice(0, 12));
  const shown = stdout
    .replaceAll(`(${head})`, '(HEAD)')
    .replaceAll(`(${base})`, '(BASE)')
    .replaceAll(/^[0-9a-f]{12}(?= )/gm, 'COMMIT');
  const unfolded = (text: string): string => text.replaceAll(/\n {2}(?=[a-z])/g, ' ').trim();
  expect(unfolded(shown)).toBe(unfolded(example?.[2] ?? ''));
});

describe('the report', () => {
  test('has everything in JSON', () => {
    const { counts, commits, policies } = document('v1..main');
    expect(counts).toEqual({
      changes: 3,
      ungated: 1,
      unread: 0,
      same: 1,
      looser: 1,
      differently: 0,
      stricter: 0,
    });
    expect(policies?.to).toEqual({ name: 'the working tree', commit: null });
    expect(commits).toMatchObject([
      {
        subject: 'Let the deployer read secrets',
        direction: 'looser',
        loosens: true,
        tier: { from: 'high', to: 'low' },
        asked: [{ kind: 'review-line', from: '1', to: null }],
        identities: [{ lost: ['secret-reader'], gained: [] }],
      },
    ]);
  });

  test('is the other way round with the sides exchanged', () => {
    expect(document('v1..main', '--from', 'less', '--to', 'main').counts?.stricter).toBe(1);
    expect(document('v1..main', '--to', 'less').counts?.looser).toBe(1);
  });

  test('says that nothing differs without reading the history', () => {
    const ran = replay('v1..main', '--to', 'main');
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('no difference between the policies');
    expect(document('v1..main', '--to', 'main').counts).toBeNull();
  });

  test('fails on what is looser only when asked to', () => {
    expect(replay('v1..main', ...NOW).code).toBe(0);
    expect(replay('v1..main', ...NOW, '--fail-on-looser').code).toBe(1);
    expect(replay('main..main', ...NOW, '--fail-on-looser').code).toBe(0);
  });

  test('escapes what a commit says', () => {
    repository.branch('hostile');
    repository.write('.jitl/own.yaml', POLICY(SECRETS));
    repository.write('apps/other.yaml', role('other', 'secrets'));
    repository.commit('\u001b[31mred ::error::no');
    const { stdout } = replay('main..hostile', ...NOW, '--to', 'less');
    expect(stdout).toContain('\\x1b[31mred');
    expect(stdout).not.toContain('\u001b');
    repository.checkout('main');
    repository.write('.jitl/own.yaml', POLICY(NOTHING));
  });
});

describe('no report', () => {
  test('where policy files are broken, with the place', () => {
    repository.write('.jitl/own.yaml', POLICY('item.levle >= 3'));
    const ran = replay('v1..main');
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('the policies of `--to` cannot be used');
    expect(ran.stdout).toContain('.jitl/own.yaml:');
    const { failure, problems } = document('v1..main');
    expect(failure?.code).toBe('policies-broken');
    expect(problems[0]).toMatchObject({ side: 'to' });
    repository.write('.jitl/own.yaml', POLICY(NOTHING));
  });

  test.each(['main', '..main', 'v1...main', ''])('where `%s` is no range', (range) => {
    const ran = replay(range);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('is no range of commits');
  });

  test('where a revision is not there', () => {
    const ran = replay('v1..nowhere', '--format', 'json');
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('fatal: the history was not replayed');
    const parsed = JSON.parse(ran.stdout) as ReplayDocument;
    expect(validate(parsed)).toBe(true);
    expect(parsed.failure?.code).toBe('revision-unknown');
  });

  test('in a bare repository whose policies are not named', () => {
    const bare = createRepository({ clone: repository.directory, cloneOptions: ['--bare'] });
    const inBare = (...args: readonly string[]): Ran =>
      runJitl(bare.directory, ['policy', 'replay', 'v1..main', '--repo', bare.directory, ...args]);
    expect(inBare()).toMatchObject({ code: 2 });
    expect(inBare().stderr).toContain('--to REV');
    expect(inBare('--to', 'less').code).toBe(0);
    bare.dispose();
  });
});

test('commits that need what is missing are listed as not read, and the others are judged', () => {
  const broken = createRepository({ clone: repository.directory, cloneOptions: ['--no-local'] });
  broken.git('fetch', '-q', '--tags');
  const pack = broken.git('rev-parse', '--git-dir');
  const blob = broken.git('rev-parse', 'main~2:apps/deployer.yaml');
  unpackWithout(broken, `${broken.directory}/${pack}`, blob);
  const from = ['--from', 'main', '--to', 'origin/less'];
  const ran = runJitl(broken.directory, ['policy', 'replay', 'v1..main', ...NOW, ...from]);
  expect(ran.stdout).toContain('0 of 3 changes would be judged differently, 2 could not be read');
  expect(ran.stdout).toContain('NOT READ');
  expect(ran.stdout).toContain('object-missing');
  expect(ran.stdout).toContain('0 judged alike, 1 without a gated change, 2 could not be read');
  expect(ran.code).toBe(0);
  const strict = [...NOW, ...from, '--fail-on-looser'];
  expect(runJitl(broken.directory, ['policy', 'replay', 'v1..main', ...strict]).code).toBe(1);
  broken.dispose();
});

/** Makes loose objects of a pack, and takes one of them away. */
function unpackWithout(one: TestRepository, directory: string, oid: string): void {
  const packs = join(directory, 'objects/pack');
  for (const name of readdirSync(packs)) {
    const bytes = readFileSync(join(packs, name));
    rmSync(join(packs, name));
    if (name.endsWith('.pack')) one.gitWith(bytes, 'unpack-objects', '-q');
  }
  rmSync(join(directory, 'objects', oid.slice(0, 2), oid.slice(2)));
}
