import type { Change } from '../change/change.ts';
import { describeChange } from '../change/describe.ts';
import { instant } from '../schema/values.ts';
import type { Denial } from './judgment.ts';
import { spokenDuration } from './spoken-duration.ts';

const SHOWN = 3;

/** Grants and credentials that would live longer than the policies allow at this tier. */
export function denyLifetimes(
  changes: readonly Change[],
  maxLifetime: number | null,
  now: number,
): readonly Denial[] {
  if (maxLifetime === null) return [];
  const tooLong = changes.filter((change) =>
    endings(change).some(
      (until) => until === null || (instant(until) ?? Infinity) > now + maxLifetime,
    ),
  );
  if (tooLong.length === 0) return [];
  const named = tooLong.slice(0, SHOWN).map(describeChange).join('; ');
  const more = tooLong.length > SHOWN ? `; and ${tooLong.length - SHOWN} more` : '';
  return [
    {
      code: 'lifetime-too-long',
      message: `longer than the ${spokenDuration(maxLifetime)} that the policies allow here: ${named}${more}`,
      help: `let it end by ${new Date(now + maxLifetime).toISOString().slice(0, 10)}`,
    },
  ];
}

/** When what a change gives ends; null means never. What cannot say an end has none to check. */
function endings(change: Change): readonly (string | null)[] {
  switch (change.kind) {
    case 'grant-added':
    case 'grant-widened':
      return change.permissions.filter((one) => one.canExpire).map((one) => one.until);
    case 'credential-issued':
    case 'credential-rotated':
    case 'credential-extended':
      return [change.expiresAt];
    default:
      return [];
  }
}
