import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openRepository } from '../../src/adapters/git/repository.ts';
import type { Repository } from '../../src/ports.ts';
import {
  createRepository,
  testEnvironment,
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

async function open(one: TestRepository): Promise<Repository> {
  const repository = await openRepository(one.directory, { temporaryDirectory });
  opened.push(repository);
  return repository;
}

/** A base that has moved on, a feature branch, and uncommitted changes on it. */
function busy(options?: TestRepositoryOptions): TestRepository {
  const one = create(options);
  one.write('a.yaml', '1\n2\n3\n4\n5\n6\n7\n8\n');
  one.write('b.yaml', 'b\n');
  one.commit('first');
  one.branch('feature');
  one.write('a.yaml', '1\n2\n3\n4\n5\n6\n7\neight\n');
  one.commit('second');
  one.checkout('main');
  one.write('a.yaml', 'one\n2\n3\n4\n5\n6\n7\n8\n');
  one.commit('third');
  one.checkout('feature');
  one.write('b.yaml', 'b2\n');
  one.write('c.yaml', 'name: needle\n');
  return one;
}

/** Everything that the port offers. */
async function useAll(one: TestRepository): Promise<void> {
  const repository = await open(one);
  for (const request of [
    {},
    { base: 'main', head: 'feature' },
    { base: 'main@{0}', head: ':/second' },
  ]) {
    const result = await repository.compare(request);
    expect(result.merge.kind).toBe('clean');
    const tree = result.merge.kind === 'clean' ? result.merge.tree : '';
    const files = await repository.listTree(tree, ['']);
    await repository.readBlobs(
      files.filter((file) => file.mode !== '160000').map((file) => file.oid),
      1e6,
    );
    await repository.findFiles(tree, ['needle']);
    await repository.findFiles(
      tree,
      Array.from({ length: 50 }, (_, at) => `needle${at}`),
    );
  }
  await repository.close();
}

function looseFile(one: TestRepository, oid: string): string {
  return join(one.directory, '.git/objects', oid.slice(0, 2), oid.slice(2));
}

/** Puts other content under an id, as a poisoned cache or a malicious clone would. */
function forge(one: TestRepository, oid: string, type: string, content: Buffer): void {
  const path = looseFile(one, oid);
  chmodSync(path, 0o644);
  writeFileSync(
    path,
    deflateSync(Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content])),
  );
}

function listing(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    const { mode, mtimeMs, ctimeMs } = lstatSync(path);
    const facts = `${path} ${mode} ${mtimeMs} ${ctimeMs}`;
    if (entry.isDirectory()) return [facts, ...listing(path)];
    const bytes = entry.isSymbolicLink() ? readlinkSync(path) : readFileSync(path);
    return [`${facts} ${createHash('sha1').update(bytes).digest('hex')}`];
  });
}

