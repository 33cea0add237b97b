import * as z from 'zod';

import { disqualificationCodes } from '../core/judgment/judgment.ts';
import { exclusions } from '../core/policy/documents/requires.ts';
import { tiers } from '../core/policy/documents/tiers.ts';

const tier = z.enum(tiers);

export const requirement = z.strictObject({
  id: z.string(),
  status: z.enum(['satisfied', 'unsatisfied', 'unknown']),
  tier,
  authority: z.enum(['code-owners', 'role', 'nobody', 'different-people', 'different-teams']),
  decidedBy: z.string().nullable().meta({ description: 'The line or role that says so.' }),
  expertise: z.array(z.string()).meta({ description: 'What each of them must know, by id.' }),
  count: z.int(),
  overridable: z.boolean().meta({
    description: 'Whether an emergency override may stand in for it.',
  }),
  bindTo: z.enum(['brief', 'head']),
  paths: z.array(z.string()),
  because: z.string(),
  approvedBy: z.array(z.string()),
  missing: z.string(),
  candidates: z
    .array(
      z.strictObject({
        name: z.string(),
        team: z.string().nullable().meta({ description: 'The team that the person is in.' }),
        excluded: z.string().nullable().meta({ description: 'Why this person cannot.' }),
      }),
    )
    .meta({ description: 'Who may approve, and who cannot.' }),
});

export const review = z.strictObject({
  id: z.int(),
  login: z.string(),
  counts: z.boolean(),
  satisfies: z.array(z.string()).meta({ description: 'Requirements that it counts for.' }),
  carriedFrom: z.string().nullable().meta({
    description: 'The head that was judged, where the judgment is carried to another one.',
  }),
  editedAt: z.string().nullable(),
  resembles: z.string().nullable(),
  code: z.enum(disqualificationCodes).nullable(),
  message: z.string().nullable(),
  help: z.string().nullable(),
});

export const demands = z.strictObject({
  bindTo: z.enum(['brief', 'head']),
  maxAge: z.int().nullable().meta({ description: 'Milliseconds.' }),
  unknownEdits: z.enum(['accept', 'refuse']),
  sections: z.array(z.string()),
  similar: z.enum(['refuse', 'flag']),
  addressEachFactor: z.boolean().meta({
    description: 'Whether every question is asked, and not only the three heaviest.',
  }),
  exclude: z.array(z.enum(exclusions)),
  maxLifetime: z.int().nullable().meta({ description: 'Milliseconds.' }),
  breakGlass: z
    .strictObject({
      roles: z.array(z.string()),
      followUpWithin: z.int().meta({ description: 'Milliseconds.' }),
    })
    .nullable(),
  followUps: z
    .array(
      z.strictObject({
        id: z.string(),
        actions: z.array(z.string()),
        within: z.int().meta({ description: 'Milliseconds from the merge.' }),
      }),
    )
    .meta({ description: 'What remains to be done after the merge; it keeps nothing shut.' }),
});

export const whatIf = z.strictObject({
  logins: z.array(z.string()),
  verdict: z.enum(['allowed', 'pending', 'denied', 'none']),
  next: z.array(z.string()),
  reviews: z.array(review),
  requirements: z.array(
    z.strictObject({
      id: z.string(),
      status: z.enum(['satisfied', 'unsatisfied', 'unknown']),
      missing: z.string(),
    }),
  ),
});
