import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';

import { ratio } from './cell.mjs';
import { environment } from './environment.mjs';
import { summarise } from './measure.mjs';

/** @typedef {import('./cell.mjs').Cell} Cell */

/** A time means nothing without the machine it was taken on. */
export function describeMachine() {
  const cores = cpus();
  const git = execFileSync('git', ['--version'], { env: environment(), encoding: 'utf8' }).trim();
  const load = loadavg().map((value) => value.toFixed(1));
  return [
    `${cores.length} cores, ${cores[0]?.model ?? 'unknown model'}`,
    `Node ${process.versions.node}`,
    git,
    `load ${load.join(' ')}`,
    new Date().toISOString().slice(0, 10),
  ].join(' · ');
}

/** @param {readonly Cell[]} cells */
export function renderCells(cells) {
  return table(
    [
      'manifests',
      'changed',
      'gated + context',
      'rounds',
      'U ms',
      'F / U',
      'version / U',
      'check ms (p25–p75)',
      'check / U',
      'check / F',
      'CPU ms (p25–p75)',
      'CPU / U',
      'CPU / F',
      'peak MB',
    ],
    cells.map((cell) => [
      count(cell.manifests),
      count(cell.changed),
      `${cell.answer.gated} + ${cell.answer.context}`,
      String(cell.rounds),
      summarise(cell.samples.node.wall).median.toFixed(0),
      times(ratio(cell, { of: 'floor', to: 'node', in: 'wall' })),
      times(ratio(cell, { of: 'version', to: 'node', in: 'wall' })),
      spread(cell.samples.check.wall),
      times(ratio(cell, { of: 'check', to: 'node', in: 'wall' })),
      times(ratio(cell, { of: 'check', to: 'floor', in: 'wall' })),
      spread(cell.samples.check.cpu),
      times(ratio(cell, { of: 'check', to: 'node', in: 'cpu' })),
      times(ratio(cell, { of: 'check', to: 'floor', in: 'cpu' })),
      cell.memory === null ? '–' : (cell.memory / 2 ** 20).toFixed(0),
    ]),
  );
}

/**
 * How the check grows with the repository, in units of `node -e 0` so that cells taken at different
 * moments compare, and how its distance from the floor grows with the change.
 *
 * @param {readonly Cell[]} cells
 */
export function renderGrowth(cells) {
  const rows = [];
  const changes = [...new Set(cells.map((cell) => cell.changed))];
  for (const changed of changes) {
    const same = cells.filter((cell) => cell.changed === changed);
    const [least] = same;
    for (const cell of same.slice(1))
      if (least !== undefined)
        rows.push([
          `T(${count(cell.manifests)}) / T(${count(least.manifests)}), ${count(changed)} changed`,
          growth(cell, least, 'wall'),
          growth(cell, least, 'cpu'),
        ]);
  }
  for (const cell of cells)
    rows.push([
      `T / F, ${count(cell.changed)} of ${count(cell.manifests)}`,
      ratio(cell, { of: 'check', to: 'floor', in: 'wall' }).median.toFixed(2),
      ratio(cell, { of: 'check', to: 'floor', in: 'cpu' }).median.toFixed(2),
    ]);
  return table(['growth', 'wall', 'CPU'], rows);
}

/** @param {Cell} cell @param {Cell} least @param {'wall' | 'cpu'} measured */
function growth(cell, least, measured) {
  const which = /** @type {const} */ ({ of: 'check', to: 'node' });
  const [upper, lower] = [cell, least].map((one) => ratio(one, { ...which, in: measured }).median);
  return ((upper ?? NaN) / (lower ?? NaN)).toFixed(2);
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
export function table(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** @param {number} value */
export function count(value) {
  return value.toLocaleString('en-US');
}

/** @param {ReturnType<typeof summarise>} summary */
function times({ median }) {
  return median.toFixed(2);
}

/** @param {readonly number[]} values */
function spread(values) {
  const { low, median, high } = summarise(values);
  return `${median.toFixed(0)} (${low.toFixed(0)}–${high.toFixed(0)})`;
}
