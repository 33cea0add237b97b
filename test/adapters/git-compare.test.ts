import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openRepository } from '../../src/adapters/git/repository.ts';
import type { ComparisonRequest, Repository } from '../../src/ports.ts';
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

function create(options?: TestRepositoryOptions): TestRepository {
  const one = createRepository(options);
  made.push(one);
  return one;
}

async function open(directory: string): Promise<Repository> {
  const repository = await openRepository(directory, { temporaryDirectory });
  opened.push(repository);
  return repository;
}

async function compare(one: TestRepository, request: ComparisonRequest) {
  return (await open(one.directory)).compare(request);
}

/** `M 100644 100755 path` and so on. */
function lines(changed: Awaited<ReturnType<typeof compare>>['changed']): string[] {
  return changed.map(({ base, head, path }) => `${base?.mode ?? '-'} ${head?.mode ?? '-'} ${path}`);
}

describe('what differs', () => {
  it('lists modified, added, deleted, mode, type and submodule changes', async () => {
    const one = create();
    one.write('a.yaml', 'a: 1\n');
    one.write('gone.yaml', 'b: 1\n');
    one.write('run.sh', '#!/bin/sh\n');
    one.write('turns', 'file\n');
    one.write('dir/x', 'x');
    const first = one.commit('first');
    one.branch('feature');
    one.write('a.yaml', 'a: 2\n');
    one.write('deep/er/new.yaml', 'c: 1\n');
    one.remove('gone.yaml');
    one.write('run.sh', '#!/bin/sh\n', { executable: true });
    one.remove('turns');
    one.link('turns', '../etc/passwd');
    one.remove('dir');
    one.write('dir', 'now a file');
    one.git('add', '--all');
    one.git('update-index', '--add', '--cacheinfo', `160000,${first},sub`);
    mkdirSync(join(one.directory, 'sub'));
    const head = one.commit('second', { author: 'Eve <eve@example.com>' });
    const result = await compare(one, { base: 'main', head: 'feature' });
    expect(lines(result.changed)).toEqual([
      '100644 100644 a.yaml',
      '- 100644 deep/er/new.yaml',
      '- 100644 dir',
      '100644 - dir/x',
      '100644 - gone.yaml',
      '100644 100755 run.sh',
      '- 160000 sub',
      '100644 120000 turns',
    ]);
    expect(result.base).toMatchObject({ name: 'refs/heads/main', commit: first });
    expect(result.head).toEqual({ name: 'refs/heads/feature', commit: head, workingTree: false });
    expect(result.notes).toEqual([]);
    expect(result.commits).toEqual([
      {
        oid: head,
        parents: [first],
        author: { name: 'Eve', email: 'eve@example.com' },
        committer: { name: 'Ada Lovelace', email: 'ada@example.com' },
        message: 'second\n',
      },
    ]);
    expect(
      one
        .git('diff-tree', '-r', '--no-renames', '--name-only', 'main', 'feature')
        .split('\n')
        .sort(),
    ).toEqual(result.changed.map((entry) => entry.path));
  });

  it('compares with what would land after the base has moved on', async () => {
    const one = create();
    one.write('a.yaml', '1\n2\n3\n4\n5\n6\n7\n8\n9\n');
    one.write('b.yaml', 'b\n');
    one.commit('first');
    one.branch('feature');
    one.write('a.yaml', '1\n2\n3\n4\n5\n6\n7\n8\nnine\n');
    one.commit('change');
    one.checkout('main');
    one.write('a.yaml', 'one\n2\n3\n4\n5\n6\n7\n8\n9\n');
    one.write('b.yaml', 'b: moved on\n');
    one.commit('base moves');
    const repository = await open(one.directory);
    const result = await repository.compare({ base: 'main', head: 'feature' });
    expect(lines(result.changed)).toEqual(['100644 100644 a.yaml']);
    const oid = result.changed[0]?.head?.oid ?? '';
    const blob = (await repository.readBlobs([oid], 1000)).get(oid);
    expect(blob?.kind === 'bytes' ? Buffer.from(blob.bytes).toString() : '').toBe(
      'one\n2\n3\n4\n5\n6\n7\n8\nnine\n',
    );
    expect(result.merge).toEqual({
      kind: 'clean',
      tree: one.git('merge-tree', '--write-tree', 'main', 'feature'),
    });
    expect(result.commits.map((commit) => commit.message)).toEqual(['change\n']);
  });

  it('names the paths in conflict and lists nothing as changed', async () => {
    const one = create();
    one.write('a "b"\n.yaml', 'a\n');
    one.write('c.yaml', 'c\n');
    one.commit('first');
    one.branch('feature');
    one.write('a "b"\n.yaml', 'theirs\n');
    one.write('c.yaml', 'c2\n');
    one.commit('theirs');
    one.checkout('main');
    one.write('a "b"\n.yaml', 'ours\n');
    one.commit('ours');
    const result = await compare(one, { base: 'main', head: 'feature' });
    expect(result.merge).toEqual({ kind: 'conflict', paths: ['a "b"\n.yaml'] });
    expect(result.changed).toEqual([]);
    expect(result.commits).toHaveLength(1);
  });

  it('finds nothing where the base contains the head', async () => {
    const one = create();
    one.write('a', '1');
    one.commit('first');
    one.write('a', '2');
    one.commit('second');
    const result = await compare(one, { base: 'main', head: 'main~1' });
    expect(result.changed).toEqual([]);
    expect(result.commits).toEqual([]);
    expect(result.merge).toMatchObject({ kind: 'clean', tree: result.base.tree });
  });

  it('refuses unrelated histories', async () => {
    const one = create();
    one.commit('first');
    one.git('checkout', '-q', '--orphan', 'other');
    one.commit('second');
    await expect(compare(one, { base: 'main', head: 'other' })).rejects.toMatchObject({
      code: 'no-merge-base',
      message: '`refs/heads/main` and `refs/heads/other` have no common history',
    });
  });

  it('criss-cross-merge: notes two merge bases and merges as git does', async () => {
    const one = create();
    one.write('a', '1\n');
    one.write('b', '1\n');
    one.commit('first');
    one.branch('feature');
    one.write('b', '2\n');
    const right = one.commit('right');
    one.checkout('main');
    one.write('a', '2\n');
    const left = one.commit('left');
    one.git('merge', '-q', '--no-ff', '-m', 'm1', right);
    one.checkout('feature');
    one.git('merge', '-q', '--no-ff', '-m', 'm2', left);
    one.write('c', '1\n');
    one.commit('last');
    one.checkout('main');
    one.write('d', '1\n');
    one.commit('base moves');
    const result = await compare(one, { base: 'main', head: 'feature' });
    expect(result.notes).toEqual([
      'base and head have 2 merge bases, so a forge may merge them differently',
    ]);
    expect(result.merge).toEqual({
      kind: 'clean',
      tree: one.git('merge-tree', '--write-tree', 'main', 'feature'),
    });
    expect(lines(result.changed)).toEqual(['- 100644 c']);
  });

  it('sees the same commits and merge bases as git in tangled histories', async () => {
    const one = create();
    one.commit('root');
    const tips = ['main', 'b1', 'b2', 'b3'];
    for (const name of tips.slice(1)) one.git('branch', name);
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
    for (let at = 0; at < 90; at += 1) {
      one.checkout(tips[random(4)] ?? 'main');
      if (random(3) === 0)
        one.git('merge', '-q', '--no-ff', '-m', `m${at}`, tips[random(4)] ?? 'main');
      else one.commit(`c${at}`);
    }
    for (const [base, head] of [
      ['main', 'b1'],
      ['b2', 'b3'],
      ['b3', 'main'],
      ['b1', 'b2'],
    ] as const) {
      const result = await compare(one, { base, head });
      const listed = one.git('rev-list', head, `^${base}`).split('\n').filter(Boolean).sort();
      expect(result.commits.map((commit) => commit.oid).sort()).toEqual(listed);
      const bases = one.git('merge-base', '--all', base, head).split('\n').length;
      expect(result.notes).toHaveLength(bases > 1 ? 1 : 0);
    }
  });

  it('evil-merge: shows what a merge commit holds of neither parent', async () => {
    const one = create();
    one.write('a', '1');
    one.commit('first');
    one.branch('feature');
    one.write('b', '1');
    one.commit('second');
    one.checkout('main');
    one.write('c', '1');
    one.commit('third');
    one.checkout('feature');
    one.git('merge', '-q', '--no-ff', '--no-commit', 'main');
    one.write('evil.yaml', 'rank: admin\n');
    one.commit('merge main');
    const result = await compare(one, { base: 'main', head: 'feature' });
    expect(lines(result.changed)).toEqual(['- 100644 b', '- 100644 evil.yaml']);
  });

  it('walks a long history', async () => {
    const one = create();
    one.write('a', '1');
    one.commit('first');
    const stream = Array.from({ length: 400 }, (_, at) =>
      ['main', 'feature']
        .map(
          (name, nth) =>
            `commit refs/heads/${name}\ncommitter A <a@b> ${1767400000 + at * 10 + nth} +0000\ndata 2\nc\n` +
            (at === 0 ? `from ${one.git('rev-parse', 'main')}\n` : '') +
            `M 100644 inline ${name}-${at}\ndata 1\nx\n\n`,
        )
        .join(''),
    ).join('');
    one.gitWith(stream, 'fast-import', '--quiet', '--force');
    const result = await compare(one, { base: 'main', head: 'feature' });
    expect(result.commits).toHaveLength(400);
    expect(result.changed).toHaveLength(400);
  });
});

