import { spawnSync } from 'node:child_process';

import { environment } from './environment.mjs';

/**
 * @typedef {object} Sample
 * @property {number} wall milliseconds
 * @property {number} cpu milliseconds of user and system time of the process and its children
 * @property {number | null} code
 * @property {string} stdout
 * @property {string} stderr
 */

/**
 * Node does not tell what its children used, and GNU time rounds to 10 ms, which is a quarter of a
 * start of Node; so bash keeps the time. Its script is fixed: the command comes as arguments.
 */
const TIMED = `TIMEFORMAT='%3R %3U %3S'; { time "$@" 2>&4 3>&- 4>&-; } 4>&2 2>&3`;

/** @param {readonly string[]} command @returns {Sample} */
export function measure(command) {
  const result = spawnSync('bash', ['-c', TIMED, 'bash', ...command], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 1 << 30,
    encoding: 'utf8',
  });
  if (result.error !== undefined) throw result.error;
  const [seconds = NaN, user = NaN, system = NaN] = String(result.output[3]).split(' ').map(Number);
  return {
    wall: seconds * 1000,
    cpu: (user + system) * 1000,
    code: result.status,
    stdout: result.stdout,
    stderr: result.stderr,
  };
}

/**
 * The largest resident set of one process of the tree, in bytes; null where GNU time is missing.
 *
 * @param {readonly string[]} command
 */
export function peakMemory(command) {
  const result = spawnSync('/usr/bin/time', ['-f', '%M', ...command], {
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  const kilobytes = Number(result.stderr?.trim().split('\n').at(-1));
  return result.error !== undefined || Number.isNaN(kilobytes) ? null : kilobytes * 1024;
}

/**
 * Median and quartiles.
 *
 * @param {readonly number[]} values
 */
export function summarise(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return {
    low: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    high: quantile(sorted, 0.75),
  };
}

/** @param {readonly number[]} sorted @param {number} share */
function quantile(sorted, share) {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? NaN;
  const high = sorted[Math.ceil(at)] ?? NaN;
  return low + (high - low) * (at - Math.floor(at));
}
