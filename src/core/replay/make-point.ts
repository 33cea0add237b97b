import type { AskedKind, Point } from './point.ts';

const alone = { of: '', stands: false } as const;

export function counted(kind: AskedKind, value: number): Point {
  return { ...alone, kind, weight: { kind: 'number', value }, shown: String(value) };
}

/** All of them must be met. */
export function allOf(kind: AskedKind, members: readonly string[]): Point {
  return { ...alone, kind, weight: { kind: 'all-of', members }, shown: named(members, 'none') };
}

/** Any of them will do. */
export function anyOf(kind: AskedKind, of: string, group: Group): Point {
  const members = [...group.people, ...group.teams];
  const weight = { kind: 'any-of', members } as const;
  return { ...alone, kind, of, weight, shown: named(members, 'nobody') };
}

interface Group {
  readonly people: readonly string[];
  readonly teams: readonly string[];
}

/** One of two values, the stricter one first. */
export function choice(
  kind: AskedKind,
  strict: boolean,
  [yes, no]: readonly [string, string],
): Point {
  const weight = { kind: 'number', value: Number(strict) } as const;
  return { ...alone, kind, weight, shown: strict ? yes : no };
}

/** `value` in milliseconds. */
export function timed(kind: AskedKind, of: string, value: number | null): Point {
  return { ...alone, kind, of, weight: { kind: 'time', value }, shown: duration(value) };
}

function named(members: readonly string[], none: string): string {
  return members.length === 0 ? none : members.join(', ');
}

/** As policies write it: whole days, hours or minutes. */
function duration(milliseconds: number | null): string {
  if (milliseconds === null) return 'no limit';
  const minutes = milliseconds / 60_000;
  if (minutes % 1440 === 0) return `${minutes / 1440}d`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
