import * as z from 'zod';

import { changeKinds } from '../core/change/change.ts';
import { tierName } from '../core/policy/documents/tiers.ts';

const place = z.strictObject({
  path: z.string(),
  side: z.enum(['base', 'head']),
  line: z.int(),
  column: z.int(),
});

/** A value that a condition read. Whole numbers beyond what JSON carries are texts. */
const value = z.json();

const condition = z.strictObject({
  outcome: z.enum(['holds', 'fails', 'indeterminate']),
  text: z.string(),
  join: z.enum(['all', 'any', 'not']).nullable().meta({
    description: 'How the parts make up the whole; null of what is not taken apart.',
  }),
  get parts() {
    return z.array(condition);
  },
  values: z.array(z.strictObject({ path: z.string(), value })),
  witnesses: z.array(value).meta({
    description: 'Elements of a list for which it held (of `all`: failed); at most five.',
  }),
});

const rule = z.strictObject({
  policy: z.string(),
  factor: z.string(),
  message: z.string(),
  question: z.string().nullable(),
  raises: z.record(z.string(), z.string()),
  floor: tierName.nullable(),
  enforcement: z.enum(['advisory', 'overridable', 'mandatory']),
  status: z.enum(['draft', 'shadow', 'active', 'deprecated']),
  effect: z.enum(['counts', 'waived', 'advisory', 'shadow']).nullable().meta({
    description: 'What it does; null where it does not match.',
  }),
  waiver: z
    .strictObject({ id: z.string(), ticket: z.string().nullable(), expiresAt: z.string() })
    .nullable(),
  rule: place,
  asked: z.array(z.strictObject({ item: z.string().nullable(), matched: z.boolean(), condition })),
  more: z.int().meta({ description: 'Items beyond those that are explained.' }),
  frameworks: z.array(z.string()),
});

const decider = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('row'), tier: tierName, index: z.int() }),
  z.strictObject({ kind: z.literal('floor'), policy: z.string(), factor: z.string() }),
  z.strictObject({ kind: z.enum(['unclassified', 'limit', 'nothing']) }),
]);

/** What `jitl explain --format json` writes. Adding a field is a minor change, anything else is v2. */
export const explanationDocument = z
  .strictObject({
    schema: z.literal('https://jitl.dev/schema/v1/explanation.json'),
    tier: tierName,
    about: z.strictObject({ kind: z.enum(['factor', 'policy']), id: z.string() }).nullable(),
    changes: z.array(
      z.strictObject({
        id: z.string(),
        kind: z.enum(changeKinds),
        summary: z.string(),
        subject: z.string(),
        place: place.nullable(),
        tier: tierName,
        because: z.string(),
        decidedBy: decider,
        bounds: z.array(
          z.strictObject({
            dimension: z.string(),
            atLeast: z.string(),
            reached: z.string(),
            by: z.array(z.string()),
          }),
        ),
        rules: z.array(rule),
      }),
    ),
    notAsked: z.array(rule).meta({
      description: 'Rules that were asked about and that no change here is of a kind for.',
    }),
  })
  .meta({ title: 'Explanation', description: 'Why a change has its tier, rule by rule.' });

export type ExplanationDocument = z.output<typeof explanationDocument>;
