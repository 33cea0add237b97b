/**
 * Numbers that only look random: the same seed gives the same numbers on every machine.
 *
 * @typedef {object} Random
 * @property {() => number} next at least 0 and less than 1
 * @property {(limit: number) => number} below a whole number, at least 0 and less than `limit`
 * @property {<T>(list: readonly T[]) => T} pick
 */

/**
 * A stream of its own for every thing that is made, so that any one can be made again alone: the
 * change branch needs a few manifests of many, and holding all of them would need gigabytes.
 *
 * @param {number} seed
 * @param {number} thing which of the things of this seed
 * @returns {Random}
 */
export function createRandom(seed, thing) {
  let state = scramble(scramble(seed) ^ Math.imul(thing, 0x9e3779b1));
  // Mulberry32: short, and good enough for test data.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    return scramble(state) / 2 ** 32;
  };
  const below = (/** @type {number} */ limit) => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (list) => list[below(list.length)],
  };
}

/**
 * A low index far more often than a high one: how often anything is named has a heavy tail.
 *
 * @param {Random} random
 * @param {number} limit
 */
export function skewedBelow(random, limit) {
  return Math.floor(limit * random.next() ** 3);
}

/** @param {number} value */
function scramble(value) {
  let mixed = Math.imul(value ^ (value >>> 15), value | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}
