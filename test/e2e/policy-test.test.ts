import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { PolicyTestReportDocument } from '../../src/render/policy-test-schema.ts';
import { createRepository, type TestRepository } from '../support/git-repository.ts';
import { ownRules, policyText, testText } from '../support/policy-tests.ts';
import type { Ran } from '../support/run-jitl.ts';
import { runJitl } from '../support/run-jitl-in-thread.ts';

const RULES = ownRules({
  '.jitl/access.yaml': policyText(
    'access',
    `appliesTo: { changes: [grant-added] }
factors:
  - { id: admin, scope: item, category: hygiene, raises: { privilege: write }, when: item.level >= 3, message: Worth administration. }`,
  ),
});

const tests = (tier: string): string =>
  testText(`policies: [access]
now: 2026-11-25T10:00:00Z
cases:
  - name: at the bound
    inputs: { change: grant-added, items: [{ level: admin }] }
    expect: { tier: ${tier}, matched: [admin] }`);

const GREEN = tests('moderate');

let repository: TestRepository;
/** A directory in no repository. */
let desk: string;
const validate = new Ajv2020({ strict: false }).compile(
  JSON.parse(
    readFileSync(new URL('../../schema/policy-test-report.v1.json', import.meta.url), 'utf8'),
  ) as object,
);

beforeAll(() => {
  repository = createRepository();
  for (const [path, text] of Object.entries(RULES)) repository.write(path, text);
  repository.commit('Rules');
  // What is tested is the working tree, committed or not.
  repository.write('.jitl/access.test.yaml', GREEN);
  repository.write('src/deep/a.txt', '');
  desk = mkdtempSync(join(tmpdir(), 'jitl-desk-'));
});

afterAll(() => {
  repository.dispose();
  rmSync(desk, { recursive: true });
});

/** A directory of its own below the desk, with these files. */
function room(name: string, files: Readonly<Record<string, string>>): string {
  const directory = join(desk, name);
  for (const [path, text] of Object.entries({ 'here.txt': '', ...files })) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

function run(directory: string, ...args: readonly string[]): Ran {
  return runJitl(directory, ['policy', 'test', ...args]);
}

function json(directory: string, ...args: readonly string[]): PolicyTestReportDocument {
  const document = JSON.parse(
    run(directory, '--format', 'json', ...args).stdout,
  ) as PolicyTestReportDocument;
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  return document;
}

describe('the exit code', () => {
  test('is 0 where every case passes, from any directory of the repository', () => {
    for (const directory of [repository.directory, join(repository.directory, 'src/deep')]) {
      const { code, stdout, stderr } = run(directory);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^PASSED {2}\.jitl\/access\.test\.yaml {2}1 case\n/);
      expect(stdout).toMatch(/\nPASSED {2}1 case\n$/);
    }
  });

  test('is 0 outside of a repository as well', () => {
    const directory = room('plain', { ...RULES, '.jitl/a.test.yaml': GREEN });
    expect(run(directory).code).toBe(0);
    expect(run(desk, '--repo', directory).code).toBe(0);
  });

  test('is 1 where a case fails, which is told with what it got and where', () => {
    const directory = room('red', { ...RULES, '.jitl/a.test.yaml': tests('high') });
    const { code, stdout } = run(directory);
    expect(code).toBe(1);
    expect(stdout).toContain('FAILED  .jitl/a.test.yaml  1 case, 1 failed');
    expect(stdout).toContain('at the bound\n          tier: expected high, got moderate');
    expect(stdout).toContain('--> .jitl/a.test.yaml:9:23');
    expect(stdout).toContain('what changes: grant-added');
    expect(json(directory)).toMatchObject({ passed: false, suites: [{ passed: 0, failed: 1 }] });
  });

  test('is 1 where a threshold is missed', () => {
    const directory = room('thin', {
      ...RULES,
      '.jitl/a.test.yaml': `${GREEN}  coverage: { factors: both }\n`,
    });
    const { code, stdout } = run(directory);
    expect(code).toBe(1);
    expect(stdout).toContain('`admin` matches in every case');
  });

  test('is 1 where a test file is wrong, with its place', () => {
    const directory = room('typo', {
      ...RULES,
      '.jitl/a.test.yaml': GREEN.replace('level', 'levle'),
    });
    const { code, stdout } = run(directory);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^fatal: nothing was tested\n\nerror\[policy-unknown-key\]/);
    expect(stdout).toContain('did you mean `level`?');
    expect(json(directory).diagnostics).toMatchObject([{ location: { line: 8 } }]);
  });

  test('is 1 where a policy is wrong', () => {
    const directory = room('bad-rules', {
      ...RULES,
      '.jitl/access.yaml': 'kind: Policy\n',
      '.jitl/a.test.yaml': GREEN,
    });
    expect(run(directory).code).toBe(1);
  });

  test('is 1 where there is nothing to test: that is never green', () => {
    for (const directory of [room('empty', {}), room('untested', RULES)]) {
      const { code, stderr } = run(directory);
      expect(code).toBe(1);
      expect(stderr).toContain('there is no test of policies under `.jitl/`');
    }
    expect(run(room('elsewhere', { 'a/b.txt': '' }), 'a').code).toBe(1);
    expect(json(join(desk, 'empty')).failure?.code).toBe('input-invalid');
  });

  test('is 2 where the command line is wrong', () => {
    expect(run(desk, '--mutants').code).toBe(2);
    expect(run(desk, 'nowhere.test.yaml').code).toBe(2);
    expect(run(desk, '--repo', 'nowhere').code).toBe(2);
  });
});

