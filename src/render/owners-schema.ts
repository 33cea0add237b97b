import * as z from 'zod';

const answer = {
  status: z.enum(['owned', 'unowned', 'unmatched', 'ambiguous']).meta({
    description:
      'Only `owned` can be approved. `unowned`: the deciding line names nobody. `unmatched`: no line matches. `ambiguous`: there is no one certain answer.',
  }),
  owners: z.array(z.string()).meta({
    description:
      'As written in the deciding line; any one of them may approve. Empty unless owned.',
  }),
  line: z.int().min(1).nullable(),
  text: z.string().nullable().meta({ description: 'The deciding line.' }),
  reason: z.string().optional().meta({ description: 'Why nobody may approve; absent for owned.' }),
};

/** What `jitl owners --format json` prints. Adding an optional key is a minor change. */
export const ownersDocument = z
  .strictObject({
    schema: z.literal('https://jitl.dev/schema/v1/owners.json'),
    base: z
      .strictObject({ name: z.string(), commit: z.string() })
      .nullable()
      .meta({ description: 'The revision that was looked at; null where there is none.' }),
    file: z.string().nullable().meta({ description: 'Where the rules stand; null on a failure.' }),
    paths: z
      .array(
        z.strictObject({
          path: z.string(),
          ...answer,
          submodule: z
            .strictObject({ entry: z.strictObject(answer), inside: z.strictObject(answer) })
            .optional()
            .meta({
              description:
                'Only for a submodule that two lines decide: both of them must be satisfied.',
            }),
        }),
      )
      .meta({ description: 'In the order in which they were asked for.' }),
    skipped: z
      .array(z.strictObject({ line: z.int().min(1), text: z.string(), reason: z.string() }))
      .meta({ description: 'Lines that have no effect on GitHub.' }),
    failure: z
      .strictObject({ code: z.string(), message: z.string(), help: z.string().nullable() })
      .nullable()
      .meta({ description: 'Why there are no answers.' }),
  })
  .meta({ title: 'Owners', description: 'What `jitl owners --format json` prints.' });

export type OwnersDocument = z.output<typeof ownersDocument>;
