import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openRepository } from '../../src/adapters/git/repository.ts';
import type { FileState, Passage, Repository } from '../../src/ports.ts';
import {
  createRepository,
  type TestRepository,
  type TestRepositoryOptions,
} from '../support/git-repository.ts';

let made: TestRepository[] = [];
let opened: Repository[] = [];
let temporaryDirectory = '';

beforeEach(() => {
  temporaryDirectory = mkdtempSync(join(tmpdir(), 'jitl-own-'));
});

afterEach(async () => {
  for (const repository of opened) await repository.close();
  expect(readdirSync(temporaryDirectory)).toEqual([]);
  rmSync(temporaryDirectory, { recursive: true });
  for (const one of made) one.dispose();
  [made, opened] = [[], []];
});

/** With `main` at one commit of `a` and `b`, each holding `1`, and on branch `feature`. */
function create(options?: TestRepositoryOptions): TestRepository {
  const one = createRepository(options);
  made.push(one);
  one.write('a', '1');
  one.write('b', '1');
  one.commit('first');
  one.branch('feature');
  return one;
}

async function passagesOf(
  one: TestRepository,
  request: { readonly base?: string; readonly head?: string } = { base: 'main', head: 'feature' },
): Promise<readonly Passage[]> {
  const repository = await openRepository(one.directory, { temporaryDirectory });
  opened.push(repository);
  const answer = await repository.passages(await repository.compare(request));
  if (answer.kind !== 'read') throw new Error(answer.kind);
  return answer.passages;
}

/** By commit message, what it changed: `a: 1 > 2 (3)` from, to, and what lands. */
async function tell(
  one: TestRepository,
  request?: { readonly base?: string; readonly head?: string },
): Promise<readonly (readonly [string, ...string[]])[]> {
  const show = (state: FileState | null): string => {
    if (state === null) return '-';
    const mark = { '100644': '', '100755': '*', '120000': '@', '160000': '%' }[state.mode];
    return mark + (state.mode === '160000' ? '' : one.git('cat-file', 'blob', state.oid));
  };
  return (await passagesOf(one, request)).map(({ commit, changed }) => [
    one.git('log', '-1', '--format=%s', commit),
    ...changed
      .filter(({ base, head }) => show(base) !== show(head))
      .map(
        ({ path, base, head, landing }) =>
          `${path}: ${show(base)} > ${show(head)} (${show(landing)})`,
      ),
  ]);
}

