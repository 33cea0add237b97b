import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { parseCodeowners } from '../../src/core/ownership/codeowners-parse.ts';
import { gatePath, signalPath } from '../../src/core/init/workflows.ts';
import { PINNED } from '../support/healthy-settings.ts';
import { createRepository, type TestRepository } from '../support/git-repository.ts';
import { runJitl } from '../support/run-jitl-in-thread.ts';

let repository: TestRepository;

beforeEach(() => {
  repository = createRepository();
});

afterEach(() => {
  repository.dispose();
});

const POLICIES = ['.jitl/config.yaml', '.jitl/people.yaml'];
const CODEOWNERS = '.github/CODEOWNERS';

function init(...args: readonly string[]) {
  return runJitl(repository.directory, ['init', ...args]);
}

/** Every file of the working tree with its content and the time of its last change. */
function files(): Readonly<Record<string, string>> {
  const paths = readdirSync(repository.directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.startsWith('.git/') && path !== '.git')
    .filter((path) => lstatSync(join(repository.directory, path)).isFile())
    .sort();
  return Object.fromEntries(
    paths.map((path) => {
      const at = join(repository.directory, path);
      return [path, `${lstatSync(at).mtimeMs} ${readFileSync(at, 'utf8')}`];
    }),
  );
}

describe('jitl init', () => {
  test('writes policies and CODEOWNERS, and a second run changes nothing', () => {
    const first = init();
    expect(first.stderr).toBe('');
    expect(first.code).toBe(0);
    const written = files();
    expect(Object.keys(written)).toEqual([CODEOWNERS, ...POLICIES]);
    expect(first.stdout).toMatch(/^\.jitl\/config\.yaml +written$/m);
    const second = init();
    expect(second.code).toBe(0);
    expect(second.stdout.match(/already there/g)).toHaveLength(3);
    expect(files()).toEqual(written);
  });

  test('with --github it writes both workflows, for the tier and the branch', () => {
    repository.git('checkout', '-q', '-b', 'trunk');
    expect(
      init('--github', '--tier', 'hardened', '--action', PINNED, '--branch', 'trunk').code,
    ).toBe(0);
    expect(Object.keys(files())).toEqual([CODEOWNERS, gatePath, signalPath, ...POLICIES].sort());
    const gate = readFileSync(join(repository.directory, gatePath), 'utf8');
    expect(gate).toContain(`uses: ${PINNED}\n`);
    expect(gate).toContain("branches: ['trunk']");
    expect(gate).toContain('name: jitl\n      deployment: false');
  });

  test('a pinned action is not left over, a tag is', () => {
    expect(init('--github', '--action', PINNED, '--dry-run').stdout).not.toContain(
      'Pin the action',
    );
    expect(init('--github', '--dry-run').stdout).toMatch(/Pin the action[^]*commits\/v\d/);
  });

  test('--dry-run writes nothing', () => {
    const result = init('--github', '--dry-run');
    expect(result.code).toBe(0);
    expect(result.stdout.match(/would be written/g)).toHaveLength(5);
    expect(files()).toEqual({});
  });

  test('what stands there is left, also where it differs', () => {
    repository.write(POLICIES[0] ?? '', 'mine\n');
    repository.write(signalPath, 'mine too\n');
    const result = init('--github');
    expect(result.stdout).toMatch(/config\.yaml +differs, and was left as it is$/m);
    expect(result.stdout).toMatch(/jitl-signal\.yml +differs, and was left as it is$/m);
    expect(readFileSync(join(repository.directory, POLICIES[0] ?? ''), 'utf8')).toBe('mine\n');
    expect(readFileSync(join(repository.directory, signalPath), 'utf8')).toBe('mine too\n');
  });

  test.each(['CODEOWNERS', 'docs/CODEOWNERS'])('with %s it writes none', (path) => {
    repository.write(path, '* @dana\n');
    expect(init().stdout).toContain('See that your CODEOWNERS says who decides about the gate');
    expect(Object.keys(files()).sort()).toEqual([...POLICIES, path].sort());
  });

  test('a file with other line ends is the same file', () => {
    init();
    const at = join(repository.directory, POLICIES[0] ?? '');
    writeFileSync(at, readFileSync(at, 'utf8').replaceAll('\n', '\r\n'));
    expect(init().stdout.match(/already there/g)).toHaveLength(3);
  });

  test('it writes at the top, also from below', () => {
    mkdirSync(join(repository.directory, 'deep/er'), { recursive: true });
    expect(runJitl(join(repository.directory, 'deep/er'), ['init']).code).toBe(0);
    expect(Object.keys(files())).toEqual([CODEOWNERS, ...POLICIES]);
  });
});

