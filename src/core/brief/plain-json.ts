import type { Json } from '../canonical-json.ts';
import type { Location } from '../location.ts';

/** Records as JSON; of a location only the file counts, since lines move without any meaning. */
export function plainJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(plainJson);
  if (typeof value !== 'object') return null;
  if (isLocation(value)) return { path: value.path, side: value.side };
  // Not by assignment: a key `__proto__` would then set the prototype, and not be digested.
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, plainJson(member)]),
  );
}

function isLocation(value: object): value is Location {
  return 'excerpt' in value && 'start' in value && 'path' in value;
}
