import { sortedUnique } from '../order.ts';
import type { ExpectationKey } from '../policy/documents/policy-test-expect.ts';
import { durationMilliseconds } from '../schema/values.ts';

/** An expectation that did not come true, in words. */
export interface Mismatch {
  readonly key: ExpectationKey;
  readonly expected: string;
  readonly got: string;
  /** What was expected and is not there; of a list only. */
  readonly missing: readonly string[];
  /** What is there and was not expected; of a list only. */
  readonly unexpected: readonly string[];
}

export function value<T extends string | number | boolean>(
  key: ExpectationKey,
  expected: T | undefined,
  got: T,
): Mismatch | null {
  if (expected === undefined || expected === got) return null;
  return mismatch(key, String(expected) || 'nothing', String(got) || 'nothing');
}

/** Several changes may have the tier, each for a reason of its own. */
export function oneOf(
  key: ExpectationKey,
  expected: string | undefined,
  got: ReadonlySet<string>,
): Mismatch | null {
  if (expected === undefined || got.has(expected)) return null;
  return mismatch(key, expected, [...got].sort().join(' and ') || 'nothing');
}

export function list(
  key: ExpectationKey,
  expected: readonly string[] | undefined,
  got: readonly string[],
  { onlyMissing = false } = {},
): Mismatch | null {
  if (expected === undefined) return null;
  const missing = sortedUnique(expected.filter((one) => !got.includes(one)));
  const unexpected = onlyMissing ? [] : sortedUnique(got.filter((one) => !expected.includes(one)));
  if (missing.length === 0 && unexpected.length === 0) return null;
  return { ...mismatch(key, listed(expected), listed(got)), missing, unexpected };
}

export function duration(
  key: ExpectationKey,
  expected: string | undefined,
  got: number | null,
): Mismatch | null {
  if (expected === undefined) return null;
  const wanted = expected === 'none' ? null : durationMilliseconds(expected);
  return wanted === got ? null : mismatch(key, expected, durationText(got));
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
] as const;

/** In the largest unit that fits. */
function durationText(milliseconds: number | null): string {
  if (milliseconds === null) return 'none';
  const [unit, length] = UNITS.find(([, long]) => milliseconds % long === 0) ?? UNITS[2];
  return `${milliseconds / length}${unit}`;
}

export function listed(ids: readonly string[]): string {
  return ids.length === 0 ? 'nothing' : sortedUnique(ids).join(', ');
}

export function mismatch(key: ExpectationKey, expected: string, got: string): Mismatch {
  return { key, expected, got, missing: [], unexpected: [] };
}
