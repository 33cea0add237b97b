import * as z from 'zod';

import { dateText, idText } from '../../schema/values.ts';
import { ownerName } from './tiers.ts';

/** A name is compared as it is; one that looks like a pattern would match nothing. */
const exact = z
  .string()
  .min(1)
  .max(500)
  .refine((text) => !/[*?]/.test(text), { error: 'must be one exact id, and no pattern' });

export const waiver = z
  .strictObject({
    apiVersion: z.literal('jitl.dev/v1'),
    kind: z.literal('Waiver'),
    metadata: z.strictObject({
      id: idText,
      owner: ownerName.meta({ description: 'Who answers for the waiver.' }),
      ticket: z.string().min(1).max(200).optional(),
    }),
    spec: z.strictObject({
      policy: idText,
      factors: z.array(idText).min(1).max(20).meta({
        description: 'Factors of the policy that set no floor.',
      }),
      subject: exact.meta({
        description:
          'The id of one identity, as in the JSON of `jitl check`: `service-account:payments/api`. No pattern.',
      }),
      reason: z.string().min(20).max(1000).meta({ description: 'Why the risk is accepted.' }),
      compensating: z.array(z.string().min(3).max(300)).min(1).max(10).meta({
        description: 'What keeps the risk small meanwhile.',
      }),
      notBefore: dateText,
      expiresAt: dateText,
    }),
  })
  .meta({
    title: 'Waiver',
    description: 'A factor that does not count for one identity, for a bounded time.',
  });

export type Waiver = z.output<typeof waiver>;