describe('paths', () => {
  it('keeps every byte of a name', async () => {
    const one = create();
    one.commit('first');
    const blob = one.gitWith('x', 'hash-object', '-w', '--stdin');
    const names = [
      'new\nline',
      'quo"te',
      'sp ace',
      '\\xff',
      ':(glob)x',
      '-rf',
      'ü',
      'tab\t',
      '\u{feff}bom',
    ];
    const raw = Buffer.concat([
      ...names.map((name) => Buffer.from(`100644 blob ${blob}\t${name}\0`)),
      Buffer.from(`100644 blob ${blob}\t`),
      Buffer.from([0xff, 0x5c, 0x0a, 0]),
    ]);
    const tree = one.gitWith(raw, 'mktree', '-z');
    one.git(
      'update-ref',
      'refs/heads/feature',
      one.git('commit-tree', '-p', 'main', '-m', 'x', tree),
    );
    const repository = await open(one.directory);
    const result = await repository.compare({ base: 'main', head: 'feature' });
    expect(result.changed.filter((entry) => entry.decodable).map((entry) => entry.path)).toEqual(
      [...names].sort(),
    );
    expect(result.changed.filter((entry) => !entry.decodable).map((entry) => entry.path)).toEqual([
      '\\xff\\x5c\\x0a',
    ]);
    for (const name of names) {
      expect(await repository.listTree(tree, [name])).toEqual([
        { path: name, mode: '100644', oid: blob },
      ]);
    }
    expect(await repository.listTree(tree, ['*', '.*', ':/', 'sp'])).toEqual([]);
    expect(await repository.listTree(tree, [''])).toHaveLength(10);
  });

  it('refuses a tree that names one path twice or hides a slash in a name', async () => {
    const one = create();
    const first = one.commit('first');
    const blob = one.gitWith('x', 'hash-object', '-w', '--stdin');
    const id = Buffer.from(blob, 'hex');
    const entry = (mode: string, name: string): Buffer =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`), id]);
    for (const entries of [
      [entry('100644', 'a'), entry('100755', 'a')],
      [entry('100644', 'a'), entry('100644', 'a.b'), entry('40000', 'a')],
      [entry('100644', 'b'), entry('100644', 'a')],
      [entry('100644', 'a/b')],
      [Buffer.from('100644 a')],
    ]) {
      const tree = one.gitWith(
        Buffer.concat(entries),
        'hash-object',
        '-w',
        '-t',
        'tree',
        '--literally',
        '--stdin',
      );
      const commit = one.gitWith(
        `tree ${tree}\nparent ${first}\nauthor A <a@b> 0 +0000\ncommitter A <a@b> 0 +0000\n\nx`,
        'hash-object',
        '-w',
        '-t',
        'commit',
        '--literally',
        '--stdin',
      );
      await expect(compare(one, { base: 'main', head: commit })).rejects.toMatchObject({
        code: 'input-invalid',
      });
    }
  });

  it('stops at a tree bomb', async () => {
    const one = create();
    one.commit('first');
    const blob = one.gitWith('x', 'hash-object', '-w', '--stdin');
    let line = (name: string): string => `100644 blob ${blob}\t${name}\n`;
    for (let depth = 0; depth < 10; depth += 1) {
      const tree = one.gitWith(
        '0123456789'
          .split('')
          .map((name) => line(name))
          .join(''),
        'mktree',
      );
      line = (name) => `040000 tree ${tree}\t${name}\n`;
    }
    const tree = one.gitWith(line('x'), 'mktree');
    one.git('update-ref', 'refs/heads/bomb', one.git('commit-tree', '-p', 'main', '-m', 'x', tree));
    await expect(compare(one, { base: 'main', head: 'bomb' })).rejects.toMatchObject({
      code: 'too-much-to-read',
    });
  });
});

describe('revisions', () => {
  it('knows ids, short ids, full and short names, tags and expressions', async () => {
    const one = create();
    const first = one.commit('first');
    const second = one.commit('second fix');
    const third = one.commit('third');
    one.git('tag', '-a', '-m', 'x', 'v1', second);
    one.git('pack-refs', '--all');
    one.git('update-ref', 'refs/remotes/origin/x', first);
    const repository = await open(one.directory);
    const found = async (head: string) =>
      (await repository.compare({ base: first, head })).head.commit;
    for (const [text, oid] of [
      [third, third],
      [third.slice(0, 9), third],
      ['HEAD', third],
      ['@', third],
      ['main', third],
      ['refs/heads/main', third],
      ['heads/main', third],
      ['v1', second],
      ['refs/tags/v1', second],
      ['v1^{commit}', second],
      ['v1~1', first],
      ['HEAD~2', first],
      ['main^', second],
      ['main^1~1', first],
      ['main^{/fix}', second],
      ['origin/x', first],
      ['main@{0}', third],
      [':/second', second],
      ['@{1}', second],
      ['v1^0', second],
      ['main^{}', third],
    ] as const)
      expect(await found(text).catch((error: unknown) => error), text).toBe(oid);
  });

  it('treats names that look like options as names', async () => {
    const one = create();
    const first = one.commit('first');
    one.write('a', '1');
    const second = one.commit('second');
    one.git('update-ref', 'refs/heads/--output=x', first);
    const repository = await open(one.directory);
    expect((await repository.compare({ base: '--output=x', head: 'main' })).base.commit).toBe(
      first,
    );
    expect((await repository.compare({ base: '--output=x', head: second })).changed).toHaveLength(
      1,
    );
    for (const text of [
      '--output=y',
      '-h',
      '--help',
      '--output=y~1',
      '--all@{0}',
      '--exec=/bin/true',
      '^main',
      'main..feature',
      'main^@',
      'main^!',
      'main^{tree}',
      'main:a',
      ':a',
      '',
      'a b',
      'main\ninfo main',
      '../config',
      'refs/heads/../../config',
      'refs/heads/.',
      '^main@{0}',
      'HEAD~99',
      'HEAD^2',
      'x'.repeat(2000),
    ]) {
      await expect(repository.compare({ base: first, head: text }), text).rejects.toMatchObject({
        code: 'revision-unknown',
      });
    }
    expect(readdirSync(one.directory).sort()).toEqual(['.git', 'a']);
  });

  it('ambiguous-ref-name: refuses a name that means two commits', async () => {
    const one = create();
    const first = one.commit('first');
    one.commit('second');
    one.git('tag', 'main', first);
    const repository = await open(one.directory);
    await expect(repository.compare({ base: 'main', head: 'HEAD' })).rejects.toMatchObject({
      code: 'revision-ambiguous',
      help: 'type one of `refs/heads/main`, `refs/tags/main`',
    });
    expect(
      (await repository.compare({ base: 'refs/tags/main', head: 'refs/heads/main' })).commits,
    ).toHaveLength(1);
    one.git('tag', '-f', 'main', 'refs/heads/main');
    expect((await repository.compare({ base: 'main', head: 'HEAD' })).commits).toHaveLength(0);
  });

  it('ambiguous-ref-name: a branch called like an id is not that id', async () => {
    const one = create();
    const first = one.commit('first');
    const second = one.commit('second');
    one.git('update-ref', `refs/heads/${first}`, second);
    one.git('update-ref', `refs/heads/${first.slice(0, 8)}`, second);
    const repository = await open(one.directory);
    expect((await repository.compare({ base: first, head: 'main' })).base.commit).toBe(first);
    await expect(
      repository.compare({ base: first.slice(0, 8), head: 'main' }),
    ).rejects.toMatchObject({
      code: 'revision-ambiguous',
    });
  });

  it('helps with a misspelt branch', async () => {
    const one = create();
    one.commit('first');
    one.git('branch', 'feature/rotate');
    await expect(compare(one, { base: 'mian' })).rejects.toMatchObject({
      code: 'revision-unknown',
      message: 'there is no commit `mian`',
      help: 'did you mean `main`',
    });
    await expect(compare(one, { base: 'rotate' })).rejects.toMatchObject({
      help: 'did you mean `feature/rotate`',
    });
    await expect(compare(one, { base: '\u001b[31m`' })).rejects.toMatchObject({
      message: 'there is no commit `\\x1b[31m\\x60`',
    });
  });

  it('says that there is no commit yet', async () => {
    const one = create();
    one.write('a.yaml', 'a');
    await expect(compare(one, {})).rejects.toMatchObject({ code: 'revision-unknown' });
    await expect(compare(one, { base: 'HEAD', head: 'HEAD' })).rejects.toMatchObject({
      code: 'revision-unknown',
      message: '`refs/heads/main` has no commit yet',
    });
  });

  it('takes the upstream default branch as base, then the usual names', async () => {
    const upstream = create();
    upstream.commit('first');
    upstream.git('checkout', '-q', '-b', 'trunk');
    const trunk = upstream.commit('on trunk');
    const one = create({ clone: upstream.directory });
    expect((await compare(one, {})).base).toMatchObject({
      name: 'refs/remotes/origin/trunk',
      commit: trunk,
    });
    one.git('remote', 'rename', 'origin', 'elsewhere');
    expect((await compare(one, {})).base.name).toBe('refs/remotes/elsewhere/trunk');
    one.git('symbolic-ref', '-d', 'refs/remotes/elsewhere/HEAD');
    await expect(compare(one, {})).rejects.toMatchObject({
      code: 'base-unknown',
      help: 'name what the change would land on with `--base REV`',
    });
    one.git('branch', 'master', 'HEAD');
    expect((await compare(one, {})).base.name).toBe('refs/heads/master');
    one.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    expect((await compare(one, {})).base.name).toBe('refs/remotes/origin/main');
  });

  it('explains a shallow clone', async () => {
    const upstream = create();
    const first = upstream.commit('first');
    upstream.branch('feature');
    upstream.commit('second');
    upstream.commit('third');
    const url = `file://${upstream.directory}`;
    const one = create({ clone: url, cloneOptions: ['--depth=1', '--no-single-branch'] });
    const expected = {
      code: 'shallow-clone',
      help: expect.stringContaining('fetch-depth: 0') as string,
    };
    await expect(compare(one, { base: 'origin/main', head: 'HEAD' })).rejects.toMatchObject(
      expected,
    );
    await expect(
      compare(one, { base: first.replace(/.$/, '0'), head: 'HEAD' }),
    ).rejects.toMatchObject(expected);
    await expect(compare(one, { base: 'HEAD~1', head: 'HEAD' })).rejects.toMatchObject(expected);
    const deeper = create({ clone: url, cloneOptions: ['--depth=3', '--no-single-branch'] });
    const result = await compare(deeper, { base: 'origin/main', head: 'HEAD' });
    expect(result.commits).toHaveLength(2);
  });

  it('reads messages in the encoding that they name', async () => {
    const one = create();
    const first = one.commit('first');
    const tree = one.git('rev-parse', 'HEAD^{tree}');
    const commit = (encoding: string, bytes: string): string =>
      one.gitWith(
        Buffer.from(
          `tree ${tree}\nparent ${first}\nauthor J\xf6rg <j@x> 0 +0000\ncommitter A <a@b> 0 +0000\n${encoding}\n${bytes}`,
          'latin1',
        ),
        'hash-object',
        '-w',
        '-t',
        'commit',
        '--literally',
        '--stdin',
      );
    const repository = await open(one.directory);
    const read = async (head: string) =>
      (await repository.compare({ base: first, head })).commits[0];
    expect(await read(commit('encoding ISO-8859-1\n', 'gr\xfc\xdfe'))).toMatchObject({
      message: 'grüße',
      author: { name: 'Jörg', email: 'j@x' },
    });
    expect(await read(commit('encoding nonsense\n', 'gr\xfc'))).toMatchObject({
      message: 'gr\ufffd',
    });
    expect(await read(commit('', 'parent 1\n'))).toMatchObject({
      message: 'parent 1\n',
      parents: [first],
    });
  });
});

