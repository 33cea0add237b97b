import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { testEnvironment } from '../support/git-repository.ts';

/** What `node bench/generate.mjs` prints, as far as the tests look at it. */
interface Repository {
  readonly directory: string;
  readonly lines: number;
  readonly bytes: number;
  readonly main: { readonly commit: string };
  readonly branches: readonly Branch[];
}

interface Branch {
  readonly name: string;
  readonly commit: string;
  readonly changed: number;
  readonly gated: number;
  readonly files: readonly { readonly path: string; readonly action: string }[];
}

const GENERATOR = fileURLToPath(new URL('../../bench/generate.mjs', import.meta.url));
let scratch = '';

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'jitl-bench-test-'));
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function generate(name: string, ...options: readonly string[]): Repository {
  const directory = join(scratch, name);
  const printed = execFileSync(process.execPath, [GENERATOR, ...options, directory], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  // The generator's own output; the assertions below would not hold for anything else.
  return JSON.parse(printed) as Repository;
}

function git(repository: Repository, ...args: readonly string[]): string {
  return execFileSync('git', [`--git-dir=${repository.directory}`, ...args], {
    encoding: 'utf8',
    env: testEnvironment(),
    maxBuffer: 1 << 26,
  });
}

function listed(repository: Repository, ...args: readonly string[]): readonly string[] {
  return git(repository, ...args)
    .split('\0')
    .filter((entry) => entry !== '');
}

function tips(repository: Repository): readonly string[] {
  return [repository.main.commit, ...repository.branches.map((branch) => branch.commit)];
}

describe('the generator of benchmark repositories', () => {
  it('gives the same commits for the same seed, and others for another one', () => {
    const options = ['--manifests', '200', '--changed', '20'];
    const one = generate('one', ...options, '--seed', '7');
    const again = generate('again', ...options, '--seed', '7');
    const other = generate('other', ...options, '--seed', '8');
    expect(tips(again)).toEqual(tips(one));
    expect(new Set([...tips(one), ...tips(other)]).size).toBe(4);
    expect(git(one, 'rev-parse', 'main', 'change').trim().split('\n')).toEqual(tips(one));
  });

  it.each([
    [10, 1],
    [123, 50],
    [1000, 10],
    [1000, 1000],
  ])('writes %i manifests and changes %i of them', (manifests, changed) => {
    const name = `size-${manifests}-${changed}`;
    const counts = ['--manifests', String(manifests), '--changed', String(changed)];
    const repository = generate(name, ...counts);
    const files = listed(repository, 'ls-tree', '-r', '-z', '--name-only', 'main');
    expect(files.filter((path) => path.endsWith('.yaml'))).toHaveLength(manifests);
    expect(files).toContain('.github/CODEOWNERS');

    const [branch] = repository.branches;
    const differing = listed(repository, 'diff-tree', '-r', '-z', '--name-only', 'main', 'change');
    expect(branch?.changed).toBe(changed);
    expect(differing).toHaveLength(changed);
    expect(branch?.files.map((file) => file.path).sort()).toEqual([...differing].sort());
  });

  it('mixes edits, reformatting, additions and deletions', () => {
    const repository = generate('mixed', '--manifests', '300', '--changed', '100');
    const actions = repository.branches[0]?.files.map((file) => file.action) ?? [];
    const counted = ['edit', 'reformat', 'add', 'delete'].map(
      (action) => actions.filter((found) => found === action).length,
    );
    expect(counted).toEqual([60, 30, 5, 5]);
    const status = git(repository, 'diff-tree', '-r', '--name-status', 'main', 'change');
    expect(status.match(/^A\t/gm)).toHaveLength(5);
    expect(status.match(/^D\t/gm)).toHaveLength(5);
  });

  it('makes documents as long as those that the figures of the past were taken with', () => {
    const { lines, bytes } = generate('sizes', '--manifests', '1000', '--changed', '1');
    expect(lines / 1000).toBeCloseTo(39, 0);
    expect(bytes / 1000).toBeGreaterThan(1100);
    expect(bytes / 1000).toBeLessThan(1300);
  });

  it('begins a larger change with the smaller one', () => {
    const { branches } = generate('several', '--manifests', '200', '--changed', '5,40');
    expect(branches.map((branch) => branch.name)).toEqual(['change-5', 'change-40']);
    expect(branches[1]?.files.slice(0, 5)).toEqual(branches[0]?.files);
  });
});
