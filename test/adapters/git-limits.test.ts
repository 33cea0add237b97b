import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, expect, it, vi } from 'vitest';

import { openRepository } from '../../src/adapters/git/repository.ts';
import { createRepository, type TestRepository } from '../support/git-repository.ts';

vi.mock('../../src/adapters/git/limits.ts', async (original) => ({
  limits: {
    ...(await original<{ readonly limits: object }>()).limits,
    commandTime: 1500,
    commandOutput: 2000,
    commits: 5,
    history: 80,
    commitBytes: 2000,
    blobBytes: 3000,
    workingTreeBytes: 4000,
    pathBytes: 50,
  },
}));

const temporaryDirectory = mkdtempSync(join(tmpdir(), 'jitl-own-'));
let one: TestRepository;
const path = process.env['PATH'];

afterEach(() => {
  process.env['PATH'] = path;
  one.dispose();
  expect(readdirSync(temporaryDirectory)).toEqual([]);
});

afterAll(() => rmSync(temporaryDirectory, { recursive: true }));

async function fails(base: string, head?: string): Promise<unknown> {
  const repository = await openRepository(one.directory, { temporaryDirectory });
  const error = await repository
    .compare(head === undefined ? { base } : { base, head })
    .catch((reason: unknown) => reason);
  await repository.close();
  return error;
}

it('refuses more commits than it lists', async () => {
  one = createRepository();
  const first = one.commit('first');
  for (let at = 0; at < 5; at += 1) one.commit(`${at}`);
  expect(await fails(first, 'main')).toMatchObject({ notes: [] });
  one.commit('one too many');
  expect(await fails(first, 'main')).toMatchObject({
    code: 'too-much-to-read',
    message: 'the number of commits from base to head is beyond the limit of 5',
  });
  for (let at = 0; at < 90; at += 1) one.commit(`${at}`);
  expect(await fails('main', first)).toMatchObject({
    code: 'too-much-to-read',
    message: 'the number of commits to look at is beyond the limit of 80',
  });
});

it('refuses long messages, many bytes and deep paths', async () => {
  one = createRepository();
  one.commit('first');
  one.branch('feature');
  one.commit('x'.repeat(2100));
  expect(await fails('main', 'HEAD')).toMatchObject({ code: 'too-much-to-read' });
  one.git('reset', '-q', '--hard', 'main');
  one.write(`${'d/'.repeat(40)}a`, '1');
  one.commit('deep');
  expect(await fails('main', 'HEAD')).toMatchObject({ code: 'too-much-to-read' });
  one.git('reset', '-q', '--hard', 'main');
  one.write('a.yaml', 'a'.repeat(2000));
  one.write('b.yaml', 'b'.repeat(2001));
  expect(await fails('main')).toMatchObject({
    code: 'too-much-to-read',
    message: 'the size of uncommitted files is beyond the limit of 4000',
  });
  one.commit('large');
  const repository = await openRepository(one.directory, { temporaryDirectory });
  const oids = ['a', 'b'].map((name) => one.git('rev-parse', `HEAD:${name}.yaml`));
  await expect(repository.readBlobs(oids, 5000)).rejects.toMatchObject({
    code: 'too-much-to-read',
  });
  await repository.close();
  for (let at = 0; at < 300; at += 1) one.write(`${at}.yaml`, 'x');
  expect(await fails('main')).toMatchObject({ code: 'too-much-to-read' });
});

it.each(['cat-file', 'write-tree'])('stops a %s that hangs', async (command) => {
  one = createRepository();
  one.write('a.yaml', 'a');
  one.commit('first');
  const directory = mkdtempSync(join(tmpdir(), 'jitl-path-'));
  const real = execFileSync('which', ['git']).toString().trim();
  const script = `#!/bin/sh\ncase "$*" in *${command}*) exec sleep 1000;; esac\nexec ${real} "$@"\n`;
  writeFileSync(join(directory, 'git'), script, { mode: 0o755 });
  process.env['PATH'] = `${directory}:${path}`;
  expect(await fails('main')).toMatchObject({ code: 'git-timeout' });
  rmSync(directory, { recursive: true });
});
