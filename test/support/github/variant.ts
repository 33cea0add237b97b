import { it } from 'vitest';

/**
 * A further form of an attack, beside the one that is always played: with `EVERY_ATTACK=1`. Without it,
 * it is counted as skipped.
 */
export const variant: typeof it.skip = it.skipIf(process.env['EVERY_ATTACK'] !== '1');
