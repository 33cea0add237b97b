#!/usr/bin/env node
// `jitl policy replay` over a made history, and `git log --raw` over the same commits in the same
// round: what listing the changes costs at least.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { measure, peakMemory, summarise } from './measure.mjs';
import { makeHistory } from './replay-history.mjs';
import { describeMachine } from './report.mjs';

const { values } = parseArgs({
  options: {
    manifests: { type: 'string', default: '10000' },
    commits: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    root: { type: 'string', default: fileURLToPath(new URL('..', import.meta.url)) },
  },
});
const commits = Number(values.commits);
const runs = Number(values.runs);
const scratch = mkdtempSync(join(tmpdir(), 'jitl-bench-'));
try {
  const directory = join(scratch, 'history');
  process.stderr.write(`making ${commits} commits over ${values.manifests} manifests\n`);
  const request = { directory, manifests: Number(values.manifests), seed: Number(values.seed) };
  await makeHistory({ ...request, commits });
  const cli = join(resolve(values.root), 'bin/jitl.js');
  const options = `--to policies --now 2026-11-25T10:00:00Z --format json --repo`.split(' ');
  const replay = [process.execPath, cli, 'policy', 'replay', 'start..main', ...options, directory];
  const flags = 'log --first-parent --raw -z --no-renames start..main'.split(' ');
  const log = ['git', `--git-dir=${directory}`, ...flags];
  const times = { replay: [], log: [] };
  let counts = null;
  for (let round = 0; round < runs; round += 1) {
    const floor = measure(log);
    const ran = measure(replay);
    if (ran.code !== 0) throw new Error(ran.stderr);
    ({ counts } = JSON.parse(ran.stdout));
    // A fast wrong answer is worth nothing.
    if (counts.changes !== commits || counts.unread !== 0 || counts.stricter === 0)
      throw new Error(`wrong answer: ${JSON.stringify(counts)}`);
    times.replay.push(ran.wall);
    times.log.push(floor.wall);
  }
  const ratios = times.replay.map((time, round) => time / times.log[round]);
  const memory = peakMemory(replay);
  const lines = [
    describeMachine(),
    '',
    `${commits} commits over ${values.manifests} manifests, ${runs} rounds: ${JSON.stringify(counts)}`,
    `  jitl policy replay: ${spread(times.replay.map((time) => time / 1000))} s`,
    `  git log --raw: ${spread(times.log.map((time) => time / 1000))} s`,
    `  ratio: ${spread(ratios)}`,
    `  largest process: ${memory === null ? 'not measured' : `${Math.round(memory / 2 ** 20)} MiB`}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** @param {readonly number[]} list */
function spread(list) {
  const { low, median, high } = summarise(list);
  return `${median.toFixed(2)} (p25–p75 ${low.toFixed(2)}–${high.toFixed(2)})`;
}
