import * as z from 'zod';

import { durationText, idText } from '../../schema/values.ts';

const reviewLine = z
  .strictObject({
    id: idText,
    from: z.literal('code-owners').optional().meta({
      description: 'The owners of each changed path, by CODEOWNERS at the base.',
    }),
    role: idText.optional().meta({ description: 'A role of `.jitl/people.yaml`.' }),
    count: z.int().min(1).max(5).default(1),
    expertise: z.array(idText).max(5).default([]).meta({
      description:
        'What each of them must also know, by id of `expertise` in `.jitl/people.yaml`; all of it.',
    }),
  })
  .refine((value) => (value.from === undefined) !== (value.role === undefined), {
    error: 'needs exactly one of `from: code-owners` and `role`',
  });

/** Who took part may never judge, whatever is written; a policy may say so all the same. */
const alwaysExcluded = [
  'author',
  'committer',
  'co-author',
  'pusher',
  'prompter',
  'operator',
] as const;

/** Who is not independent beyond those who took part in the change, who never are. */
export const exclusions = ['beneficiary', 'declared-owner'] as const;

const separation = z.strictObject({
  exclude: z
    .array(z.enum([...alwaysExcluded, ...exclusions]))
    .default([])
    .meta({
      description:
        'Who may not judge. Whoever took part never may, listed or not: author, committer, co-author, pusher, prompter, operator. `beneficiary` is a person who gains access by the change, `declared-owner` a person declared as owner of an identity that gains.',
    }),
  distinctPeople: z.int().min(1).max(5).optional().meta({
    description: 'How many different people must approve; nobody then fills two review lines.',
  }),
  distinctTeams: z.int().min(2).max(5).optional().meta({
    description:
      'From how many different teams the approvals must come: each by another person, through another team of CODEOWNERS or of a role. Who is named in person counts for no team.',
  }),
  agentAuthored: z
    .strictObject({ distinctPeople: z.int().min(1).max(5) })
    .optional()
    .meta({
      description:
        'How many different people must approve what an agent took part in. From `high` on it is two, whatever is written.',
    }),
});

const rationale = z.strictObject({
  sections: z.array(idText).max(5).default([]).meta({
    description: 'What the rationale must speak of, each under its id.',
  }),
  similar: z.enum(['refuse', 'flag']).optional().meta({
    description:
      'What becomes of a near-duplicate of another text; `refuse` where nothing is said.',
  }),
  addressEachFactor: z.boolean().optional().meta({
    description: 'Whether every question is asked, and not only the three heaviest.',
  }),
});

const approvals = z.strictObject({
  bindTo: z.enum(['brief', 'head']).optional(),
  maxAge: durationText.optional(),
  unknownEdits: z.enum(['accept', 'refuse']).optional().meta({
    description: 'What becomes of a review when the forge does not say who edited it.',
  }),
});

const followUp = z
  .strictObject({
    id: idText,
    action: z.string().min(10).max(300).meta({ description: 'What must be done afterwards.' }),
    within: durationText.meta({ description: 'Counted from the merge.' }),
  })
  .meta({ description: 'What remains to be done after the merge, and by when.' });

export const requirementRule = z.strictObject({
  reviews: z.array(reviewLine).min(1).max(10),
  separation: separation.optional(),
  rationale: rationale.optional(),
  approvals: approvals.optional(),
  maxLifetime: durationText.optional().meta({
    description:
      'The longest life of a grant or credential that the change gives; longer is denied.',
  }),
  followUps: z.array(followUp).max(5).default([]),
});

export type RequirementRule = z.output<typeof requirementRule>;

export const breakGlass = z
  .strictObject({
    role: idText.meta({ description: 'Who may override in an emergency.' }),
    followUpWithin: durationText.meta({
      description: 'By when the change must be judged in the ordinary way.',
    }),
  })
  .meta({
    description:
      'The emergency path, of an `overridable` policy. Where several policies name one, every role is needed.',
  });
