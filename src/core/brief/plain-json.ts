import type { Json } from '../canonical-json.ts';
import type { Location } from '../location.ts';

/** Records as JSON; of a location only the file counts, since lines move without any meaning. */
export function plainJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(plainJson);
  if (typeof value !== 'object') return null;
  if (isLocation(value)) return { path: value.path, side: value.side };
  const members: Record<string, Json> = {};
  for (const [key, member] of Object.entries(value))
    if (member !== undefined) members[key] = plainJson(member);
  return members;
}

function isLocation(value: object): value is Location {
  return 'excerpt' in value && 'start' in value && 'path' in value;
}