describe('hostile-git-config', () => {
  /** Arms a repository with every setting that can name a program. */
  function arm(one: TestRepository, canary: string): void {
    const script = join(one.directory, '.git/canary.sh');
    writeFileSync(script, `#!/bin/sh\necho "$0 $*" >> ${canary}\ncat\nexit 1\n`, { mode: 0o755 });
    const hooks = join(one.directory, '.git/hooks');
    mkdirSync(hooks, { recursive: true });
    const events = [
      'post-index-change',
      'reference-transaction',
      'post-checkout',
      'fsmonitor-watchman',
      'pre-auto-gc',
    ];
    for (const name of events)
      writeFileSync(join(hooks, name), readFileSync(script), { mode: 0o755 });
    for (const [key, value] of [
      ['core.fsmonitor', script],
      ['core.hooksPath', hooks],
      ['core.pager', script],
      ['core.editor', script],
      ['core.sshCommand', script],
      ['core.askPass', script],
      ['core.gitProxy', script],
      ['core.alternateRefsCommand', script],
      ['pager.diff', script],
      ['gpg.program', script],
      ['log.showSignature', 'true'],
      ['diff.external', script],
      ['diff.x.textconv', script],
      ['diff.x.command', script],
      ['merge.x.driver', `${script} %A`],
      ['merge.default', 'x'],
      ['filter.x.clean', script],
      ['filter.x.smudge', script],
      ['filter.x.process', script],
      ['filter.x.required', 'true'],
      ['credential.helper', script],
      ['uploadpack.packObjectsHook', script],
      ['alias.cat-file', `!${script}`],
      ['alias.rev-parse', `!${script}`],
      ['sequence.editor', script],
    ])
      one.git('config', key ?? '', value ?? '');
    const attributes = '* diff=x merge=x filter=x text ident\n';
    writeFileSync(join(one.directory, '.git/info/attributes'), attributes);
    writeFileSync(join(one.directory, '.gitattributes'), attributes);
  }

  it('runs no program that the repository names', async () => {
    const one = busy();
    const canary = join(one.directory, '../canary');
    mkdirSync(join(one.directory, '.git/info'), { recursive: true });
    arm(one, canary);
    // The trap works: git itself springs it.
    spawnSync('git', ['diff-tree', '-r', 'main', 'feature'], {
      cwd: one.directory,
      env: testEnvironment(),
    });
    expect(existsSync(canary)).toBe(true);
    rmSync(canary);
    await useAll(one);
    expect(existsSync(canary)).toBe(false);
  });

  it('ignores what the environment of the caller says', async () => {
    const one = busy();
    const canary = join(one.directory, '../canary');
    const script = join(one.directory, '../canary.sh');
    writeFileSync(script, `#!/bin/sh\ntouch ${canary}\n`, { mode: 0o755 });
    const hostile = {
      GIT_DIR: '/nonexistent',
      GIT_WORK_TREE: '/nonexistent',
      GIT_EXTERNAL_DIFF: script,
      GIT_SSH_COMMAND: script,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: script,
      GIT_TRACE: canary,
      GIT_OBJECT_DIRECTORY: '/nonexistent',
      GIT_EXEC_PATH: '/nonexistent',
      GIT_PAGER: script,
    };
    Object.assign(process.env, hostile);
    try {
      await useAll(one);
    } finally {
      for (const name of Object.keys(hostile)) delete process.env[name];
    }
    expect(existsSync(canary)).toBe(false);
  });

  it('does not start git inside a submodule', async () => {
    const other = create();
    other.write('x', '1');
    other.commit('one');
    const one = busy();
    one.git('submodule', '--quiet', 'add', other.directory, 'sub');
    one.commit('with a submodule');
    const canary = join(one.directory, '../canary');
    const script = join(one.directory, '../canary.sh');
    writeFileSync(script, `#!/bin/sh\ntouch ${canary}\n`, { mode: 0o755 });
    one.git('-C', 'sub', 'config', 'core.fsmonitor', script);
    one.git('-C', 'sub', 'config', 'filter.x.clean', script);
    const modules = join(one.directory, '.git/modules/sub/info');
    mkdirSync(modules, { recursive: true });
    writeFileSync(join(modules, 'attributes'), '* filter=x\n');
    one.write('sub/x', '2');
    one.git('status');
    expect(existsSync(canary)).toBe(true);
    rmSync(canary);
    await useAll(one);
    expect(existsSync(canary)).toBe(false);
  });

  it('lazy-fetch: a partial clone is not completed', async () => {
    const upstream = busy();
    upstream.commit('all');
    upstream.git('config', 'uploadpack.allowFilter', 'true');
    const one = create({
      clone: `file://${upstream.directory}`,
      cloneOptions: ['--filter=blob:none', '--no-checkout'],
    });
    const canary = join(one.directory, '../canary');
    const script = join(one.directory, '../canary.sh');
    writeFileSync(script, `#!/bin/sh\ntouch ${canary}\nexec git-upload-pack "$@"\n`, {
      mode: 0o755,
    });
    one.git('config', 'remote.origin.uploadpack', script);
    const repository = await open(one);
    const expected = {
      code: 'object-missing',
      help: expect.stringContaining('partial clone') as string,
    };
    await expect(repository.compare({ base: 'origin/main', head: 'HEAD' })).rejects.toMatchObject(
      expected,
    );
    const tree = one.git('rev-parse', 'HEAD^{tree}');
    const oids = (await repository.listTree(tree, [''])).map((file) => file.oid);
    await expect(repository.readBlobs(oids, 1000)).rejects.toMatchObject(expected);
    await expect(repository.findFiles(tree, ['needle'])).rejects.toMatchObject(expected);
    expect(existsSync(canary)).toBe(false);
  });
});

