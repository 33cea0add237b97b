import * as z from 'zod';

import { disqualificationCodes } from '../core/judgment/judgment.ts';

/** The frozen projection of a trial. Adding a field is a minor change, anything else is v2. */
export const trialDocument = z
  .strictObject({
    schema: z.literal('https://jitl.dev/schema/v1/review-trial.json'),
    effect: z.enum(['counts', 'veto', 'override', 'text-only', 'none']).meta({
      description:
        'What the review would be; `text-only`: without a snapshot only its text was looked at.',
    }),
    refusals: z.array(
      z.strictObject({
        code: z.enum(disqualificationCodes),
        message: z.string(),
        help: z.string().nullable(),
      }),
    ),
    satisfies: z.array(z.string()).meta({ description: 'Requirements that it would count for.' }),
    verdict: z.enum(['allowed', 'pending', 'denied', 'none']),
    next: z.array(z.string()),
  })
  .meta({
    title: 'ReviewTrial',
    description: 'What `jitl review --dry-run --format json` prints.',
  });

export type TrialDocument = z.output<typeof trialDocument>;
