import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import Codeowners from 'codeowners';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The oracle of the tests: written in TypeScript, which Node 20 does not run, so it is compiled. */
export async function loadOracle() {
  const directory = await mkdtemp(join(tmpdir(), 'jitl-oracle-'));
  try {
    await writeFile(join(directory, 'package.json'), '{ "type": "module" }\n');
    execFileSync(process.execPath, [
      join(root, 'node_modules/typescript/bin/tsc'),
      ...'--ignoreConfig --skipLibCheck --target es2023 --module nodenext'.split(' '),
      '--types',
      '',
      '--outDir',
      directory,
      join(root, 'test/support/naive-codeowners.ts'),
    ]);
    return await import(pathToFileURL(join(directory, 'naive-codeowners.js')).href);
  } finally {
    await rm(directory, { recursive: true });
  }
}

/**
 * The npm package `codeowners` as its README says: it looks for the file itself, upwards from a
 * directory, and is then asked path by path.
 *
 * @param {string} directory an empty one
 * @param {string} text
 * @param {{ warmUp: readonly string[], paths: readonly string[] }} asked the first are not timed:
 *   each rule becomes a regular expression when it is first tried. It remembers answers by path, so
 *   the two must be different.
 */
export async function askPackage(directory, text, { warmUp, paths }) {
  await mkdir(join(directory, '.github'), { recursive: true });
  await writeFile(join(directory, '.github/CODEOWNERS'), text);
  const file = new Codeowners(directory);
  for (const path of warmUp) file.getOwner(path);
  const start = performance.now();
  const owners = paths.map((path) => file.getOwner(path));
  return { owners, milliseconds: performance.now() - start };
}