describe('nothing is written outside', () => {
  let outside: string;

  beforeEach(() => {
    outside = mkdtempSync(join(tmpdir(), 'jitl-outside-'));
  });

  afterEach(() => {
    rmSync(outside, { recursive: true, force: true });
  });

  test.each(['.jitl', '.github'])('through a link at %s', (name) => {
    symlinkSync(outside, join(repository.directory, name));
    const result = init('--github');
    expect(result.code).toBe(0);
    expect(result.stdout).toContain('not written: a link, or no directory');
    expect(readdirSync(outside)).toEqual([]);
  });

  test('through a link at a deeper directory', () => {
    mkdirSync(join(repository.directory, '.github'));
    symlinkSync(outside, join(repository.directory, '.github/workflows'));
    expect(init('--github').stdout).toContain('not written');
    expect(readdirSync(outside)).toEqual([]);
  });

  test('through a link that is a file, which leads nowhere', () => {
    mkdirSync(join(repository.directory, '.jitl'));
    symlinkSync(join(outside, 'config.yaml'), join(repository.directory, '.jitl/config.yaml'));
    expect(init().stdout).toMatch(/config\.yaml +differs/);
    expect(existsSync(join(outside, 'config.yaml'))).toBe(false);
  });

  test('where there is no repository', () => {
    const result = runJitl(outside, ['init']);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('not-a-repository');
    expect(readdirSync(outside)).toEqual([]);
  });

  test('a file where a directory should be is left', () => {
    repository.write('.jitl', 'a file\n');
    expect(init().stdout).toContain('not written: a link, or no directory');
    expect(readFileSync(join(repository.directory, '.jitl'), 'utf8')).toBe('a file\n');
  });
});

describe('what was written', () => {
  test('is accepted by lint and by check', () => {
    init('--github');
    const lint = runJitl(repository.directory, ['policy', 'lint', '--format', 'json']);
    const report = JSON.parse(lint.stdout) as { findings: readonly { severity: string }[] };
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(lint.code).toBe(0);
    repository.commit('set up');
    repository.write('README.md', 'nothing to gate\n');
    const check = runJitl(repository.directory, ['check']);
    expect(check.stderr).toBe('');
    expect(check.code).toBe(0);
  });

  test('a CODEOWNERS in which every line has a meaning, and its own name to fill in', () => {
    init();
    const bytes = readFileSync(join(repository.directory, CODEOWNERS));
    const { rules, skipped, unusable } = parseCodeowners(bytes);
    expect({ skipped, unusable }).toEqual({ skipped: [], unusable: null });
    expect(rules.map(({ pattern, owners }) => [pattern, owners.map(({ text }) => text)])).toEqual([
      ['/.jitl/', ['@FILL-IN/WHO-DECIDES']],
      ['/.github/', ['@FILL-IN/WHO-DECIDES']],
      ['/.github/CODEOWNERS', ['@FILL-IN/WHO-DECIDES']],
    ]);
  });

  test('examples of people that work once they are no comments', () => {
    init();
    const at = join(repository.directory, '.jitl/people.yaml');
    const text = readFileSync(at, 'utf8')
      .replace(/ (?:\{\}|\[\])$/gm, '')
      .replace(/^ {2}# {3}/gm, '    ');
    expect(text).toContain("\n    security:\n      people: ['@dana']");
    writeFileSync(at, text);
    const lint = runJitl(repository.directory, ['policy', 'lint', '--format', 'json']);
    const report = JSON.parse(lint.stdout) as { findings: readonly { severity: string }[] };
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('--print', () => {
  test('a ruleset for GitHub, and no file', () => {
    const result = init('--print', 'ruleset', '--branch', 'release/1.x');
    expect(JSON.parse(result.stdout)).toMatchObject({
      target: 'branch',
      enforcement: 'active',
      bypass_actors: [],
      conditions: { ref_name: { include: ['refs/heads/release/1.x'], exclude: [] } },
    });
    expect(result.stdout).toContain('"context": "jitl/gate@release/1.x"');
    expect(result.stdout).toContain('"integration_id": 15368');
    expect(files()).toEqual({});
  });

  test('of the hardened tier it names the App, and needs its number', () => {
    const without = init('--print', 'ruleset', '--tier', 'hardened');
    expect(without.code).toBe(2);
    expect(without.stderr).toContain('--app-id');
    const result = init('--print', 'ruleset', '--tier', 'hardened', '--app-id', '77');
    expect(result.stdout).toContain('"integration_id": 77');
  });

  test('the manifest of an App that may do no more than the gate does', () => {
    repository.git('remote', 'add', 'origin', 'git@github.com:acme/shop.git');
    const result = init('--print', 'app-manifest');
    expect(JSON.parse(result.stdout)).toEqual({
      name: 'jitl gate acme',
      url: 'https://github.com/acme/shop',
      redirect_url: 'https://github.com/acme/shop',
      public: false,
      hook_attributes: { url: 'https://github.com/acme/shop', active: false },
      default_permissions: {
        checks: 'write',
        contents: 'read',
        members: 'read',
        metadata: 'read',
        pull_requests: 'write',
      },
      default_events: [],
    });
  });
});

describe('what is refused', () => {
  test.each([
    ['--branch', 'a*'],
    ['--branch', '!main'],
    ['--branch', 'a b'],
    ['--branch', 'x\ny'],
    ['--branch', '../x'],
    ['--branch', 'a//b'],
    ['--branch', 'x.lock'],
    ['--branch', '-x'],
    ['--action', 'jitl-dev/jitl@v1'],
    ['--action', `jitl-dev/jitl@${'a'.repeat(39)}`],
    ['--action', `../jitl@${'a'.repeat(40)}\n`],
    ['--action', `./x@${'a'.repeat(41)}`],
    ['--tier', 'best'],
    ['--app-id', '0'],
  ])('%s %j', (option, value) => {
    const result = init('--github', `${option}=${value}`);
    expect(result.code).toBe(2);
    expect(files()).toEqual({});
  });
});