describe('a store that lies', () => {
  it('forged blob, tree and commit objects are refused', async () => {
    const one = busy();
    one.commit('all');
    const repository = await open(one);
    const blob = one.git('rev-parse', 'HEAD:b.yaml');
    const tree = one.git('rev-parse', 'HEAD^{tree}');
    const good = await repository.readBlobs([blob], 100);
    expect([...good.keys()]).toEqual([blob]);
    forge(one, blob, 'blob', Buffer.from('rank: admin\n'));
    const expected = { code: 'object-forged', help: expect.stringContaining('git fsck') as string };
    await expect(repository.readBlobs([blob], 100)).rejects.toMatchObject(expected);
    const many = Array.from({ length: 41 }, (_, at) => `x${at}`);
    await expect(repository.findFiles(tree, many)).rejects.toMatchObject(expected);
    forge(one, blob, 'tree', Buffer.from(''));
    await expect(repository.readBlobs([blob], 100)).rejects.toMatchObject(expected);
    forge(one, tree, 'tree', Buffer.from(''));
    await expect(repository.listTree(tree, [''])).rejects.toMatchObject(expected);
    await expect(repository.compare({ base: 'main', head: 'feature' })).rejects.toMatchObject(
      expected,
    );
    const head = one.git('rev-parse', 'HEAD');
    forge(
      one,
      head,
      'commit',
      Buffer.from(`tree ${tree}\nauthor A <a@b> 0 +0000\ncommitter A <a@b> 0 +0000\n\nx`),
    );
    await expect(repository.compare({ base: 'main', head: 'feature' })).rejects.toMatchObject(
      expected,
    );
  });

  it('a damaged object is an error', async () => {
    const one = busy();
    one.commit('all');
    const blob = one.git('rev-parse', 'HEAD:b.yaml');
    chmodSync(looseFile(one, blob), 0o644);
    writeFileSync(looseFile(one, blob), 'garbage');
    await expect((await open(one)).readBlobs([blob], 100)).rejects.toMatchObject({
      code: expect.stringMatching(/object-(missing|forged)/) as string,
    });
  });

  it('a forged commit cannot make the base contain the head', async () => {
    const one = create();
    const first = one.commit('first');
    one.branch('feature');
    one.write('evil.yaml', 'rank: admin\n');
    const head = one.commit('evil');
    one.checkout('main');
    const second = one.commit('second');
    one.commit('third');
    const tree = one.git('rev-parse', `${first}^{tree}`);
    const content = `tree ${tree}\nparent ${first}\nparent ${head}\nauthor A <a@b> 1767312060 +0000\ncommitter A <a@b> 1767312060 +0000\n\nx`;
    forge(one, second, 'commit', Buffer.from(content));
    // Git believes it: nothing is left to merge.
    expect(one.git('merge-base', 'main', 'feature')).toBe(head);
    await expect(
      (await open(one)).compare({ base: 'main', head: 'feature' }),
    ).rejects.toMatchObject({
      code: 'object-forged',
    });
  });

  it('a forged tree of the merge base cannot make a change vanish in the merge', async () => {
    const one = busy();
    one.commit('all');
    const first = one.git('merge-base', 'main', 'feature');
    const oldTree = one.git('rev-parse', `${first}^{tree}`);
    const raw = execFileSync('git', ['cat-file', 'tree', 'feature^{tree}'], {
      cwd: one.directory,
      env: testEnvironment(),
    });
    forge(one, oldTree, 'tree', raw);
    await expect(
      (await open(one)).compare({ base: 'main', head: 'feature' }),
    ).rejects.toMatchObject({
      code: 'object-forged',
    });
  });

  it('a forged blob of the merge base is refused', async () => {
    const one = busy();
    one.commit('all');
    const first = one.git('merge-base', 'main', 'feature');
    forge(
      one,
      one.git('rev-parse', `${first}:a.yaml`),
      'blob',
      Buffer.from('1\n2\n3\n4\n5\n6\n7\neight\n'),
    );
    await expect(
      (await open(one)).compare({ base: 'main', head: 'feature' }),
    ).rejects.toMatchObject({
      code: 'object-forged',
    });
  });

  it('replace-refs-and-grafts are reported and have no effect', async () => {
    const one = busy();
    one.commit('all');
    const clean = await (await open(one)).compare({ base: 'main', head: 'feature' });
    expect(clean.notes).toEqual([]);
    const head = one.git('rev-parse', 'feature');
    one.git('replace', head, one.git('rev-parse', 'main'));
    mkdirSync(join(one.directory, '.git/info'), { recursive: true });
    writeFileSync(join(one.directory, '.git/info/grafts'), `${head}\n`);
    const result = await (await open(one)).compare({ base: 'main', head: 'feature' });
    expect(result.notes).toEqual(['1 replace ref(s) were ignored', 'the grafts file was ignored']);
    expect({ ...result, notes: [] }).toEqual(clean);
    expect(
      (await (await open(one)).compare({ base: 'main@{0}', head: 'feature@{0}' })).changed,
    ).toEqual(clean.changed);
  });

  it('a commit-graph of the other side is not read', async () => {
    const one = busy();
    one.commit('all');
    const clean = await (await open(one)).compare({ base: 'main', head: 'feature' });
    one.git('commit-graph', 'write', '--reachable');
    const graph = join(one.directory, '.git/objects/info/commit-graph');
    const bytes = readFileSync(graph);
    chmodSync(graph, 0o644);
    writeFileSync(graph, bytes.fill(0xff, 60));
    expect(await (await open(one)).compare({ base: 'main', head: 'feature' })).toEqual(clean);
  });
});

