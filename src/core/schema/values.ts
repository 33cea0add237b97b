import * as z from 'zod';

/** `2026-11-25` or a full RFC 3339 time. A date alone means its first instant, in UTC. */
export const dateText = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2}))?$/, {
    error: 'must be a date such as `2026-11-25` or `2026-11-25T10:00:00Z`',
  })
  .refine(isRealDate, { error: 'is a date that does not exist' })
  .meta({ description: 'A date (its first instant in UTC) or an RFC 3339 time.' });

/** `90d`, `24h`, `30m`: a whole number of one unit. */
export const durationText = z
  .string()
  .regex(/^[1-9]\d{0,4}[dhm]$/, { error: 'must be a duration such as `90d`, `24h` or `30m`' })
  .meta({ description: 'A whole number of days, hours or minutes: `90d`, `24h`, `30m`.' });

export const idText = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/, {
    error: 'must be lower-case words joined by `-` or `.`',
  })
  .meta({ description: 'Lower-case words joined by `-` or `.`, at most 80 characters.' });

function isRealDate(text: string): boolean {
  const day = Number(text.slice(8, 10));
  const date = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === day && !Number.isNaN(Date.parse(text));
}

/** Milliseconds since the epoch, or null for text that is no date. */
export function instant(text: string): number | null {
  const value = Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text);
  return Number.isNaN(value) ? null : value;
}

/** Milliseconds of a duration such as `90d`. */
export function durationMilliseconds(text: string): number | null {
  const parts = /^([1-9]\d{0,4})([dhm])$/.exec(text);
  if (parts === null) return null;
  const unit = parts[2] === 'd' ? 86_400_000 : parts[2] === 'h' ? 3_600_000 : 60_000;
  return Number(parts[1]) * unit;
}
