const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Milliseconds in words: whole days as days, anything else in hours, rounded up. */
export function spokenDuration(milliseconds: number): string {
  const days = milliseconds % DAY === 0;
  const amount = days ? milliseconds / DAY : Math.ceil(milliseconds / HOUR);
  return `${amount} ${days ? 'day' : 'hour'}${amount === 1 ? '' : 's'}`;
}
