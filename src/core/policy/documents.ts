import * as z from 'zod';

import { changeKinds } from '../change/change.ts';
import { dateText, durationText, idText } from '../schema/values.ts';

/** Lowest first. The names are fixed: records of different repositories must mean the same. */
export const tiers = ['low', 'moderate', 'high', 'critical'] as const;
export type Tier = (typeof tiers)[number];

const tier = z.enum(tiers);
const level = z.string().regex(/^[a-z]+(?:-[a-z]+)*$/);
const owner = z.string().regex(/^(?:team|user)\/[A-Za-z0-9][A-Za-z0-9._-]*$/, {
  error: 'must be `team/NAME` or `user/NAME`',
});

const row = z.record(level, level).refine((value) => Object.keys(value).length > 0, {
  error: 'a row needs at least one lower bound',
});

const rows = z.array(row).max(50).default([]);

export const riskModel = z
  .strictObject({
    apiVersion: z.literal('jitl.dev/v1'),
    kind: z.literal('RiskModel'),
    metadata: z.strictObject({ id: idText, owner, version: z.int().min(1) }),
    spec: z.strictObject({
      tiers: z.tuple([
        z.literal('low'),
        z.literal('moderate'),
        z.literal('high'),
        z.literal('critical'),
      ]),
      unclassified: tier.meta({ description: 'The tier of a change that no policy claims.' }),
      dimensions: z
        .record(level, z.array(level).min(2).max(5))
        .meta({ description: 'Ordered levels, lowest first.' }),
      table: z
        .strictObject({ critical: rows, high: rows, moderate: rows })
        .meta({ description: 'Conjunctions of lower bounds; the highest row that holds decides.' }),
    }),
  })
  .meta({ title: 'RiskModel', description: 'How dimensions become a tier.' });

export type RiskModel = z.output<typeof riskModel>;

export const factorScopes = ['item', 'subject', 'state'] as const;

const factor = z
  .strictObject({
    id: idText,
    scope: z.enum(factorScopes).meta({
      description:
        '`item` and `subject` may raise dimensions; `state` sees the result and may only set a floor.',
    }),
    category: z.enum([
      'privilege-escalation',
      'data-access',
      'life-cycle',
      'blast-radius',
      'availability',
      'control-plane',
      'hygiene',
    ]),
    raises: z.record(level, level).optional(),
    floor: tier.optional(),
    when: z.string().min(1).max(2000).meta({ description: 'A condition in CEL.' }),
    message: z.string().min(10).max(300),
    question: z.string().min(10).max(300).optional().meta({
      description: 'What the rationale must answer where this factor counts among the heaviest.',
    }),
  })
  .refine((value) => value.raises !== undefined || value.floor !== undefined, {
    error: 'needs `raises` or `floor`',
  })
  .refine((value) => value.scope !== 'state' || value.raises === undefined, {
    error: 'a factor of scope `state` sets a `floor` and raises nothing',
  });

const reviewLine = z
  .strictObject({
    id: idText,
    from: z.literal('code-owners').optional().meta({
      description: 'The owners of each changed path, by CODEOWNERS at the base.',
    }),
    role: idText.optional().meta({ description: 'A role of `.jitl/people.yaml`.' }),
    count: z.int().min(1).max(5).default(1),
  })
  .refine((value) => (value.from === undefined) !== (value.role === undefined), {
    error: 'needs exactly one of `from: code-owners` and `role`',
  });

/** Who is not independent beyond those who took part in the change, who never are. */
export const exclusions = ['beneficiary', 'declared-owner'] as const;

