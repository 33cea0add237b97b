import * as z from 'zod';

import { tierName } from '../core/policy/documents/tiers.ts';
import { askedKinds } from '../core/replay/point.ts';
import { groups } from '../core/replay/replay-report.ts';

const revision = z.strictObject({ name: z.string(), commit: z.string() });
const policies = z.strictObject({
  name: z.string(),
  commit: z.string().nullable().meta({ description: 'Null for files that are not committed.' }),
});
const direction = z.enum(groups).meta({
  description:
    '`differently`: parts of it go both ways, or it cannot be compared. Tier and requirements decide; factors do where both are the same.',
});
const tier = z.strictObject({ from: tierName, to: tierName });
const text = z.string().nullable();
const number = z.int().min(0);
const commit = {
  commit: z.string(),
  time: z.int().meta({ description: 'Seconds since the epoch, as the committer claims.' }),
  subject: z.string(),
};
const location = z.strictObject({ path: z.string(), line: z.int(), column: z.int() });

/** What `jitl policy replay --format json` prints. Adding an optional key is a minor change. */
export const replayDocument = z
  .strictObject({
    schema: z.literal('https://jitl.dev/schema/v1/policy-replay.json'),
    range: z
      .strictObject({ base: revision, head: revision })
      .nullable()
      .meta({ description: 'Null where there is no report.' }),
    policies: z.strictObject({ from: policies, to: policies }).nullable(),
    counts: z
      .strictObject({
        changes: number,
        ungated: number,
        unread: number,
        same: number,
        looser: number,
        differently: number,
        stricter: number,
      })
      .nullable()
      .meta({
        description: 'Null where both sides have the same files: the history was not read.',
      }),
    commits: z
      .array(
        z.strictObject({
          ...commit,
          direction,
          loosens: z.boolean().meta({
            description: 'Any part of it is looser: what `--fail-on-looser` looks at.',
          }),
          tier,
          asked: z.array(
            z.strictObject({
              kind: z.enum(askedKinds),
              of: z.string(),
              from: text,
              to: text,
              direction,
            }),
          ),
          identities: z.array(
            z.strictObject({
              id: z.string(),
              name: z.string(),
              tier,
              gained: z.array(z.string()),
              lost: z.array(z.string()),
            }),
          ),
        }),
      )
      .meta({ description: 'Looser, then differently, then stricter; the newest first.' }),
    unread: z
      .array(z.strictObject({ ...commit, code: z.string(), reason: z.string() }))
      .meta({ description: 'Commits about which nothing is known.' }),
    problems: z
      .array(
        z.strictObject({
          side: z.enum(['from', 'to']),
          policies,
          diagnostics: z.array(
            z.strictObject({
              code: z.string(),
              severity: z.enum(['error', 'note']),
              message: z.string(),
              help: text,
              location: location.nullable(),
            }),
          ),
        }),
      )
      .meta({ description: 'Why the policy files of a side cannot be used.' }),
    failure: z
      .strictObject({ code: z.string(), message: z.string(), help: text })
      .nullable()
      .meta({ description: 'Why there is no report.' }),
  })
  .meta({ title: 'Policy replay', description: 'What `jitl policy replay --format json` prints.' });

export type ReplayDocument = z.output<typeof replayDocument>;
