import * as z from 'zod';

import { changeKinds } from '../core/change/change.ts';
import { diagnosticCodes } from '../core/diagnostic.ts';
import { denialCodes, holdCodes } from '../core/judgment/judgment.ts';
import { tiers } from '../core/policy/documents/tiers.ts';
import { demands, requirement, review, whatIf } from './verdict-schema-judgment.ts';

const tier = z.enum(tiers);
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

const place = z
  .strictObject({
    path: z.string(),
    side: z.enum(['base', 'head']),
    line: z.int().min(1),
    column: z.int().min(1),
  })
  .meta({ description: 'A place in a file; line and column count from 1.' });

const permission = z.strictObject({
  system: z.string(),
  group: z.string(),
  resource: z.string(),
  actions: z.array(z.string()),
  names: z.array(z.string()).meta({ description: 'Empty: every object of the resource.' }),
  until: z.string().nullable(),
  level: z.string(),
  reach: z.string(),
  primitives: z.array(z.string()),
  unresolved: z.boolean(),
  location: place,
});

const change = z.strictObject({
  id: z.string(),
  digest: digest.meta({ description: 'Of what it means, wherever it stands.' }),
  kind: z.enum(changeKinds),
  summary: z.string(),
  tier,
  because: z.string(),
  dimensions: z.record(z.string(), z.string()),
  subject: z.strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['identity', 'group', 'person', 'role']),
    type: z.string(),
    environment: z.string(),
    criticality: z.string().nullable(),
    owner: z.string().nullable(),
  }),
  scope: z.string().nullable(),
  permissions: z.array(permission),
  via: z.array(z.string()),
  from: z.string().nullable(),
  to: z.string().nullable(),
  reason: z.enum(diagnosticCodes).nullable().meta({
    description: 'Why it could not be assessed.',
  }),
  base: place.nullable(),
  head: place.nullable(),
});

const factor = z.strictObject({
  id: z.string(),
  policy: z.string(),
  change: z.string(),
  category: z.string(),
  raises: z.record(z.string(), z.string()),
  floor: tier.nullable(),
  message: z.string(),
  evidence: z.array(z.string()),
  indeterminate: z.boolean(),
  effect: z.enum(['counts', 'waived', 'advisory', 'shadow']).meta({
    description: 'Only what counts decides.',
  }),
  waiver: z
    .strictObject({ id: z.string(), ticket: z.string().nullable(), expiresAt: z.string() })
    .nullable()
    .meta({ description: 'What keeps it from counting.' }),
  location: place.nullable(),
});

const diagnostic = z.strictObject({
  code: z.enum(diagnosticCodes),
  severity: z.enum(['error', 'note']),
  message: z.string(),
  help: z.string().nullable(),
  location: place.nullable(),
});

/** The frozen projection of a verdict. Adding a field is a minor change, anything else is v2. */
export const verdictDocument = z
  .strictObject({
    schema: z.literal('https://jitl.dev/schema/v1/verdict.json'),
    verdict: z.enum(['allowed', 'pending', 'denied', 'none']),
    tier: tier.nullable(),
    next: z.array(z.string()),
    repository: z.string().nullable(),
    pullRequest: z.int().nullable(),
    base: z.strictObject({ name: z.string(), commit: z.string() }),
    head: z.strictObject({
      name: z.string(),
      commit: z.string().nullable(),
      workingTree: z.boolean(),
    }),
    coverage: z.strictObject({
      changedFiles: z.int(),
      gatedFiles: z.int(),
      identityObjects: z.int(),
      contextFiles: z.int(),
    }),
    changes: z.array(change),
    factors: z.array(factor),
    questions: z.array(
      z.strictObject({ id: z.string(), text: z.string(), changes: z.array(z.string()) }),
    ),
    demands: demands.nullable().meta({ description: 'What every approval must be.' }),
    requirements: z.array(requirement),
    reviews: z.array(review),
    vetoes: z.array(z.strictObject({ review: z.int(), login: z.string() })),
    holds: z
      .array(
        z.strictObject({
          code: z.enum(holdCodes),
          status: z.enum(['unsatisfied', 'unknown']),
          message: z.string(),
          help: z.string(),
        }),
      )
      .meta({ description: 'What keeps the gate shut besides missing approvals.' }),
    override: z
      .strictObject({
        review: z.int(),
        login: z.string(),
        incident: z.string(),
        followUpBy: z.string(),
      })
      .nullable()
      .meta({ description: 'The emergency override that is in force.' }),
    refusedOverrides: z.array(
      z.strictObject({ review: z.int(), login: z.string(), message: z.string() }),
    ),
    earlierRefusals: z.array(
      z.strictObject({
        pullRequest: z.int(),
        login: z.string(),
        because: z.string(),
        changes: z.array(z.string()),
      }),
    ),
    whatIf: whatIf.nullable().meta({
      description: 'What `--assume-approval` would change; the verdict above is the real one.',
    }),
    denials: z.array(
      z.strictObject({
        code: z.enum(denialCodes),
        message: z.string(),
        help: z.string(),
      }),
    ),
    agents: z.array(z.string()).meta({ description: 'Why the change counts as agent-authored.' }),
    brief: z
      .strictObject({
        digest,
        parts: z.record(z.string(), digest).meta({ description: 'Digest of each part.' }),
        line: z
          .string()
          .nullable()
          .meta({ description: 'What an approving review quotes; null without a pull request.' }),
        lines: z.array(z.string()).meta({
          description: 'Every line that an approving review quotes.',
        }),
      })
      .nullable(),
    failure: z
      .strictObject({ code: z.string(), message: z.string(), help: z.string().nullable() })
      .nullable()
      .meta({ description: 'Why there is no verdict, where no file is to blame.' }),
    diagnostics: z.array(diagnostic),
    notes: z.array(z.string()),
  })
  .meta({ title: 'Verdict', description: 'What `jitl check --format json` prints.' });

export type VerdictDocument = z.output<typeof verdictDocument>;