const separation = z.strictObject({
  exclude: z.array(z.enum(exclusions)).default([]).meta({
    description:
      'Who may not judge besides everyone who took part: `beneficiary` is a person who gains access by the change, `declared-owner` a person declared as owner of an identity that gains.',
  }),
  distinctPeople: z.int().min(1).max(5).optional().meta({
    description: 'How many different people must approve; nobody then fills two review lines.',
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
});

const approvals = z.strictObject({
  bindTo: z.enum(['brief', 'head']).optional(),
  maxAge: durationText.optional(),
  unknownEdits: z.enum(['accept', 'refuse']).optional().meta({
    description: 'What becomes of a review when the forge does not say who edited it.',
  }),
});

const requirement = z.strictObject({
  reviews: z.array(reviewLine).min(1).max(10),
  separation: separation.optional(),
  rationale: rationale.optional(),
  approvals: approvals.optional(),
  maxLifetime: durationText.optional().meta({
    description:
      'The longest life of a grant or credential that the change gives; longer is denied.',
  }),
});

const breakGlass = z
  .strictObject({
    role: idText.meta({ description: 'Who may override in an emergency.' }),
    followUpWithin: durationText.meta({
      description: 'By when the change must be judged in the ordinary way.',
    }),
  })
  .meta({
    description: 'The emergency path. Where several policies name one, every role is needed.',
  });

export const policy = z
  .strictObject({
    apiVersion: z.literal('jitl.dev/v1'),
    kind: z.literal('Policy'),
    metadata: z.strictObject({
      id: idText,
      title: z.string().min(3).max(120),
      owner,
      version: z.int().min(1),
      status: z.enum(['draft', 'shadow', 'active', 'deprecated']),
      reviewBy: dateText.optional(),
    }),
    spec: z.strictObject({
      appliesTo: z.strictObject({ changes: z.array(z.enum(changeKinds)).min(1) }),
      factors: z.array(factor).max(100).default([]),
      requires: z
        .strictObject({
          moderate: requirement.optional(),
          high: requirement.optional(),
          critical: requirement.optional(),
        })
        .optional()
        .meta({ description: 'By resulting tier, cumulative upward.' }),
      breakGlass: breakGlass.optional(),
      frameworks: z
        .array(z.strictObject({ catalog: idText, controls: z.array(z.string().min(1)).min(1) }))
        .default([]),
    }),
  })
  .meta({ title: 'Policy', description: 'What makes a change risky, and who must decide.' });

export type Policy = z.output<typeof policy>;
export type Factor = Policy['spec']['factors'][number];
export type RequirementRule = NonNullable<NonNullable<Policy['spec']['requires']>['moderate']>;

const login = z.string().regex(/^@?[A-Za-z0-9][A-Za-z0-9-]{0,38}$/);

export const people = z
  .strictObject({
    apiVersion: z.literal('jitl.dev/v1'),
    kind: z.literal('People'),
    spec: z.strictObject({
      roles: z
        .record(
          idText,
          z.strictObject({
            people: z.array(login).default([]),
            teams: z.array(z.string().regex(/^@?[^\s/]+\/[^\s/]+$/)).default([]),
          }),
        )
        .default({}),
      persons: z
        .array(
          z.strictObject({
            name: idText,
            accounts: z.array(z.strictObject({ login, id: z.int().positive() })).min(1),
            aliases: z.array(z.string().min(1).max(300)).default([]).meta({
              description: 'Other names of the person: user names in manifests, e-mail addresses.',
            }),
          }),
        )
        .default([])
        .meta({ description: 'People by account id; several accounts of one person count once.' }),
      agents: z
        .array(
          z.strictObject({
            login,
            id: z.int().positive().optional(),
            operators: z.array(login).default([]),
          }),
        )
        .default([])
        .meta({ description: 'Agents and machine accounts, and who runs them.' }),
    }),
  })
  .meta({ title: 'People', description: 'Roles, people and agents.' });

export type People = z.output<typeof people>;

export const config = z
  .strictObject({
    apiVersion: z.literal('jitl.dev/v1'),
    kind: z.literal('Config'),
    spec: z.strictObject({
      extends: z.array(z.enum(['jitl:baseline'])).default(['jitl:baseline']),
    }),
  })
  .meta({ title: 'Config', description: 'What is in use in this repository.' });

export type Config = z.output<typeof config>;