describe('what the commits between base and head hold', () => {
  it('is nothing for one commit, and nothing where the base has them all', async () => {
    const one = create();
    one.write('a', '2');
    one.commit('only');
    expect(await tell(one)).toEqual([]);
    expect(await tell(one, { base: 'feature', head: 'main' })).toEqual([]);
  });

  it('linear: every commit but the head, the oldest first, each as a whole', async () => {
    const one = create();
    one.write('a', '2');
    one.commit('one');
    one.write('b', '2');
    one.commit('two');
    one.write('c', '1');
    one.commit('three');
    expect(await tell(one)).toEqual([
      ['one', 'a: 1 > 2 (2)'],
      ['two', 'a: 1 > 2 (2)', 'b: 1 > 2 (2)'],
    ]);
    const [first] = await passagesOf(one);
    expect(first?.changed.map(({ path, base, head }) => [path, base?.oid === head?.oid])).toEqual([
      ['a', false],
      ['b', true],
      ['c', true],
    ]);
  });

  it('added and removed', async () => {
    const one = create();
    one.write('dir/grant', 'x');
    one.commit('gives');
    one.remove('dir');
    one.commit('takes back');
    one.write('c', '1');
    one.commit('last');
    // The commit in between has a tree that the base has too, and so holds nothing.
    expect(await tell(one)).toEqual([['gives', 'dir/grant: - > x (-)']]);
  });

  it('deleted and restored, and back again', async () => {
    const one = create();
    one.remove('a');
    one.commit('deletes');
    one.write('a', '1');
    one.commit('restores');
    one.remove('a');
    one.commit('deletes again');
    one.write('a', '1');
    one.commit('last');
    expect(await tell(one)).toEqual([['deletes', 'a: 1 > - (1)']]);
  });

  it('renamed there and back', async () => {
    const one = create();
    one.git('mv', 'a', 'z');
    one.commit('there');
    one.git('mv', 'z', 'a');
    one.commit('back');
    expect(await tell(one)).toEqual([['there', 'a: 1 > - (1)', 'z: - > 1 (-)']]);
  });

  it('modes, links, submodules and directories in place of files', async () => {
    const one = create();
    one.write('a', '1', { executable: true });
    one.commit('mode');
    one.remove('a');
    one.link('a', 'b');
    one.commit('link');
    one.remove('a');
    one.write('a/below', 'x');
    one.commit('directory');
    one.remove('a');
    one.git('rm', '-q', '-r', '--cached', 'a');
    one.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},a`);
    mkdirSync(join(one.directory, 'a'));
    one.git('commit', '-q', '-m', 'submodule');
    one.git('rm', '-q', '--cached', 'a');
    rmSync(join(one.directory, 'a'), { recursive: true });
    one.write('a', '1');
    one.commit('back');
    expect(await tell(one)).toEqual([
      ['mode', 'a: 1 > *1 (1)'],
      ['link', 'a: 1 > @b (1)'],
      ['directory', 'a: 1 > - (1)', 'a/below: - > x (-)'],
      ['submodule', 'a: 1 > % (1)'],
    ]);
  });

  it('knows paths by their bytes', async () => {
    const one = create();
    const blob = one.gitWith('x', 'hash-object', '-w', '--stdin');
    const tree = one.gitWith(
      Buffer.concat([
        Buffer.from(`100644 blob ${blob}\tnew\nline\u0000100644 blob ${blob}\t`),
        Buffer.from([0xff, 0x0a, 0]),
        Buffer.from(`100644 blob ${blob}\t\\xff\\x0a\u0000100644 blob ${blob}\t:(glob)*\u0000`),
      ]),
      'mktree',
      '-z',
    );
    const odd = one.git('commit-tree', '-p', 'main', '-m', 'odd', tree);
    const back = one.git('commit-tree', '-p', odd, '-m', 'back', 'main^{tree}');
    const [passage, ...more] = await passagesOf(one, { base: 'main', head: back });
    expect(more).toEqual([]);
    expect(passage?.changed.map(({ path, decodable }) => [path, decodable])).toEqual([
      [':(glob)*', true],
      ['\\xff\\x0a', true],
      ['\\xff\\x0a', false],
      ['a', true],
      ['b', true],
      ['new\nline', true],
    ]);
  });

  it('works with sha256', async () => {
    const one = create({ objectFormat: 'sha256' });
    one.write('c', 'x');
    one.commit('gives');
    one.remove('c');
    one.commit('takes back');
    expect(await tell(one)).toEqual([['gives', 'c: - > x (-)']]);
  });

  it('counts the last commit too under a working tree with other files', async () => {
    const one = create();
    one.write('c', 'x');
    one.commit('gives');
    expect(await tell(one, { base: 'main' })).toEqual([]);
    one.remove('c');
    expect(await tell(one, { base: 'main' })).toEqual([['gives', 'c: - > x (-)']]);
  });

  it('has none for a conflict', async () => {
    const one = create();
    one.write('a', '2');
    one.commit('one');
    one.write('a', '3');
    one.commit('two');
    one.checkout('main');
    one.write('a', '4');
    one.commit('main');
    expect(await tell(one)).toEqual([]);
  });
});

describe('merges inside the branch', () => {
  it('of the base bring in nothing, and what only the base changed never shows', async () => {
    const one = create();
    one.write('a', '2');
    one.commit('one');
    one.checkout('main');
    one.write('b', '2');
    one.write('base-only', 'x');
    one.commit('main');
    one.checkout('feature');
    one.git('merge', '-q', '--no-ff', '-m', 'update', 'main');
    one.write('c', '1');
    one.commit('last');
    one.checkout('main');
    one.write('base-later', 'x');
    one.commit('main later');
    expect(await tell(one)).toEqual([['one', 'a: 1 > 2 (2)']]);
  });

  it('of the base that take back what it did are seen', async () => {
    const one = create();
    one.write('c', '1');
    one.commit('one');
    one.checkout('main');
    one.write('a', 'safer');
    one.commit('main');
    one.checkout('feature');
    one.git('merge', '-q', '--no-ff', '-s', 'ours', '-m', 'ours', 'main');
    one.write('a', 'safer');
    one.commit('repaired');
    expect(await tell(one)).toEqual([
      ['one', 'c: - > 1 (1)'],
      ['ours', 'a: safer > 1 (safer)', 'c: - > 1 (1)'],
    ]);
  });

  it('of a side branch, with a change of its own, from another fork point and another root', async () => {
    const one = create();
    one.branch('side');
    one.write('side', 'x');
    one.commit('side gives');
    one.remove('side');
    one.commit('side takes back');
    one.git('checkout', '-q', '--orphan', 'root');
    one.git('rm', '-q', '-r', '-f', '.');
    one.write('rooted', 'x');
    one.commit('root');
    one.checkout('main');
    one.write('b', '2');
    one.commit('main');
    one.git('checkout', '-q', '-B', 'feature', 'main');
    one.write('a', '2');
    one.commit('one');
    one.git('merge', '-q', '--no-ff', '--no-commit', 'side');
    one.write('evil', 'x');
    one.commit('evil merge');
    one.git('merge', '-q', '--no-ff', '--allow-unrelated-histories', '-m', 'grafted', 'root');
    one.remove('evil');
    one.remove('rooted');
    one.commit('last');
    expect(new Set(await tell(one))).toEqual(
      new Set([
        ['side gives', 'side: - > x (-)'],
        ['root', 'rooted: - > x (-)'],
        ['one', 'a: 1 > 2 (2)'],
        ['evil merge', 'a: 1 > 2 (2)', 'evil: - > x (-)'],
        ['grafted', 'a: 1 > 2 (2)', 'evil: - > x (-)', 'rooted: - > x (-)'],
      ]),
    );
  });

  it('octopus', async () => {
    const one = create();
    for (const name of ['x', 'y', 'z']) {
      one.git('checkout', '-q', '-b', name, 'main');
      one.write(name, '1');
      one.commit(name);
    }
    one.checkout('feature');
    one.git('merge', '-q', '--no-ff', '-m', 'octopus', 'x', 'y', 'z');
    one.remove('y');
    one.commit('last');
    expect(new Set(await tell(one))).toEqual(
      new Set([
        ['x', 'x: - > 1 (1)'],
        ['y', 'y: - > 1 (-)'],
        ['z', 'z: - > 1 (1)'],
        ['octopus', 'x: - > 1 (1)', 'y: - > 1 (-)', 'z: - > 1 (1)'],
      ]),
    );
  });

  it('criss-cross: what either merge base holds is not the branch’s', async () => {
    const one = create();
    one.write('b', '2');
    const right = one.commit('right');
    one.checkout('main');
    one.write('a', '2');
    const left = one.commit('left');
    one.git('merge', '-q', '--no-ff', '-m', 'm1', right);
    one.checkout('feature');
    one.git('merge', '-q', '--no-ff', '-m', 'm2', left);
    one.write('c', 'x');
    one.commit('gives');
    one.remove('c');
    one.commit('takes back');
    one.checkout('main');
    one.write('d', '1');
    one.commit('base moves');
    expect(await tell(one)).toEqual([['gives', 'c: - > x (-)']]);
  });

  it('agrees with git in tangled histories', async () => {
    const one = create();
    const tips = ['main', 'feature', 'b2', 'b3'];
    for (const name of tips.slice(2)) one.git('branch', name);
    let seed = 11;
    const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
    for (let at = 0; at < 60; at += 1) {
      const branch = random(4);
      one.checkout(tips[branch] ?? 'main');
      if (random(4) === 0)
        one.git('merge', '-q', '--no-ff', '-m', `m${at}`, tips[random(4)] ?? 'main');
      else {
        one.write(`${branch}/${random(3)}`, `${random(3)}`);
        one.commit(`c${at}`);
      }
    }
    let checked = 0;
    for (const [base, head] of [
      ['main', 'feature'],
      ['b2', 'b3'],
      ['b3', 'main'],
      ['feature', 'b2'],
    ] as const) {
      for (const { commit, changed } of await passagesOf(one, { base, head })) {
        expect(one.git('rev-list', head, `^${base}`)).toContain(commit);
        const mergeBases = one.git('merge-base', '--all', commit, base).split('\n');
        if (mergeBases.length !== 1) continue;
        checked += 1;
        const own = changed
          .filter((entry) => entry.base?.oid !== entry.head?.oid)
          .map(({ path, head: state }) => `${state?.oid ?? '0'.repeat(40)} ${path}`);
        const listed = one
          .git('diff-tree', '-r', '--no-renames', '--no-abbrev', mergeBases[0] ?? '', commit)
          .split('\n')
          .map((line) => /^:\S+ \S+ \S+ (\S+) .\t(.*)$/.exec(line)?.slice(1).join(' '));
        expect(own).toEqual(listed);
        for (const { path, head: state } of changed)
          expect(one.git('ls-tree', commit, path).split(/\s/)[2] ?? '').toBe(state?.oid ?? '');
      }
    }
    expect(checked).toBeGreaterThan(20);
  });
});

describe('limits', () => {
  it('250 commits are read, 251 are too many', async () => {
    const one = create();
    const tree = one.git('rev-parse', 'main^{tree}');
    const lines = Array.from({ length: 251 }, (_, at) => {
      const from = at === 0 ? 'from refs/heads/main\n' : '';
      return `commit refs/heads/long\nmark :${at + 1}\ncommitter a <a@b> ${1_800_000_000 + at} +0000\ndata 1\nx\n${from}M 100644 inline step\ndata <<E\n${at}\nE\n`;
    });
    one.gitWith(lines.join('\n'), 'fast-import', '--quiet');
    expect(one.git('rev-parse', 'main^{tree}')).toBe(tree);
    const repository = await openRepository(one.directory, { temporaryDirectory });
    opened.push(repository);
    const all = await repository.compare({ base: 'main', head: 'long' });
    expect(await repository.passages(all)).toEqual({ kind: 'too-many', commits: 251 });
    const fewer = await repository.passages(
      await repository.compare({ base: 'main', head: 'long~1' }),
    );
    expect(fewer.kind === 'read' ? fewer.passages : []).toHaveLength(249);
  });

  it('more than 5000 states that do not land are too many; a mass change that lands is not', async () => {
    const one = create();
    for (let at = 0; at < 5001; at += 1) one.write(`many/${at}`, `${at}`);
    one.commit('many');
    one.write('c', '1');
    one.commit('last');
    expect(await passagesOf(one)).toHaveLength(1);
    one.remove('many');
    one.commit('gone');
    const repository = await openRepository(one.directory, { temporaryDirectory });
    opened.push(repository);
    const comparison = await repository.compare({ base: 'main', head: 'feature' });
    expect(await repository.passages(comparison)).toEqual({ kind: 'too-many', commits: 3 });
  });

  it('starts no process, and asks nothing for a branch of one commit', async () => {
    const one = create();
    for (const text of ['2', '3', '4', '5', '6', '7']) {
      one.write('deep/er/a', text);
      one.commit(text);
    }
    const directory = mkdtempSync(join(tmpdir(), 'jitl-path-'));
    const log = join(directory, 'log');
    const real = execFileSync('which', ['git']).toString().trim();
    writeFileSync(join(directory, 'git'), `#!/bin/sh\necho "$*" >> ${log}\nexec ${real} "$@"\n`, {
      mode: 0o755,
    });
    const path = process.env['PATH'] ?? '';
    process.env['PATH'] = `${directory}:${path}`;
    try {
      expect(await passagesOf(one)).toHaveLength(5);
    } finally {
      process.env['PATH'] = path;
    }
    expect(readFileSync(log, 'utf8').trim().split('\n')).toHaveLength(1);
    rmSync(directory, { recursive: true });
  });
});