describe('places', () => {
  it('embedded-bare-repository: it is entered only where it is named', async () => {
    const one = busy();
    const canary = join(one.directory, '../canary');
    const embedded = join(one.directory, 'vendor/bare');
    one.git('clone', '-q', '--bare', one.directory, embedded);
    appendFileSync(
      join(embedded, 'config'),
      `[core]\n\tfsmonitor = "touch ${canary};"\n\tbare = false\n\tworktree = ..\n`,
    );
    mkdirSync(join(embedded, 'deep'));
    for (const [start, directory] of [
      ['named', join(embedded, 'deep')],
      ['anywhere', embedded],
    ] as const) {
      const repository = await openRepository(directory, { temporaryDirectory, start });
      opened.push(repository);
      expect((await repository.compare({ base: 'main' })).head.workingTree).toBe(true);
    }
    const repository = await openRepository(embedded, { temporaryDirectory });
    opened.push(repository);
    await expect(repository.compare({ base: 'main' })).rejects.toMatchObject({
      code: 'revision-unknown',
    });
    expect(existsSync(canary)).toBe(false);
  });

  it('safe-directory: a checkout of somebody else is read without trusting it', async () => {
    const one = busy();
    if (process.getuid?.() !== 0) return;
    execFileSync('chown', ['-R', '12345:12345', dirname(one.directory)]);
    const status = () =>
      execFileSync('git', ['status'], {
        cwd: one.directory,
        env: testEnvironment(),
        stdio: 'pipe',
      });
    expect(status).toThrow(/dubious ownership/);
    await useAll(one);
  });

  it('writes nothing into the repository or the work tree', async () => {
    const one = busy();
    one.git('config', 'core.untrackedCache', 'true');
    const before = listing(one.directory);
    await useAll(one);
    expect(listing(one.directory)).toEqual(before);
  });

  it('removes its directory, also after an error and while commands run', async () => {
    const one = busy();
    const failing = await open(one);
    await expect(failing.compare({ base: 'nope' })).rejects.toThrow();
    await failing.close();
    await failing.close();
    const busyOne = await open(one);
    const comparing = busyOne.compare({ base: 'main' }).catch((error: unknown) => error);
    expect(readdirSync(temporaryDirectory)).toHaveLength(1);
    expect(
      lstatSync(join(temporaryDirectory, readdirSync(temporaryDirectory)[0] ?? '')).mode & 0o777,
    ).toBe(0o700);
    await busyOne.close();
    await comparing;
    expect(readdirSync(temporaryDirectory)).toEqual([]);
  });

  it('starts few processes', async () => {
    const one = busy();
    const directory = mkdtempSync(join(tmpdir(), 'jitl-path-'));
    const log = join(directory, 'log');
    const real = execFileSync('which', ['git']).toString().trim();
    writeFileSync(join(directory, 'git'), `#!/bin/sh\necho "$*" >> ${log}\nexec ${real} "$@"\n`, {
      mode: 0o755,
    });
    const path = process.env['PATH'] ?? '';
    const count = async (request: { base?: string; head?: string }): Promise<string[]> => {
      rmSync(log, { force: true });
      process.env['PATH'] = `${directory}:${path}`;
      try {
        const repository = await open(one);
        const { changed } = await repository.compare(request);
        await repository.readBlobs(
          changed.flatMap((entry) => entry.head?.oid ?? []),
          1e6,
        );
        await repository.close();
      } finally {
        process.env['PATH'] = path;
      }
      const lines = readFileSync(log, 'utf8').trim().split('\n');
      for (const line of lines) expect(line).not.toContain('safe.directory');
      return lines
        .map((line) => /(?:^| )([a-z]+-[a-z]+)(?= |$)/.exec(line.replace(/-c \S+/g, ''))?.[1] ?? '')
        .sort();
    };
    expect(await count({ base: 'main', head: 'feature' })).toEqual(['cat-file', 'merge-tree']);
    expect(await count({ base: 'main~1', head: 'feature' })).toEqual(['cat-file']);
    expect(await count({ base: 'main' })).toEqual([
      'cat-file',
      'diff-files',
      'ls-files',
      'merge-tree',
      'update-index',
      'write-tree',
      'write-tree',
    ]);
    one.commit('all');
    expect(await count({ base: 'main~1' })).toEqual([
      'cat-file',
      'diff-files',
      'ls-files',
      'write-tree',
    ]);
    rmSync(directory, { recursive: true });
  });
});

