import { fileURLToPath } from 'node:url';

import { measure, peakMemory, summarise } from './measure.mjs';

/**
 * One size of repository with one size of change.
 *
 * @typedef {object} CellRequest
 * @property {string} cli the `jitl.js` to measure
 * @property {string} version what it must say to `--version`
 * @property {number} runs
 * @property {number} budget seconds after which no further round is begun, from the third on
 * @property {import('./generate.mjs').Repository} repository
 * @property {import('./generate.mjs').Branch} branch
 *
 * @typedef {'node' | 'floor' | 'version' | 'check'} Variant
 *
 * @typedef {object} Cell
 * @property {number} manifests
 * @property {number} changed
 * @property {number} rounds
 * @property {number} first wall milliseconds of the first check, which nothing had warmed up
 * @property {Record<Variant, { wall: number[], cpu: number[] }>} samples
 * @property {number | null} memory bytes
 * @property {{ verdict: string, gated: number, context: number, digest: string }} answer
 */

/** So that dates of the data never become due and change an answer. */
const NOW = '2026-07-01T00:00:00Z';
const FEWEST_ROUNDS = 3;
const FLOOR = fileURLToPath(new URL('floor.mjs', import.meta.url));

/**
 * Each round runs every variant once, so that whatever else the machine does hits all of them.
 * Every answer is checked: a fast wrong one is worth nothing.
 *
 * @param {CellRequest} request
 * @returns {Cell}
 */
export function measureCell(request) {
  const { repository, branch, cli } = request;
  const node = process.execPath;
  const { directory } = repository;
  const check = [node, cli, 'check', '--repo', directory, '--base', 'main', '--head', branch.name];
  /** @type {Record<Variant, readonly string[]>} */
  const commands = {
    node: [node, '-e', '0'],
    floor: [node, FLOOR, directory, repository.main.tree, branch.tree],
    version: [node, cli, '--version'],
    check: [...check, '--format', 'json', '--now', NOW],
  };
  /** @type {Cell['samples']} */
  const samples = { node: none(), floor: none(), version: none(), check: none() };
  const first = measure(commands.check);
  const answer = readAnswer(first, branch);
  measure(commands.floor);
  const end = performance.now() + request.budget * 1000;
  let rounds = 0;
  while (rounds < request.runs && (rounds < FEWEST_ROUNDS || performance.now() < end)) {
    for (const variant of /** @type {Variant[]} */ (Object.keys(commands))) {
      const sample = measure(commands[variant]);
      requireRight(variant, sample, { request, answer });
      samples[variant].wall.push(sample.wall);
      samples[variant].cpu.push(sample.cpu);
    }
    rounds += 1;
  }
  return {
    manifests: repository.manifests,
    changed: branch.changed,
    rounds,
    first: first.wall,
    samples,
    memory: peakMemory(commands.check),
    answer,
  };
}

/** @returns {{ wall: number[], cpu: number[] }} */
function none() {
  return { wall: [], cpu: [] };
}

/** An answer that is not what the generator's own account demands. */
export class WrongAnswer extends Error {}

/**
 * @param {Variant} variant
 * @param {import('./measure.mjs').Sample} sample
 * @param {{ request: CellRequest, answer: Cell['answer'] }} expected
 */
function requireRight(variant, sample, { request, answer }) {
  const { branch } = request;
  if (variant === 'check') {
    const again = readAnswer(sample, branch);
    requireSame('answers of two runs', JSON.stringify(again), JSON.stringify(answer));
    return;
  }
  requireSame(`exit code of ${variant}: ${sample.stderr}`, sample.code, 0);
  if (variant === 'version') requireSame('version', sample.stdout.trim(), request.version);
  if (variant === 'floor')
    requireSame('files that git says differ', Number(sample.stdout.split(' ')[0]), branch.changed);
}

/** Allowed, and pending: what a check without reviews can say. */
const ANSWER_CODES = new Set([0, 3]);

/**
 * @param {import('./measure.mjs').Sample} sample
 * @param {import('./generate.mjs').Branch} branch
 * @returns {Cell['answer']}
 */
function readAnswer(sample, branch) {
  if (sample.code === null || !ANSWER_CODES.has(sample.code))
    throw new WrongAnswer(`jitl ended with ${sample.code}: ${sample.stderr}`);
  let document;
  try {
    document = JSON.parse(sample.stdout);
  } catch (cause) {
    throw new WrongAnswer('jitl printed no JSON', { cause });
  }
  const { verdict, coverage, brief } = document;
  requireSame('coverage.changedFiles', coverage.changedFiles, branch.changed);
  requireSame('coverage.gatedFiles', coverage.gatedFiles, branch.gated);
  requireSame('a digest', typeof brief?.digest, 'string');
  return {
    verdict,
    gated: coverage.gatedFiles,
    context: coverage.contextFiles,
    digest: brief.digest,
  };
}

/** @param {string} what @param {unknown} found @param {unknown} expected */
function requireSame(what, found, expected) {
  if (found !== expected)
    throw new WrongAnswer(`${what}: ${String(found)} instead of ${String(expected)}`);
}

/**
 * Ratios of runs of the same round, and then their median: the load of that moment cancels out.
 *
 * @param {Cell} cell
 * @param {{ of: Variant, to: Variant, in: 'wall' | 'cpu' }} which
 */
export function ratio(cell, which) {
  const below = cell.samples[which.to][which.in];
  return summarise(
    cell.samples[which.of][which.in].map((value, round) => value / (below[round] ?? NaN)),
  );
}
