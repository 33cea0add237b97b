#!/usr/bin/env node
// Writes dist/: the Action as one file, and the licences of what is in it. The same sources and
// packages give the same bytes; CI runs this again and compares.
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));

await rm(`${root}dist`, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['src/action/entry.ts'],
  // As deep as `lib/adapters/fs/`: `policies/` is found from there.
  outfile: 'dist/bundle/action/main.js',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  // Names stay, so that a stack of a defect can be read; a reviewer of dist/ can compare.
  minifyWhitespace: false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
  },
});
await writeFile(`${root}dist/licenses.txt`, await licences(Object.keys(metafile.inputs)));

/** The licence of every package that a file was taken from, by name. */
async function licences(inputs) {
  const packages = new Set(
    inputs.flatMap((path) => /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  );
  const texts = await Promise.all([...packages].toSorted((a, b) => (a < b ? -1 : 1)).map(licence));
  return texts.join(`\n${'-'.repeat(78)}\n\n`);
}

async function licence(directory) {
  const { name, version, license } = JSON.parse(
    await readFile(`${root}${directory}/package.json`, 'utf8'),
  );
  const file = (await readdir(`${root}${directory}`)).find((one) => /^licen[cs]e/i.test(one));
  const text = file === undefined ? '' : await readFile(`${root}${directory}/${file}`, 'utf8');
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
