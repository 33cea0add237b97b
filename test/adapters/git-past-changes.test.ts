import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openRepository } from '../../src/adapters/git/repository.ts';
import type { ChangedEntry, PastChanges, Repository } from '../../src/ports.ts';
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
  one.write('a', '1');
  one.commit('start');
  one.git('tag', 'start');
  return one;
}

async function open(one: TestRepository): Promise<Repository> {
  const repository = await openRepository(one.directory, { temporaryDirectory });
  opened.push(repository);
  return repository;
}

async function pastOf(one: TestRepository, base = 'start', head = 'main'): Promise<PastChanges> {
  return (await open(one)).pastChanges(base, head);
}

/** `+` new, `-` gone, `*` changed; the path. */
function show({ path, base, head }: ChangedEntry): string {
  return `${base === null ? '+' : head === null ? '-' : '*'}${path}`;
}

/** Each change by its subject, with what it brought. */
async function tell(past: PastChanges): Promise<readonly (readonly string[])[]> {
  const told: string[][] = [];
  for (const change of past.changes)
    told.push([change.subject, ...(await past.changedBy(change)).map(show)]);
  return told;
}

describe('which commits are changes', () => {
  it('takes a straight history, the oldest first, with the time and the first line', async () => {
    const one = create();
    one.write('a', '2');
    const first = one.commit('second\n\nwith more to say');
    one.write('b', '1');
    one.commit('third');
    const past = await pastOf(one);
    expect(await tell(past)).toEqual([
      ['second', '*a'],
      ['third', '+b'],
    ]);
    expect(past.changes[0]).toMatchObject({ commit: first, merge: false, time: 1_767_312_060 });
    expect(past.changes[1]?.parent?.commit).toBe(first);
  });

  it('has none where base has everything', async () => {
    const one = create();
    expect((await pastOf(one, 'main', 'start')).changes).toEqual([]);
    expect((await pastOf(one, 'main', 'main')).changes).toEqual([]);
  });

  it('counts a merge as the one change that it brought', async () => {
    const one = create();
    one.branch('feature');
    one.write('b', '1');
    one.commit('on the branch');
    one.write('b', '2');
    one.commit('on the branch again');
    one.checkout('main');
    one.write('a', '2');
    one.commit('on main');
    one.git('merge', '-q', '--no-ff', '-m', 'take it in', 'feature');
    const past = await pastOf(one);
    expect(await tell(past)).toEqual([
      ['on main', '*a'],
      ['take it in', '+b'],
    ]);
    expect(past.changes.map(({ merge }) => merge)).toEqual([false, true]);
  });

  it('counts an octopus as one change', async () => {
    const one = create();
    for (const name of ['x', 'y', 'z']) {
      one.checkout('start');
      one.branch(name);
      one.write(name, '1');
      one.commit(name);
    }
    one.checkout('main');
    one.git('merge', '-q', '--no-ff', '-m', 'all of them', 'x', 'y', 'z');
    expect(await tell(await pastOf(one))).toEqual([['all of them', '+x', '+y', '+z']]);
  });

  it('ends where base has the history by another way', async () => {
    const one = create();
    one.write('a', '2');
    one.commit('shared');
    one.branch('base');
    one.write('b', '1');
    one.commit('only on base');
    one.checkout('main');
    one.write('c', '1');
    one.commit('only on main');
    expect(await tell(await pastOf(one, 'base', 'main'))).toEqual([['only on main', '+c']]);
  });

  it('compares a root commit with nothing', async () => {
    const one = create();
    one.git('checkout', '-q', '--orphan', 'other');
    one.write('b', '1');
    one.commit('another beginning');
    const past = await pastOf(one, 'main', 'other');
    expect(await tell(past)).toEqual([['another beginning', '+a', '+b']]);
    expect(past.changes[0]?.parent).toBeNull();
  });

  it('is an error in a shallow clone that does not reach down to base', async () => {
    const one = create();
    for (const content of ['2', '3', '4']) {
      one.write('a', content);
      one.commit(`a is ${content}`);
    }
    one.branch('base');
    one.git('checkout', '-q', 'main');
    const shallow = createRepository({
      clone: `file://${one.directory}`,
      cloneOptions: ['--depth=2', '--no-single-branch'],
    });
    made.push(shallow);
    shallow.git('checkout', '-q', '--orphan', 'elsewhere');
    shallow.commit('no common history');
    await expect(pastOf(shallow, 'elsewhere', 'main')).rejects.toMatchObject({
      code: 'shallow-clone',
    });
  });
});