describe('places', () => {
  it('starts in a subdirectory, in a linked worktree and in a bare repository', async () => {
    const one = create();
    one.write('deep/a.yaml', '1');
    const first = one.commit('first');
    one.git('worktree', 'add', '-q', '-b', 'linked', '../linked');
    writeFileSync(join(one.directory, '../linked/deep/a.yaml'), '2');
    const inside = await (await open(join(one.directory, 'deep'))).compare({ base: 'main' });
    expect(inside.head).toEqual({ name: 'refs/heads/main', commit: first, workingTree: true });
    const linked = await (
      await open(join(one.directory, '../linked/deep'))
    ).compare({ base: 'main' });
    expect(linked.head).toEqual({ name: 'refs/heads/linked', commit: null, workingTree: true });
    expect(lines(linked.changed)).toEqual(['100644 100644 deep/a.yaml']);
    const bare = create({ clone: one.directory, cloneOptions: ['--bare'] });
    expect((await compare(bare, { base: 'main', head: 'linked' })).changed).toEqual([]);
    await expect(compare(bare, { base: 'main' })).rejects.toMatchObject({
      code: 'revision-unknown',
      help: 'name what would land with `--head REV`',
    });
  });

  it('follows alternates of alternates, and odd directory names', async () => {
    const one = create();
    one.write('a', '1');
    one.commit('first');
    one.git('clone', '-q', '--shared', one.directory, join(one.directory, '..', 'sh"ared\n# #1 ü'));
    const directory = join(one.directory, '..', 'sh"ared\n# #1 ü');
    const result = await (await open(directory)).compare({ base: 'main', head: 'HEAD' });
    expect(result.changed).toEqual([]);
  });

  it('works with sha256', async () => {
    const one = create({ objectFormat: 'sha256' });
    one.write('a.yaml', '1\n2\n3\n');
    one.write('b.yaml', '1\n');
    one.commit('first');
    one.branch('feature');
    one.write('b.yaml', '2\n');
    one.commit('second');
    one.checkout('main');
    one.write('c', '1');
    one.commit('third');
    one.checkout('feature');
    one.write('d.yaml', 'needle');
    one.remove('a.yaml');
    const repository = await open(one.directory);
    const result = await repository.compare({});
    expect(lines(result.changed)).toEqual([
      '100644 - a.yaml',
      '100644 100644 b.yaml',
      '- 100644 d.yaml',
    ]);
    const oids = result.changed
      .flatMap((entry) => [entry.base?.oid, entry.head?.oid])
      .filter((oid) => oid !== undefined);
    expect((await repository.readBlobs(oids, 100)).size).toBe(4);
    const tree = result.merge.kind === 'clean' ? result.merge.tree : '';
    expect(await repository.findFiles(tree, ['needle'])).toHaveLength(1);
  });

  it('says that a directory is in no repository', async () => {
    await expect(openRepository(temporaryDirectory)).rejects.toMatchObject({
      code: 'not-a-repository',
    });
    await expect(openRepository('/nonexistent/x')).rejects.toMatchObject({
      code: 'not-a-repository',
      message: '`/nonexistent/x` is not in a git repository',
    });
  });

  it('says that git is missing or too old', async () => {
    const one = create();
    one.commit('first');
    const path = process.env['PATH'];
    const directory = mkdtempSync(join(tmpdir(), 'jitl-path-'));
    try {
      process.env['PATH'] = directory;
      await expect(compare(one, { base: 'main', head: 'main' })).rejects.toMatchObject({
        code: 'git-not-found',
      });
      await expect(compare(one, { base: 'main' })).rejects.toMatchObject({ code: 'git-not-found' });
      const script =
        '#!/bin/sh\ncase "$*" in *version) echo git version 2.30.2;; *) echo usage >&2; exit 129;; esac\n';
      writeFileSync(join(directory, 'git'), script, { mode: 0o755 });
      await expect(compare(one, { base: 'main', head: 'main' })).rejects.toMatchObject({
        code: 'git-too-old',
        message: 'git 2.30.2 cannot merge without a checkout, 2.38 or later is needed',
      });
      writeFileSync(
        join(directory, 'git'),
        '#!/bin/sh\nprintf "fatal: \\033[31mred\\n" >&2; exit 3\n',
        { mode: 0o755 },
      );
      await expect(compare(one, { base: 'main', head: 'main' })).rejects.toMatchObject({
        code: 'git-failed',
        message: 'git `cat-file` failed with `fatal: \\x1b[31mred`',
      });
    } finally {
      process.env['PATH'] = path;
      rmSync(directory, { recursive: true });
    }
  });
});
