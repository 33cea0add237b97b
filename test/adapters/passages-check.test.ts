import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openRepository } from '../../src/adapters/git/repository.ts';
import { check } from '../../src/app/check.ts';
import { readPassages } from '../../src/app/passages.ts';
import { createRepository, type TestRepository } from '../support/git-repository.ts';
import { shippedSources } from '../support/judge-files.ts';

let one: TestRepository;
let temporaryDirectory = '';

beforeEach(() => {
  temporaryDirectory = mkdtempSync(join(tmpdir(), 'jitl-own-'));
  one = createRepository();
  one.write('CODEOWNERS', '* @owner\n');
  one.write('roles/viewer.yaml', role('viewer', 'configmaps', 'get'));
  one.write('roles/reader.yaml', role('reader', 'secrets', 'get'));
  one.commit('first');
  one.branch('feature');
});

afterEach(() => {
  one.dispose();
  rmSync(temporaryDirectory, { recursive: true });
});

const API = 'apiVersion: rbac.authorization.k8s.io/v1\n';

function role(name: string, resource: string, verb: string): string {
  return `${API}kind: ClusterRole\nmetadata: { name: ${name} }\nrules:\n  - { apiGroups: [""], resources: [${resource}], verbs: [${verb}] }\n`;
}

function binding(name: string, to = 'alpha'): string {
  return `${API}kind: ClusterRoleBinding\nmetadata: { name: ${name} }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${name} }\nsubjects: [{ kind: ServiceAccount, name: ${to}, namespace: apps }]\n`;
}

/** What holds the gate shut because of commits in between. */
async function holds(): Promise<readonly string[]> {
  const repository = await openRepository(one.directory, { temporaryDirectory });
  try {
    const verdict = await check({
      repository,
      shipped: shippedSources(),
      snapshot: null,
      now: Date.parse('2026-11-25T10:00:00Z'),
      base: 'main',
      head: 'feature',
    });
    if (verdict.kind === 'none') throw new Error(JSON.stringify(verdict.diagnostics));
    return verdict.holds
      .filter((hold) => hold.code === 'intermediate-revision')
      .map((hold) => hold.message);
  } finally {
    await repository.close();
  }
}

/** How many revisions the use case hands on to be judged. */
async function revisions(): Promise<number | 'too-many'> {
  const repository = await openRepository(one.directory, { temporaryDirectory });
  try {
    const found = await readPassages(
      repository,
      await repository.compare({ base: 'main', head: 'feature' }),
    );
    return found === 'too-many' ? found : found.length;
  } finally {
    await repository.close();
  }
}

