import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { createRepository, type TestRepository } from '../support/git-repository.ts';
import { runJitl, type Ran } from '../support/run-jitl.ts';
import { runJitl as runInThread } from '../support/run-jitl-in-thread.ts';

/** A repository with one branch for each way in which a check can end. */
let repository: TestRepository;
/** A directory beside it, for files that the runs read and write. */
let desk: string;
const ran: Ran[] = [];

const GRANT = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: operator }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects:
  - { kind: ServiceAccount, name: operator, namespace: tools }
`;
const ACCOUNT = `apiVersion: v1
kind: ServiceAccount
metadata: { name: operator, namespace: tools }
`;

beforeAll(() => {
  repository = createRepository();
  desk = mkdtempSync(join(tmpdir(), 'jitl-desk-'));
  repository.write('.github/CODEOWNERS', '* @grace\n');
  repository.write('account.yaml', ACCOUNT);
  repository.commit('Start');
  repository.branch('prose');
  repository.write('README.md', '# Tools\n');
  repository.commit('Write a README');
  repository.checkout('main');
  repository.branch('grant');
  repository.write('grant.yaml', GRANT);
  repository.commit('Grant everything');
  repository.checkout('main');
  repository.branch('conflict');
  repository.write('account.yaml', ACCOUNT.replace('tools', 'left'));
  repository.commit('Go left');
  repository.checkout('main');
  repository.branch('broken');
  repository.write('.jitl/house.policy.yaml', 'apiVersion: jitl.dev/v1\nkind: Polcy\n');
  repository.commit('Break the policies');
  repository.checkout('main');
  repository.branch('moved');
  repository.write('account.yaml', ACCOUNT.replace('tools', 'right'));
  repository.commit('Go right');
  repository.checkout('main');
  // A branch whose name git itself would take for an option.
  repository.git('update-ref', 'refs/heads/--output=x', 'grant');
});

afterAll(() => {
  repository.dispose();
  rmSync(desk, { recursive: true });
});

/** Nobody who uses a program should see where in its source it failed. */
afterEach(() => {
  for (const { stdout, stderr } of ran.splice(0))
    expect(stdout + stderr).not.toMatch(/^\s+at .*[:(]\d+|node:internal|\.[jt]s:\d+:\d+\)/m);
});

function jitl(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Ran {
  const plain = Object.keys(environment).length === 0;
  const result = plain
    ? runInThread(repository.directory, args)
    : runJitl(repository.directory, args, environment);
  ran.push(result);
  return result;
}

function check(...args: readonly string[]): Ran {
  return jitl(['check', '--base', 'main', ...args]);
}

describe('the exit code says how it ended', () => {
  test('0: nothing to gate', () => {
    const { code, stdout, stderr } = check('--head', 'prose');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ALLOWED {2}nothing to gate in 1 changed file\n/);
    expect(stderr).toBe('');
  });

  test('3: somebody has to decide', () => {
    const { code, stdout, stderr } = check('--head', 'grant');
    expect(code).toBe(3);
    expect(stdout).toMatch(/^PENDING {2}critical risk/);
    expect(stderr).toBe('');
  });

  test('4: nothing could land', () => {
    const { code, stdout, stderr } = jitl(['check', '--base', 'moved', '--head', 'conflict']);
    expect(code).toBe(4);
    expect(stdout).toMatch(/^DENIED {2}merge-conflict\n/);
    expect(stderr).toBe('');
  });

  test('1: the base has a policy that cannot be read, and the place is shown', () => {
    const { code, stdout } = jitl(['check', '--base', 'broken', '--head', 'grant']);
    expect(code).toBe(1);
    expect(stdout).toContain('fatal: no verdict was reached');
    expect(stdout).toContain(
      ' --> .jitl/house.policy.yaml:2:7 (base)\n  |\n2 | kind: Polcy\n  |       ^^^^^\n  = help: did you mean `Policy`?',
    );
  });

  test.each(['terminal', 'json', 'markdown'])('the format %s changes nothing', (format) => {
    expect(check('--head', 'grant', '--format', format).code).toBe(3);
    expect(check('--head', 'prose', '--format', format).code).toBe(0);
    expect(jitl(['check', '--base', 'broken', '--format', format]).code).toBe(1);
  });
});

describe('2: a command that cannot be meant so', () => {
  test.each([
    { what: 'an unknown option', args: ['check', '--hed', 'x'], says: '--hed' },
    { what: 'an unknown format', args: ['check', '--format', 'xml'], says: 'xml' },
    { what: 'an unknown colour', args: ['check', '--color', 'pink'], says: 'pink' },
    { what: 'an unknown command', args: ['chekc'], says: 'check' },
    { what: 'an argument too many', args: ['check', 'main'], says: 'argument' },
    { what: 'an option without its value', args: ['check', '--base'], says: '--base' },
    { what: 'a time that is none', args: ['check', '--now', 'yesterday'], says: 'yesterday' },
    {
      what: 'a day that does not exist',
      args: ['check', '--now', '2026-13-45T00:00:00Z'],
      says: '2026-13-45',
    },
  ])('$what', ({ args, says }) => {
    const { code, stdout, stderr } = jitl(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(says);
  });

  test('help and version are no errors', () => {
    expect(jitl(['--help'])).toMatchObject({ code: 0, stderr: '' });
    expect(jitl(['check', '--help']).stdout).toContain('--snapshot');
    expect(jitl(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('1: the surroundings fail', () => {
  test('the directory is in no repository', () => {
    const result = runJitl(desk, ['check']);
    ran.push(result);
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toContain('error[not-a-repository]');
    expect(result.stderr).toContain('--repo DIR');
  });

  test('a revision is misspelt', () => {
    const { code, stdout, stderr } = check('--head', 'grnat');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('error[revision-unknown]: there is no commit `grnat`');
    expect(stderr).toContain('did you mean `grant`');
  });

  test('whoever asks for JSON gets JSON, and people still get the message', () => {
    const { code, stdout, stderr } = check('--head', 'grnat', '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'none',
      failure: { code: 'revision-unknown' },
    });
    expect(stderr).toContain('error[revision-unknown]');
  });

  test('the snapshot is not there', () => {
    const { code, stdout, stderr } = check('--snapshot', 'nowhere.json');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('error[input-invalid]');
  });

  test('the snapshot is no snapshot', () => {
    const path = join(desk, 'snapshot.json');
    writeFileSync(path, '{ "schema": "https://jitl.dev/schema/v1/snapshot.json", "reviews": 1 }\n');
    const { code, stdout } = check('--snapshot', path);
    expect(code).toBe(1);
    expect(stdout).toContain('error[snapshot-invalid]');
  });

  test('the snapshot is of another head', () => {
    const path = join(desk, 'other.json');
    writeFileSync(path, JSON.stringify(snapshotOf(repository.git('rev-parse', 'prose'))));
    const { code, stderr } = check('--head', 'grant', '--snapshot', path);
    expect(code).toBe(1);
    expect(stderr).toContain('error[input-invalid]: the snapshot is of head');
  });

  test('the output cannot be written', () => {
    const { code, stdout, stderr } = check(
      '--head',
      'grant',
      '--output',
      join(desk, 'no/such/file'),
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('error[output-unwritable]');
  });
});

describe('what is typed is data', () => {
  test('a branch called `--output=x` is a branch', () => {
    const head = jitl(['check', '--base', 'main', '--head=--output=x', '--format', 'json']);
    expect(head.code).toBe(3);
    expect(JSON.parse(head.stdout)).toMatchObject({ head: { name: 'refs/heads/--output=x' } });
    const base = jitl(['check', '--base=--output=x', '--head', 'main', '--format', 'json']);
    expect(JSON.parse(base.stdout)).toMatchObject({ base: { name: 'refs/heads/--output=x' } });
    expect(readdirSync(repository.directory)).not.toContain('x');
  });

  test('a revision with control characters is refused and escaped', () => {
    const { code, stderr } = check('--head', 'x\u001b[31m\n::error::y');
    expect(code).toBe(1);
    expect(stderr).not.toContain('\u001b');
    expect(stderr).not.toMatch(/^::/m);
  });

  test('variables that steer git do not arrive', () => {
    const hostile = { GIT_DIR: '/nonexistent', GIT_EXTERNAL_DIFF: 'touch x', GIT_TRACE: '1' };
    const { code, stdout, stderr } = jitl(['check', '--base', 'main', '--head', 'grant'], hostile);
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(stdout).toBe(check('--head', 'grant').stdout);
  });
});

describe('the result', () => {
  test('is the same twice', () => {
    const first = check('--head', 'grant', '--format', 'json', '--now', '2026-11-25T10:00:00Z');
    const again = check('--head', 'grant', '--format', 'json', '--now', '2026-11-25T10:00:00Z');
    expect(again.stdout).toBe(first.stdout);
  });

  test('goes whole into a file, and standard output stays empty', () => {
    const path = join(desk, 'verdict.json');
    const { code, stdout } = check('--head', 'grant', '--format', 'json', '--output', path);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(readFileSync(path, 'utf8')).toBe(check('--head', 'grant', '--format', 'json').stdout);
    expect(readdirSync(desk).filter((name) => name.includes('partial'))).toEqual([]);
  });

  test('of a run that failed leaves the file of an earlier one alone', () => {
    const path = join(desk, 'kept.json');
    writeFileSync(path, 'before\n');
    expect(check('--head', 'grnat', '--output', path).code).toBe(1);
    expect(readFileSync(path, 'utf8')).toBe('before\n');
  });

  test('has colour only where it is wanted', () => {
    const plain = check('--head', 'grant').stdout;
    expect(plain).not.toContain('\u001b');
    const args = ['check', '--base', 'main', '--head', 'grant', '--color', 'always'];
    const coloured = jitl(args, { NO_COLOR: '1' }).stdout;
    expect(coloured).toContain('\u001b[');
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain);
    expect(jitl(['check', '--head', 'grant'], { NO_COLOR: '1' }).stdout).not.toContain('\u001b');
  });

  test('takes base and head from the snapshot where they are not typed', () => {
    const path = join(desk, 'grant.json');
    writeFileSync(path, JSON.stringify(snapshotOf(repository.git('rev-parse', 'grant'))));
    const { code, stdout } = jitl(['check', '--snapshot', path, '--format', 'json']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ pullRequest: 7, tier: 'critical' });
  });
});

test('the working tree is compared where no head is named', () => {
  repository.write('grant.yaml', GRANT);
  try {
    const { code, stdout } = check();
    expect(code).toBe(3);
    expect(stdout).toContain('compared the working tree with refs/heads/main');
  } finally {
    repository.remove('grant.yaml');
  }
});

test('nothing is written into the repository', () => {
  const before = filesOf(repository.directory);
  repository.write('new.yaml', GRANT);
  const withNew = filesOf(repository.directory);
  check();
  check('--head', 'grant');
  jitl(['check', '--base', 'moved', '--head', 'conflict']);
  expect(filesOf(repository.directory)).toEqual(withNew);
  repository.remove('new.yaml');
  expect(filesOf(repository.directory).length).toBe(before.length);
});

/** Every file with its size and time of change, git's own included. */
function filesOf(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((path) => {
      const { size, mtimeMs } = statSync(join(directory, path));
      return `${path} ${size} ${mtimeMs}`;
    });
}

function snapshotOf(headCommit: string): object {
  return {
    schema: 'https://jitl.dev/schema/v1/snapshot.json',
    repository: { id: 1, name: 'acme/tools' },
    pullRequest: {
      number: 7,
      title: 'Change',
      body: '',
      author: 1,
      baseRef: 'refs/heads/main',
      headCommit,
      state: 'open',
      draft: false,
    },
    accounts: [{ id: 1, login: 'ada', type: 'user', permission: 'write' }],
    teams: [],
    commits: [{ oid: headCommit, author: 1, committer: 1 }],
    reviews: [],
  };
}
