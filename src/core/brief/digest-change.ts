import type { Change } from '../change/change.ts';
import { digestJson, type Digest } from '../digest.ts';
import { plainJson } from './plain-json.ts';

/**
 * What one change means, whatever stands beside it: without its number and the places it stands in,
 * so that the same change in another pull request, file or order has the same digest.
 */
export function digestChange(change: Change): Digest {
  const { id: _id, base: _base, head: _head, ...meaning } = change;
  return digestJson(plainJson(withoutPlaces(meaning)));
}

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  if ('excerpt' in value) return null;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, withoutPlaces(member)]),
  );
}
