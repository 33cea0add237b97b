import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openRepository } from '../../src/adapters/git/repository.ts';
import type { Comparison, Repository } from '../../src/ports.ts';
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

async function check(one: TestRepository): Promise<{ repository: Repository; result: Comparison }> {
  const repository = await openRepository(one.directory, { temporaryDirectory });
  opened.push(repository);
  return { repository, result: await repository.compare({ base: 'main' }) };
}

function lines({ changed }: Comparison): string[] {
  return changed.map(({ base, head, path }) => `${base?.mode ?? '-'} ${head?.mode ?? '-'} ${path}`);
}

async function headText(
  { repository, result }: { repository: Repository; result: Comparison },
  path: string,
): Promise<string> {
  const oid = result.changed.find((entry) => entry.path === path)?.head?.oid ?? '';
  const blob = (await repository.readBlobs([oid], 1e6)).get(oid);
  return blob?.kind === 'bytes' ? Buffer.from(blob.bytes).toString('latin1') : '';
}

describe('the working tree as head', () => {
  it('is HEAD where nothing is uncommitted', async () => {
    const one = create();
    one.write('a.yaml', 'a\n');
    one.commit('first');
    one.branch('feature');
    one.write('b.yaml', 'b\n');
    const head = one.commit('second');
    const { result } = await check(one);
    expect(result.head).toEqual({ name: 'refs/heads/feature', commit: head, workingTree: true });
    expect(result.notes).toEqual([]);
    expect(lines(result)).toEqual(['- 100644 b.yaml']);
    expect(result.commits).toHaveLength(1);
  });

  it('has staged, modified, deleted, untracked, linked and executable files', async () => {
    const one = create();
    for (const name of [
      'staged',
      'both',
      'modified',
      'deleted',
      'rm',
      'run',
      'link',
      'was/dir',
      'same',
    ]) {
      one.write(`${name}.yaml`, `${name}\n`);
    }
    one.write('.gitignore', 'ignored.yaml\n');
    one.commit('first');
    one.branch('feature');
    one.write('committed.yaml', 'x\n');
    one.commit('second');
    one.write('staged.yaml', 'staged 2\n');
    one.write('both.yaml', 'index\n');
    one.git('add', 'staged.yaml', 'both.yaml');
    one.git('rm', '-q', 'rm.yaml');
    one.write('both.yaml', 'disk\n');
    one.write('modified.yaml', 'modified 2\n');
    one.remove('deleted.yaml');
    one.write('run.yaml', 'run\n', { executable: true });
    one.remove('link.yaml');
    one.link('link.yaml', '/etc/passwd');
    one.remove('was');
    one.write('was', 'now a file\n');
    one.write('same.yaml', 'same\n');
    one.git('add', '--intent-to-add', 'was');
    one.write('new/un tracked\n.YML.j2', 'new\n');
    one.link('new/link.yaml', '../../outside');
    one.write('ignored.yaml', 'ignored\n');
    one.write('notes.txt', 'no manifest\n');
    one.write('x/.jitl/anything', 'policy\n');
    one.write('.jitl/policy.cel', 'policy\n');
    one.write('docs/CODEOWNERS', '* @a\n');
    const checked = await check(one);
    expect(lines(checked.result)).toEqual([
      '- 100644 .jitl/policy.cel',
      '100644 100644 both.yaml',
      '- 100644 committed.yaml',
      '100644 - deleted.yaml',
      '- 100644 docs/CODEOWNERS',
      '100644 120000 link.yaml',
      '100644 100644 modified.yaml',
      '- 120000 new/link.yaml',
      '- 100644 new/un tracked\n.YML.j2',
      '100644 - rm.yaml',
      '100644 100755 run.yaml',
      '100644 100644 staged.yaml',
      '- 100644 was',
      '100644 - was/dir.yaml',
      '- 100644 x/.jitl/anything',
    ]);
    expect(checked.result.head).toEqual({
      name: 'refs/heads/feature',
      commit: null,
      workingTree: true,
    });
    expect(checked.result.notes).toEqual([
      'the working tree has uncommitted changes, and they were compared too (6 not staged, 5 untracked)',
    ]);
    expect(checked.result.commits.map((commit) => commit.message)).toEqual(['second\n']);
    expect(await headText(checked, 'both.yaml')).toBe('disk\n');
    expect(await headText(checked, 'link.yaml')).toBe('/etc/passwd');
    expect(await headText(checked, 'staged.yaml')).toBe('staged 2\n');
  });

  it('merges uncommitted changes with a base that has moved on', async () => {
    const one = create();
    one.write('a.yaml', '1\n2\n3\n4\n5\n6\n7\n');
    one.commit('first');
    one.git('branch', 'feature');
    one.write('a.yaml', 'one\n2\n3\n4\n5\n6\n7\n');
    one.commit('second');
    one.checkout('feature');
    one.write('a.yaml', '1\n2\n3\n4\n5\n6\nseven\n');
    const checked = await check(one);
    expect(await headText(checked, 'a.yaml')).toBe('one\n2\n3\n4\n5\n6\nseven\n');
    one.write('a.yaml', 'uno\n2\n3\n4\n5\n6\n7\n');
    expect((await check(one)).result.merge).toEqual({ kind: 'conflict', paths: ['a.yaml'] });
  });

  it('refuses an unmerged index', async () => {
    const one = create();
    one.write('a.yaml', '1\n');
    one.commit('first');
    one.branch('feature');
    one.write('a.yaml', '2\n');
    one.commit('second');
    one.checkout('main');
    one.write('a.yaml', '3\n');
    one.commit('third');
    expect(() => one.git('merge', 'feature')).toThrow();
    await expect(check(one)).rejects.toMatchObject({
      code: 'worktree-unmerged',
      message: '`a.yaml` is in conflict, 1 path(s) in all',
    });
  });

  it('finds a change in the second in which the index was written', async () => {
    const one = create();
    one.write('a.yaml', 'rank: user1\n');
    one.commit('first');
    const file = join(one.directory, 'a.yaml');
    const index = join(one.directory, '.git/index');
    const second = (time: number): number => Math.floor(time / 1000);
    // Same size, and the times that git compares (whole seconds) are the same: only comparing with
    // the time of the index tells. Tried until no second has passed in between.
    const isRacy = (): boolean => {
      one.write('a.yaml', 'rank: user1\n');
      one.git('update-index', '--refresh');
      const before = statSync(file);
      writeFileSync(file, 'rank: admin\n');
      const after = statSync(file);
      return (
        second(before.mtimeMs) === second(after.mtimeMs) &&
        second(before.ctimeMs) === second(after.ctimeMs) &&
        second(statSync(index).mtimeMs) === second(after.mtimeMs)
      );
    };
    await expect.poll(isRacy, { timeout: 30_000, interval: 10 }).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(lines((await check(one)).result)).toEqual(['100644 100644 a.yaml']);
  });

  it('reads the bytes on disk, whatever attributes say', async () => {
    const one = create();
    one.write(
      '.gitattributes',
      '*.yaml text eol=lf ident working-tree-encoding=UTF-16LE filter=x\n',
    );
    one.git('config', 'filter.x.clean', 'cat');
    one.write('a.yaml', Buffer.from('a\n', 'utf16le'));
    one.commit('first');
    one.write('a.yaml', 'b: $Id: x $\r\n');
    one.write('n.yaml', '\xff\r\n');
    const checked = await check(one);
    expect(await headText(checked, 'a.yaml')).toBe('b: $Id: x $\r\n');
    expect(await headText(checked, 'n.yaml')).toBe('\xc3\xbf\r\n');
  });

  it('takes an untouched checkout with other line endings as unchanged', async () => {
    const one = create();
    one.write('.gitattributes', '*.yaml text eol=crlf\n');
    one.write('a.yaml', 'a\r\nb\r\n');
    one.commit('first');
    expect(lines((await check(one)).result)).toEqual([]);
  });

  it('reads nothing through a link that has replaced a directory', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'jitl-outside-'));
    writeFileSync(join(outside, 'secret.yaml'), 'password: x\n');
    const one = create();
    one.write('dir/secret.yaml', 'x\n');
    one.commit('first');
    one.remove('dir');
    one.link('dir', outside);
    one.link('fresh', outside);
    expect(lines((await check(one)).result)).toEqual(['100644 - dir/secret.yaml']);
    rmSync(outside, { recursive: true });
  });

  it('is not held up by a pipe', async () => {
    const one = create();
    one.write('a.yaml', 'x\n');
    one.commit('first');
    one.remove('a.yaml');
    execFileSync('mkfifo', [join(one.directory, 'a.yaml'), join(one.directory, 'b.yaml')]);
    expect(lines((await check(one)).result)).toEqual(['100644 - a.yaml']);
  });

  it('counts a submodule by the commit that is checked out, and leaves nested repositories alone', async () => {
    const other = create();
    const before = other.commit('one');
    const after = other.commit('two');
    const one = create();
    one.git('submodule', '--quiet', 'add', other.directory, 'sub');
    one.git('-C', 'sub', 'checkout', '-q', before);
    one.commit('first');
    expect(lines((await check(one)).result)).toEqual([]);
    one.git('-C', 'sub', 'checkout', '-q', after);
    one.git('init', '-q', 'nested');
    one.git('-C', 'nested', 'commit', '-q', '--allow-empty', '-m', 'x');
    one.write('nested/a.yaml', 'x\n');
    const { result } = await check(one);
    expect(result.changed).toEqual([
      {
        path: 'sub',
        decodable: true,
        base: { mode: '160000', oid: before },
        head: { mode: '160000', oid: after },
      },
    ]);
  });

  it('understands split and sparse indexes and names that are no UTF-8', async () => {
    const one = create();
    one.write('in/a.yaml', 'a\n');
    one.write('out/b.yaml', 'b\n');
    one.commit('first');
    one.git('sparse-checkout', 'set', '--sparse-index', 'in');
    one.write('in/a.yaml', 'a2\n');
    expect(lines((await check(one)).result)).toEqual(['100644 100644 in/a.yaml']);
    one.git('sparse-checkout', 'disable');
    one.git('update-index', '--split-index');
    one.write('out/b.yaml', 'b2\n');
    writeFileSync(
      Buffer.concat([Buffer.from(`${one.directory}/`), Buffer.from([0xff]), Buffer.from('.yaml')]),
      'x',
    );
    const { result } = await check(one);
    expect(lines(result)).toEqual([
      '- 100644 \\xff.yaml',
      '100644 100644 in/a.yaml',
      '100644 100644 out/b.yaml',
    ]);
  });

  it('compares the commit where nothing is checked out', async () => {
    const upstream = create();
    upstream.write('a.yaml', 'a\n');
    upstream.commit('first');
    const one = create({ clone: upstream.directory, cloneOptions: ['--no-checkout'] });
    const { result } = await check(one);
    expect(result.notes).toEqual(['nothing is checked out, so the commit was compared']);
    expect(result.changed).toEqual([]);
  });

  it('stores a large file without holding it', async () => {
    const one = create();
    one.write('big.yaml', 'x\n');
    one.commit('first');
    one.write('big.yaml', Buffer.alloc(50 * 1024 * 1024, 'abc\n'));
    const { repository, result } = await check(one);
    const oid = result.changed[0]?.head?.oid ?? '';
    expect(oid).toBe(one.git('hash-object', '--no-filters', 'big.yaml'));
    expect((await repository.readBlobs([oid], 1e6)).get(oid)).toEqual({
      kind: 'too-large',
      size: 50 * 1024 * 1024,
    });
    const whole = (await repository.readBlobs([oid], 1e8)).get(oid);
    expect(whole?.kind).toBe('bytes');
  });

  it('honours .gitignore and info/exclude', async () => {
    const one = create();
    one.commit('first');
    one.write('.gitignore', '/gen/\n');
    mkdirSync(join(one.directory, '.git/info'), { recursive: true });
    appendFileSync(join(one.directory, '.git/info/exclude'), 'mine.yaml\n');
    one.write('gen/a.yaml', '1');
    one.write('mine.yaml', '1');
    one.write('theirs.yaml', '1');
    expect(lines((await check(one)).result)).toEqual(['- 100644 theirs.yaml']);
  });
});