describe('paths', () => {
  test('narrow the tests, and name others', () => {
    const directory = room('several', {
      ...RULES,
      '.jitl/good/a.test.yaml': GREEN,
      '.jitl/bad/b.test.yaml': tests('critical'),
      'drafts/c.yaml': tests('low'),
    });
    expect(run(directory).code).toBe(1);
    expect(run(directory, '.jitl/good').code).toBe(0);
    expect(run(directory, '.jitl/good/a.test.yaml').code).toBe(0);
    const both = json(directory, '.jitl/good', '.jitl/good/a.test.yaml', 'drafts/c.yaml');
    expect(both.suites.map(({ path }) => path)).toEqual([
      '.jitl/good/a.test.yaml',
      'drafts/c.yaml',
    ]);
    expect(both.passed).toBe(false);
  });

  test('that are links are not followed', () => {
    const directory = room('linked', { ...RULES, 'a.test.yaml': GREEN });
    symlinkSync('../a.test.yaml', join(directory, '.jitl/a.test.yaml'));
    const { code, stderr } = run(directory);
    expect(code).toBe(1);
    expect(stderr).toContain('is a symbolic link, which is never followed');
    expect(run(directory, '.jitl/a.test.yaml').code).toBe(1);
  });

  test('of files that are too large are refused', () => {
    const directory = room('large', {
      ...RULES,
      '.jitl/a.test.yaml': `${GREEN}#${'x'.repeat(1 << 22)}\n`,
    });
    const { code, stderr } = run(directory);
    expect(code).toBe(1);
    expect(stderr).toContain('error[too-much-to-read]');
  });
});

describe('--mutate', () => {
  test('tells what no case notices', () => {
    const { code, stdout } = run(repository.directory, '--mutate');
    expect(code).toBe(0);
    expect(stdout).toContain('access: `admin`: `3` became `2`\n    --> .jitl/access.yaml:7:7');
    expect(stdout).toMatch(/ 87 % {2}access {2}7 of 8\n/);
    expect(json(repository.directory, '--mutate').mutation).toMatchObject({
      policies: [
        { policy: 'access', killed: 7, total: 8 },
        { policy: null, killed: 2, total: 4 },
      ],
    });
  });
});

describe('--shipped', () => {
  test('runs the tests that come with jitl, wherever it stands', () => {
    const document = json(desk, '--shipped', '--mutate');
    expect(document.failure).toBeNull();
    expect(document.suites.map(({ path }) => path)).toContain(
      'jitl:control-plane/control-plane.test.yaml',
    );
    const failed = document.suites.flatMap(({ cases }) => cases.filter(({ passed }) => !passed));
    expect(failed).toEqual([]);
    expect(document.passed).toBe(true);
  });

  test('asks the policies that come with jitl, not those of the repository', () => {
    const directory = room('own', RULES);
    const from = new URL('../../policies/control-plane/control-plane.test.yaml', import.meta.url);
    cpSync(from, join(directory, 'mine.yaml'));
    expect(run(directory, 'mine.yaml').code).toBe(1);
    expect(run(directory, '--shipped', 'mine.yaml').code).toBe(0);
  });
});

test('nothing of a file gets to the terminal as it is', () => {
  const hostile = GREEN.replace('name: at the bound', 'name: "\\e[31m::error::PWNED"').replace(
    'moderate',
    'low',
  );
  const { stdout } = run(room('hostile', { ...RULES, '.jitl/a.test.yaml': hostile }));
  expect(stdout).toContain('PWNED');
  expect(stdout).not.toContain('\u001b');
  expect(stdout).not.toMatch(/(?:^|\s)::/);
});
