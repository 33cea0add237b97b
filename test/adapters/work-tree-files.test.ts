import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { anyStands, placeFiles } from '../../src/adapters/fs/work-tree-files.ts';

let top: string;
let outside: string;

beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'jitl-top-')));
  outside = mkdtempSync(join(tmpdir(), 'jitl-outside-'));
});

afterEach(() => {
  for (const directory of [top, outside]) rmSync(directory, { recursive: true, force: true });
});

async function place(path: string, { write = true } = {}): Promise<string> {
  const [placed] = await placeFiles(top, [{ path, text: 'ours\n' }], { write });
  return placed?.state ?? '';
}

test('a file is written once, with the directories above it', async () => {
  expect(await place('a/b/c')).toBe('written');
  expect(readFileSync(join(top, 'a/b/c'), 'utf8')).toBe('ours\n');
  expect(await place('a/b/c')).toBe('there');
});

test('without writing no directory is made either', async () => {
  expect(await place('a/b', { write: false })).toBe('missing');
  expect(readdirSync(top)).toEqual([]);
});

test.each(['a', 'a/b'])('a link at %s is not followed, wherever it leads', async (link) => {
  if (link === 'a/b') mkdirSync(join(top, 'a'));
  for (const target of [outside, join(top, 'elsewhere'), 'nowhere']) {
    symlinkSync(target, join(top, link));
    expect(await place('a/b/c')).toBe('in-the-way');
    rmSync(join(top, link));
  }
  expect(readdirSync(outside)).toEqual([]);
});

test('a link in place of the file is left, and so is what it leads to', async () => {
  symlinkSync(join(outside, 'x'), join(top, 'a'));
  expect(await place('a')).toBe('differs');
  expect(existsSync(join(outside, 'x'))).toBe(false);
  writeFileSync(join(outside, 'x'), 'ours\n');
  expect(await place('a')).toBe('differs');
});

test('a directory in place of the file, and a file in place of its directory', async () => {
  mkdirSync(join(top, 'a'));
  expect(await place('a')).toBe('differs');
  writeFileSync(join(top, 'b'), '');
  expect(await place('b/c')).toBe('in-the-way');
});

test.each(['../x', 'a/../../x', '/x', 'a//b', './x', ''])('%j is no path within', async (path) => {
  await expect(place(path)).rejects.toMatchObject({ code: 'internal' });
});

test('whether anything stands, also a link that leads nowhere', async () => {
  expect(await anyStands(top, ['a', 'b/c'])).toBe(false);
  symlinkSync('nowhere', join(top, 'a'));
  expect(await anyStands(top, ['a', 'b/c'])).toBe(true);
});
