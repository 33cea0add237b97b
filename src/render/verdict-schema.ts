import * as z from 'zod';

import { changeKinds } from '../core/change/change.ts';
import { diagnosticCodes } from '../core/diagnostic.ts';
import { disqualificationCodes } from '../core/judgment/judgment.ts';
import { tiers } from '../core/policy/documents.ts';

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
  shadow: z.boolean(),
  location: place.nullable(),
});

const requirement = z.strictObject({
  id: z.string(),
  status: z.enum(['satisfied', 'unsatisfied', 'unknown']),
  tier,
  authority: z.enum(['code-owners', 'role', 'nobody', 'different-people']),
  decidedBy: z.string().nullable().meta({ description: 'The line or role that says so.' }),
  count: z.int(),
  bindTo: z.enum(['brief', 'head']),
  paths: z.array(z.string()),
  because: z.string(),
  approvedBy: z.array(z.string()),
  missing: z.string(),
  candidates: z.array(z.strictObject({ name: z.string(), excluded: z.string().nullable() })),
});

const review = z.strictObject({
  id: z.int(),
  login: z.string(),
  counts: z.boolean(),
  code: z.enum(disqualificationCodes).nullable(),
  message: z.string().nullable(),
  help: z.string().nullable(),
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
    requirements: z.array(requirement),
    reviews: z.array(review),
    vetoes: z.array(z.strictObject({ review: z.int(), login: z.string() })),
    denials: z.array(
      z.strictObject({
        code: z.enum(['merge-conflict', 'control-plane-invalid']),
        message: z.string(),
        help: z.string(),
      }),
    ),
    agents: z.array(z.string()).meta({ description: 'Why the change counts as agent-authored.' }),
    brief: z
      .strictObject({
        digest,
        line: z
          .string()
          .nullable()
          .meta({ description: 'What an approving review quotes; null without a pull request.' }),
      })
      .nullable(),
    failure: z
      .strictObject({ code: z.string(), message: z.string(), help: z.string().nullable() })
      .nullable()
      .meta({ description: 'Why there is no verdict, where no file is to blame.' }),
    diagnostics: z.array(diagnostic),
    incomplete: z
      .array(z.string())
      .meta({ description: 'What the snapshot says could not be read.' }),
    notes: z.array(z.string()),
  })
  .meta({ title: 'Verdict', description: 'What `jitl check --format json` prints.' });

export type VerdictDocument = z.output<typeof verdictDocument>;
