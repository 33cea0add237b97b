// Judges every change of the corpus with the shipped policies and prints label against tier.
// The corpus lies beside the project and is not part of it: `npm run corpus [-- DIRECTORY]`.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readShippedPolicies } from '../lib/adapters/fs/shipped-policies.js';
import { openRepository } from '../lib/adapters/git/repository.js';
import { check } from '../lib/app/check.js';

const root = process.argv[2] ?? new URL('../../shared/corpus/changes', import.meta.url).pathname;
async function run() {
  const shipped = await readShippedPolicies();
  const rows = [];
  for (const id of readdirSync(root).sort()) rows.push(await judge(id, shipped));
  print(rows);
  if (rows.some((row) => row.verdict === 'crash')) process.exitCode = 1;
}

async function judge(id, shipped) {
  const folder = join(root, id);
  const label = JSON.parse(readFileSync(join(folder, 'change.json'), 'utf8'));
  const directory = mkdtempSync(join(tmpdir(), 'jitl-corpus-'));
  try {
    build(directory, folder);
    const started = performance.now();
    const repository = await openRepository(directory);
    try {
      const verdict = await check({
        repository,
        shipped,
        base: 'refs/heads/base',
        head: 'refs/heads/head',
        snapshot: null,
        now: Date.parse('2026-11-25T00:00:00Z'),
      });
      const tier = verdict.kind === 'none' ? 'none' : verdict.assessment.tier;
      const kinds = verdict.kind === 'none' ? [] : verdict.changes.map((change) => change.kind);
      return {
        id,
        label: label.risk,
        direction: label.direction,
        formats: label.formats.join('+'),
        verdict: verdict.kind,
        tier,
        changes: kinds.length,
        unassessable: kinds.filter((kind) => kind === 'unassessable').length,
        milliseconds: performance.now() - started,
      };
    } finally {
      await repository.close();
    }
  } catch (error) {
    process.stderr.write(`${id}: ${error?.stack ?? error}\n`);
    return {
      id,
      label: label.risk,
      direction: label.direction,
      formats: '',
      verdict: 'crash',
      tier: 'none',
      changes: 0,
      unassessable: 0,
      milliseconds: 0,
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function build(directory, folder) {
  const git = (...args) =>
    execFileSync(
      'git',
      [
        '-c',
        'user.name=corpus',
        '-c',
        'user.email=corpus@example.invalid',
        '-c',
        'gc.auto=0',
        '-c',
        'commit.gpgsign=false',
        ...args,
      ],
      {
        cwd: directory,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
  git('init', '-q', '-b', 'base');
  for (const side of ['base', 'head']) {
    if (side === 'head') git('checkout', '-q', '-b', 'head');
    git('rm', '-rq', '--ignore-unmatch', '.');
    if (existsSync(join(folder, side))) cpSync(join(folder, side), directory, { recursive: true });
    git('add', '-A', '-f');
    git('commit', '-q', '--allow-empty', '-m', side);
  }
}

const RISKY = new Set(['high', 'critical']);
const LABELS = { low: 'low', medium: 'moderate', high: 'high', critical: 'critical' };
const share = (part, whole) =>
  whole === 0 ? '–' : `${part}/${whole} (${Math.round((100 * part) / whole)} %)`;

/**
 * About a third is set aside by the hash of its name: rules are never tried on it while they are
 * written, so that its figures say how they do on changes nobody looked at.
 */
const isSetAside = (id) =>
  Number.parseInt(createHash('sha256').update(id).digest('hex')[0], 16) < 5;

function print(rows) {
  const lines = rows
    .filter((row) => !isSetAside(row.id))
    .map(
      (row) =>
        `${row.id.padEnd(46)} ${row.label.padEnd(9)} ${row.tier.padEnd(9)} ${row.verdict.padEnd(8)} ${String(row.changes).padStart(4)} ${String(row.unassessable).padStart(4)} ${row.milliseconds.toFixed(0).padStart(6)}  ${row.direction} ${row.formats}`,
    );
  const times = rows.map((row) => row.milliseconds).sort((a, b) => a - b);
  process.stdout.write(
    [
      `${'change'.padEnd(46)} ${'label'.padEnd(9)} ${'tier'.padEnd(9)} ${'verdict'.padEnd(8)} chgs unas     ms`,
      ...lines,
      `and ${rows.filter((row) => isSetAside(row.id)).length} that are set aside and not listed`,
      '',
      ...figures('all', rows),
      ...figures(
        'looked at',
        rows.filter((row) => !isSetAside(row.id)),
      ),
      ...figures(
        'set aside',
        rows.filter((row) => isSetAside(row.id)),
      ),
      `changes ${rows.length}, without a verdict ${rows.filter((row) => row.verdict === 'none').length}, crashed ${rows.filter((row) => row.verdict === 'crash').length}`,
      `time in process, milliseconds: median ${times[times.length >> 1]?.toFixed(0)}, most ${times.at(-1)?.toFixed(0)}`,
      '',
    ].join('\n'),
  );
}

function figures(name, rows) {
  const risky = rows.filter((row) => RISKY.has(row.label));
  const called = rows.filter((row) => RISKY.has(row.tier));
  const right = called.filter((row) => RISKY.has(row.label));
  const low = rows.filter((row) => row.label === 'low');
  const kept = low.filter((row) => row.tier === 'low' || row.tier === 'moderate');
  return [
    `${name}: ${rows.length} changes`,
    ...Object.entries(LABELS).map(([label, tier]) => {
      const of = rows.filter((row) => row.label === label);
      const counts = ['low', 'moderate', 'high', 'critical', 'none'].map(
        (tierName) => `${tierName} ${of.filter((row) => row.tier === tierName).length}`,
      );
      return `  labelled ${tier.padEnd(9)} ${counts.join(', ')}`;
    }),
    `  recall of high and critical: ${share(risky.filter((row) => RISKY.has(row.tier)).length, risky.length)}`,
    `  precision: ${share(right.length, called.length)}`,
    `  low kept at or under moderate: ${share(kept.length, low.length)}`,
    '',
  ];
}

if (!existsSync(root)) {
  process.stdout.write(`the corpus is not at ${root}: nothing was measured\n`);
  process.exitCode = 1;
} else await run();