describe('reading', () => {
  it('never loads a blob beyond the limit', async () => {
    const one = create();
    one.write('big.yaml', Buffer.alloc(50 * 1024 * 1024, 'abc\n'));
    one.write('small.yaml', 'x: y\n');
    one.commit('first');
    const repository = await open(one);
    const big = one.git('rev-parse', 'HEAD:big.yaml');
    const small = one.git('rev-parse', 'HEAD:small.yaml');
    const before = process.memoryUsage().arrayBuffers;
    const blobs = await repository.readBlobs([big, small, big], 5);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10 * 1024 * 1024);
    expect(blobs.get(big)).toEqual({ kind: 'too-large', size: 50 * 1024 * 1024 });
    expect(blobs.get(small)).toEqual({ kind: 'bytes', bytes: Buffer.from('x: y\n') });
    await expect(
      repository.readBlobs([small.replace(/.$/, '0'), small.replace(/.$/, '1')], 5),
    ).rejects.toMatchObject({
      code: 'object-missing',
    });
    for (const oid of [
      'HEAD',
      '',
      'main^{tree}',
      `${small}\ninfo x`,
      one.git('rev-parse', 'HEAD'),
    ]) {
      await expect(repository.readBlobs([oid], 5)).rejects.toMatchObject({ code: 'object-forged' });
    }
    expect((await repository.readBlobs([], 5)).size).toBe(0);
  });

  it('finds files by literal text, with few and with many texts alike', async () => {
    const one = create();
    one.write('a.yaml', 'name: bot.*\n');
    one.write('deep/er/b.YML', 'uses: ünïque\n');
    one.write('c.json', '{"x": "-e evil"}\n');
    one.write('d.txt', 'bot.*\n');
    one.write('e.yaml', 'name: botany\n');
    one.write('f.yaml', Buffer.from([0, 1, 2, ...Buffer.from('bot.*')]));
    one.write('g "q"\n.yaml', 'bot.*');
    one.link('h.yaml', 'bot.*');
    one.commit('first');
    const repository = await open(one);
    const tree = one.git('rev-parse', 'HEAD^{tree}');
    const noise = Array.from({ length: 60 }, (_, at) => `noise number ${at}`);
    for (const more of [[], noise]) {
      const find = async (...texts: string[]) =>
        (await repository.findFiles(tree, [...texts, ...more])).map((file) => file.path);
      expect(await find('bot.*')).toEqual(['a.yaml', 'f.yaml', 'g "q"\n.yaml']);
      expect(await find('ünïque', '-e evil')).toEqual(['c.json', 'deep/er/b.YML']);
      expect(await find('--help', 'no such')).toEqual([]);
      await expect(find('a\nb')).rejects.toMatchObject({ code: 'input-invalid' });
      await expect(find('')).rejects.toMatchObject({ code: 'input-invalid' });
    }
    expect(await repository.findFiles(tree, [])).toEqual([]);
    expect(await repository.findFiles(tree, ['ünïque'])).toEqual([
      { path: 'deep/er/b.YML', mode: '100644', oid: one.git('rev-parse', 'HEAD:deep/er/b.YML') },
    ]);
    await expect(repository.findFiles('HEAD', ['x'])).rejects.toMatchObject({
      code: 'object-forged',
    });
  });

  it('searches many overlapping texts like a plain search', async () => {
    const { createMatcher } = await import('../../src/adapters/git/multi-search.ts');
    let seed = 1;
    const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
    const word = (length: number): string => Array.from({ length }, () => 'ab'[random(2)]).join('');
    for (let round = 0; round < 500; round += 1) {
      const texts = Array.from({ length: 1 + random(6) }, () => word(1 + random(7)));
      const text = word(random(14));
      expect(createMatcher(texts)(Buffer.from(text)), `${texts.join()} in ${text}`).toBe(
        texts.some((one) => text.includes(one)),
      );
    }
  });
});