describe('commits in between', () => {
  it('a grant that one commit adds and a later one removes is found', async () => {
    one.write('grant.yaml', binding('cluster-admin'));
    const commit = one.commit('gives');
    one.remove('grant.yaml');
    one.commit('takes back');
    one.write('note.md', 'x');
    one.commit('last');
    expect(await holds()).toEqual([
      expect.stringMatching(`${commit.slice(0, 10)}: .*apps/alpha gains authority`),
    ]);
  });

  it('one in a side branch that is merged, also where base has moved on', async () => {
    one.git('checkout', '-q', '-b', 'side');
    one.write('grant.yaml', binding('cluster-admin'));
    const commit = one.commit('gives');
    one.remove('grant.yaml');
    one.commit('takes back');
    one.checkout('main');
    one.write('roles/viewer.yaml', role('viewer', 'configmaps', 'list'));
    one.write('base.yaml', binding('reader', 'beta'));
    one.commit('main');
    one.checkout('feature');
    one.write('note.md', 'x');
    one.commit('one');
    one.git('merge', '-q', '--no-ff', '-m', 'side', 'side');
    one.git('merge', '-q', '--no-ff', '-m', 'update', 'main');
    one.write('note.md', 'y');
    one.commit('last');
    expect(await holds()).toEqual([expect.stringContaining(commit.slice(0, 10))]);
    expect(await revisions()).toBe(1);
  });

  it('steps towards what lands are none, and code is not looked at', async () => {
    one.write('new/role.yaml', role('new', 'secrets', 'get'));
    one.commit('role');
    one.write('app.ts', 'export {};\n');
    one.commit('code');
    one.write('new/binding.yaml', binding('new'));
    one.commit('binding');
    one.write('new/role.yaml', role('new', 'secrets', 'get, list'));
    one.commit('one more verb');
    one.write('app.ts', 'export const a = 1;\n');
    one.commit('more code');
    expect(await holds()).toEqual([]);
    // The role, and both: what code was beside them makes no difference.
    expect(await revisions()).toBe(2);
  });

  it('the gate’s own files are found, unless the change itself brings them too', async () => {
    one.write('CODEOWNERS', '* @somebody\n');
    const commit = one.commit('other owners');
    one.write('CODEOWNERS', '* @owner\n');
    one.commit('back');
    expect(await holds()).toEqual([
      expect.stringContaining(`${commit.slice(0, 10)}: the gate itself changes: CODEOWNERS`),
    ]);
    one.write('CODEOWNERS', '* @else\n');
    one.commit('again');
    expect(await holds()).toEqual([]);
  });

  it('a change that base has made as well is base’s', async () => {
    const account = (automount: boolean): string =>
      `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: alpha, namespace: apps }\nautomountServiceAccountToken: ${automount}\n`;
    const change = (): void => {
      one.write('CODEOWNERS', '* @somebody\n');
      one.write('grant.yaml', binding('cluster-admin'));
      one.write('account.yaml', account(true));
    };
    one.checkout('main');
    one.write('account.yaml', account(false));
    one.commit('account');
    one.git('checkout', '-q', '-B', 'feature');
    change();
    // Of no weight, but the commit is looked at because of it.
    one.write('passing.yaml', role('passing', 'configmaps', 'get'));
    one.commit('one');
    one.remove('passing.yaml');
    one.commit('two');
    one.checkout('main');
    change();
    one.commit('main');
    expect(await revisions()).toBe(1);
    expect(await holds()).toEqual([]);
  });

  it('roles and bindings that nobody changed are known, by the names that a commit uses', async () => {
    one.write('grant.yaml', binding('viewer'));
    one.commit('weak');
    one.remove('grant.yaml');
    one.commit('gone');
    one.write('grant.yaml', binding('reader'));
    const strong = one.commit('strong');
    one.remove('grant.yaml');
    one.commit('gone again');
    expect(await holds()).toEqual([expect.stringContaining(strong.slice(0, 10))]);
  });

  it('a role that is widened for a while is found by whoever holds it', async () => {
    one.checkout('main');
    one.write('held.yaml', binding('viewer'));
    one.commit('bound');
    one.git('checkout', '-q', '-B', 'feature');
    one.write('roles/viewer.yaml', role('viewer', '"*"', '"*"'));
    const commit = one.commit('widened');
    one.write('roles/viewer.yaml', role('viewer', 'configmaps', 'get'));
    one.commit('back');
    expect(await holds()).toEqual([
      expect.stringMatching(`${commit.slice(0, 10)}: .*apps/alpha gains wider`),
    ]);
  });

  it('a link and a file that cannot be read are found', async () => {
    one.write('a.yaml', 'kind: Secret\napiVersion: [v1\n');
    one.link('b.yaml', '/etc/passwd');
    one.commit('odd');
    one.remove('a.yaml');
    one.remove('b.yaml');
    one.commit('gone');
    expect(await holds()).toHaveLength(2);
  });

  it('too many commits are said to be unknown', async () => {
    const commits = Array.from({ length: 251 }, (_, at) =>
      [
        'commit refs/heads/feature',
        `committer a <a@b> ${1_800_000_000 + at} +0000`,
        'data 1',
        'x',
        ...(at === 0 ? ['from refs/heads/main'] : []),
        '',
      ].join('\n'),
    );
    one.gitWith(commits.join(''), 'fast-import', '--quiet', '--force');
    expect(await revisions()).toBe('too-many');
    expect(await holds()).toHaveLength(1);
  });
});
