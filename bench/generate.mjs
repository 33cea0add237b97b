#!/usr/bin/env node
import { once } from 'node:events';
import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { listChanges } from './changes.mjs';
import { environment } from './environment.mjs';
import { manifestAt } from './manifests.mjs';
import { teamNames } from './services.mjs';

/**
 * @typedef {object} Request
 * @property {string} directory where the bare repository is made; must not exist, or be empty
 * @property {number} manifests
 * @property {number} seed
 * @property {readonly { name: string, changed: number }[]} branches
 *
 * @typedef {object} Branch what was changed, so that an answer about it can be checked
 * @property {string} name
 * @property {string} commit
 * @property {string} tree
 * @property {number} changed
 * @property {number} gated how many of the changed files hold a kind that jitl gates
 * @property {readonly Omit<import('./changes.mjs').Change, 'text'>[]} files
 *
 * @typedef {object} Repository
 * @property {string} directory
 * @property {number} manifests
 * @property {number} seed
 * @property {number} lines of all manifests on `main`
 * @property {number} bytes of all manifests on `main`
 * @property {{ commit: string, tree: string }} main
 * @property {readonly Branch[]} branches
 */

/**
 * Writes a bare repository through one `git fast-import`. Ids depend on the request alone.
 *
 * @param {Request} request
 * @returns {Promise<Repository>}
 */
export async function generate(request) {
  const { directory, manifests, seed } = request;
  git(['init', '-q', '--bare', '--template=', '--initial-branch=main', directory]);
  const importer = openImport(directory);
  const size = await writeMain(importer, request);
  /** @type {Omit<Branch, 'commit' | 'tree'>[]} */
  const branches = [];
  for (const { name, changed } of request.branches) {
    const changes = listChanges(request, changed);
    await writeChange(importer, name, changes);
    branches.push({
      name,
      changed: changes.length,
      gated: changes.filter((change) => change.gated).length,
      files: changes.map(({ text: _text, ...rest }) => rest),
    });
  }
  await importer.end();
  return {
    directory,
    manifests,
    seed,
    ...size,
    main: tip(directory, 'main'),
    branches: branches.map((branch) => ({ ...branch, ...tip(directory, branch.name) })),
  };
}

/**
 * @typedef {object} Importer
 * @property {(text: string) => Promise<void>} write
 * @property {() => Promise<void>} end
 */

/** Text is gathered, since a write for each manifest costs more than making it. */
const CHUNK = 1 << 20;

/** @param {string} directory @returns {Importer} */
function openImport(directory) {
  // Without a limit, small repositories would come out as loose objects and large ones as a pack.
  const child = spawn(
    'git',
    [`--git-dir=${directory}`, '-c', 'fastimport.unpackLimit=1', 'fast-import', '--quiet'],
    { env: environment(), stdio: ['pipe', 'ignore', 'inherit'] },
  );
  const closed = once(child, 'close');
  let pending = '';
  const flush = async () => {
    const text = pending;
    pending = '';
    if (!child.stdin.write(text)) await once(child.stdin, 'drain');
  };
  return {
    write: async (text) => {
      pending += text;
      if (pending.length >= CHUNK) await flush();
    },
    end: async () => {
      await flush();
      child.stdin.end('done\n');
      const [code] = await closed;
      if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
    },
  };
}

/** @param {Importer} importer @param {Request} request */
async function writeMain(importer, request) {
  await importer.write(commitHeader('refs/heads/main', 'All manifests', 1_767_312_000));
  await importer.write(file('.github/CODEOWNERS', codeowners(request.manifests)));
  let lines = 0;
  let bytes = 0;
  for (let index = 0; index < request.manifests; index += 1) {
    const { path, text } = manifestAt(request, index, { edited: false });
    lines += text.split('\n').length - 1;
    bytes += text.length;
    await importer.write(file(path, text));
  }
  return { lines, bytes };
}

/**
 * @param {Importer} importer
 * @param {string} branch
 * @param {readonly import('./changes.mjs').Change[]} changes
 */
async function writeChange(importer, branch, changes) {
  const header = commitHeader(`refs/heads/${branch}`, 'A change', 1_767_398_400);
  await importer.write(`${header}from refs/heads/main\n`);
  for (const { path, text } of changes)
    await importer.write(text === null ? `D ${path}\n` : file(path, text));
}

/** @param {string} ref @param {string} message @param {number} seconds */
function commitHeader(ref, message, seconds) {
  return `commit ${ref}\ncommitter Ada Lovelace <ada@example.com> ${seconds} +0000\n${data(message)}`;
}

/** @param {string} path @param {string} text */
function file(path, text) {
  return `M 100644 inline ${path}\n${data(text)}`;
}

/** Everything that is written is ASCII, so that characters are bytes. @param {string} text */
function data(text) {
  return `data ${text.length}\n${text}\n`;
}

/** @param {number} manifests */
function codeowners(manifests) {
  const teams = teamNames(manifests).flatMap((team) => [
    `/teams/${team}/ @example/${team}`,
    `/teams/${team}/production/ @example/${team} @example/reliability`,
  ]);
  return `${['* @example/platform', ...teams, '/.github/ @example/security'].join('\n')}\n`;
}

/** @param {string} directory @param {string} branch */
function tip(directory, branch) {
  const [commit = '', tree = ''] = git([
    `--git-dir=${directory}`,
    'rev-parse',
    `refs/heads/${branch}`,
    `refs/heads/${branch}^{tree}`,
  ]).split('\n');
  return { commit, tree };
}

/** @param {readonly string[]} args */
function git(args) {
  return execFileSync('git', args, { env: environment(), encoding: 'utf8' }).trim();
}

/**
 * `--changed 10` makes branch `change`; `--changed 1,10` makes `change-1` and `change-10`.
 *
 * @param {readonly number[]} counts
 */
export function branchesFor(counts) {
  if (counts.length === 1) return counts.map((changed) => ({ name: 'change', changed }));
  return counts.map((changed) => ({ name: `change-${changed}`, changed }));
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      manifests: { type: 'string', default: '1000' },
      changed: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [directory] = positionals;
  if (directory === undefined) {
    console.error('usage: node bench/generate.mjs [--manifests N] [--changed K] [--seed S] DIR');
    process.exitCode = 2;
    return;
  }
  const repository = await generate({
    directory,
    manifests: Number(values.manifests),
    seed: Number(values.seed),
    branches: branchesFor(values.changed.split(',').map(Number)),
  });
  console.log(JSON.stringify(repository, null, 2));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
