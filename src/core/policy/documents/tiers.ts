import * as z from 'zod';

/** Lowest first. The names are fixed: records of different repositories must mean the same. */
export const tiers = ['low', 'moderate', 'high', 'critical'] as const;
export type Tier = (typeof tiers)[number];

export const tierName = z.enum(tiers);

/** A level of a dimension, or a dimension. */
export const levelName = z.string().regex(/^[a-z]+(?:-[a-z]+)*$/, {
  error: 'must be lower-case words joined by `-`',
});

/** Who keeps a policy file. */
export const ownerName = z.string().regex(/^(?:team|user)\/[A-Za-z0-9][A-Za-z0-9._-]*$/, {
  error: 'must be `team/NAME` or `user/NAME`',
});
