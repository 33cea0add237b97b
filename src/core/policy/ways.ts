import type { Motion, Way } from './declare.ts';

export const FREE: Motion = { way: 'free', within: null };

export function flip(way: Way): Way {
  if (way === 'up') return 'down';
  return way === 'down' ? 'up' : way;
}

/** The way of something that follows both: none is known where they go apart. */
export function joinWays(a: Way, b: Way): Way {
  if (a === b || b === 'constant') return a;
  return a === 'constant' ? b : 'free';
}

export function joinMotions(a: Motion, b: Motion): Motion {
  const within =
    a.within === null || b.within === null
      ? (a.within ?? b.within)
      : joinMotions(a.within, b.within);
  return { way: joinWays(a.way, b.way), within };
}