describe('what a change brought', () => {
  it('names files that are gone, moved or have another mode, and guesses no rename', async () => {
    const one = create();
    one.write('b', 'the same text, and enough of it that a rename would be guessed\n');
    one.commit('more');
    one.git('mv', 'b', 'c');
    one.remove('a');
    one.commit('move');
    one.write('c', 'the same text, and enough of it that a rename would be guessed\n', {
      executable: true,
    });
    one.commit('mode');
    expect((await tell(await pastOf(one))).slice(1)).toEqual([
      ['move', '-a', '-b', '+c'],
      ['mode', '*c'],
    ]);
  });

  it('tells links, submodules and binary files from each other', async () => {
    const one = create();
    one.link('link', 'a');
    one.write('binary', Uint8Array.of(0, 1, 2, 255));
    one.commit('odd');
    const start = one.git('rev-parse', 'start');
    one.git('update-index', '--add', '--cacheinfo', `160000,${start},module`);
    one.git('commit', '-q', '-m', 'module');
    const past = await pastOf(one);
    const entries = await Promise.all(past.changes.map((change) => past.changedBy(change)));
    expect(entries.flat().map(({ path, head }) => `${path} ${head?.mode}`)).toEqual([
      'binary 100644',
      'link 120000',
      'module 160000',
    ]);
  });

  it('keeps paths of any bytes apart', async () => {
    const one = create();
    const blob = one.gitWith('x', 'hash-object', '-w', '--stdin');
    const line = (path: Buffer): Buffer =>
      Buffer.concat([Buffer.from(`100644 ${blob}\t`), path, Buffer.from([0])]);
    one.gitWith(
      Buffer.concat([line(Buffer.from('größe "a"\n')), line(Buffer.from([0x66, 0xff]))]),
      'update-index',
      '-z',
      '--index-info',
    );
    one.git('commit', '-q', '-m', 'names');
    const past = await pastOf(one);
    const [change] = past.changes;
    const entries = change === undefined ? [] : await past.changedBy(change);
    expect(entries.map(({ path, decodable }) => [path, decodable])).toEqual([
      ['f\\xff', false],
      ['größe "a"\n', true],
    ]);
  });

  it('reads a repository of SHA-256', async () => {
    const one = create({ objectFormat: 'sha256' });
    one.write('a', '2');
    one.commit('second');
    expect(await tell(await pastOf(one))).toEqual([['second', '*a']]);
  });
});

it('refuses more changes than the limit, before any of them is read', async () => {
  const one = create();
  const tip = addCommits(one, 20_001);
  await expect(pastOf(one, 'start', tip)).rejects.toMatchObject({
    code: 'too-much-to-read',
    message: 'the number of changes from base to head is beyond the limit of 20000',
  });
});

/** So many commits on top of `start` in a pack made here, since git takes minutes for them. */
function addCommits(one: TestRepository, count: number): string {
  const tree = one.git('rev-parse', 'start^{tree}');
  let parent = one.git('rev-parse', 'start');
  const parts = [Buffer.from('PACK\0\0\0\x02', 'latin1'), Buffer.alloc(4)];
  parts[1]?.writeUInt32BE(count);
  for (let at = 0; at < count; at += 1) {
    const by = `A <a@b.c> ${at} +0000`;
    const body = Buffer.from(`tree ${tree}\nparent ${parent}\nauthor ${by}\ncommitter ${by}\n\nx`);
    parent = createHash('sha1').update(`commit ${body.length}\0`).update(body).digest('hex');
    // Type 1 is a commit; four bits of the size come first, then seven at a time.
    const head = Buffer.from([0x90 | (body.length & 15), body.length >> 4]);
    parts.push(head, deflateSync(body));
  }
  const pack = Buffer.concat(parts);
  const sum = createHash('sha1').update(pack).digest();
  one.gitWith(Buffer.concat([pack, sum]), 'index-pack', '--stdin');
  return parent;
}
