import * as z from 'zod';

/** A forge's immutable numeric account id. A login can be renamed and registered by somebody else. */
const accountId = z.int().positive();
const objectId = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const time = z.iso.datetime({ offset: true });

const account = z
  .strictObject({
    id: accountId,
    login: z.string().min(1).max(100),
    type: z.enum(['user', 'bot', 'organization', 'unknown']),
    permission: z
      .enum(['admin', 'maintain', 'write', 'triage', 'read', 'none', 'unknown'])
      .meta({ description: 'On this repository, at the time of the snapshot.' }),
    emails: z.array(z.string().max(300)).default([]).meta({
      description: 'Addresses that the forge maps to the account.',
    }),
  })
  .meta({ description: 'An account of the forge.' });

const team = z.strictObject({
  name: z
    .string()
    .regex(/^[^\s/]+\/[^\s/]+$/)
    .meta({ description: '`organisation/slug`.' }),
  members: z
    .array(z.strictObject({ account: accountId, state: z.enum(['active', 'pending']) }))
    .nullable()
    .meta({ description: 'Null: the members could not be read. That is not an empty team.' }),
});

const review = z.strictObject({
  id: z.int().positive(),
  account: accountId.nullable().meta({ description: 'Null: the account was deleted.' }),
  state: z.enum(['approved', 'changes-requested', 'commented', 'dismissed', 'pending']),
  body: z.string().max(70_000),
  submittedAt: time,
  commit: objectId.nullable(),
  dismissed: z
    .strictObject({
      by: accountId.nullable(),
      was: z.enum(['approved', 'changes-requested', 'unknown']),
    })
    .nullable()
    .default(null)
    .meta({
      description:
        'Of a dismissed review: who dismissed it, and what it said before. Null counts as unknown.',
    }),
  edited: z
    .union([z.null(), z.literal('unknown'), z.strictObject({ by: accountId.nullable(), at: time })])
    .meta({ description: 'The last edit of the body; `unknown` where the forge does not say.' }),
});

const commit = z.strictObject({
  oid: objectId,
  author: accountId.nullable(),
  committer: accountId.nullable(),
});

/** Everything the forge said, in one document. What could not be read is said, never left out. */
export const snapshot = z
  .strictObject({
    schema: z.literal('https://jitl.dev/schema/v1/snapshot.json'),
    repository: z.strictObject({ id: z.int().positive(), name: z.string().min(1).max(200) }),
    pullRequest: z.strictObject({
      number: z.int().positive(),
      title: z.string().max(1000),
      body: z.string().max(300_000),
      author: accountId.nullable(),
      assignees: z.array(accountId).default([]),
      prompters: z.array(accountId).default([]).meta({
        description: 'Who asked an agent for this change.',
      }),
      baseRef: z.string().regex(/^refs\/heads\/\S+$/),
      headCommit: objectId,
      state: z.enum(['open', 'closed', 'merged']),
      draft: z.boolean(),
    }),
    accounts: z.array(account).max(5000),
    teams: z.array(team).max(500),
    commits: z.array(commit).max(10_000).meta({
      description: 'Every commit reachable from head and not from base.',
    }),
    pushers: z.array(accountId.nullable()).default([]),
    reviews: z.array(review).max(5000),
    incomplete: z
      .array(z.strictObject({ what: z.string().max(200), why: z.string().max(500) }))
      .default([])
      .meta({ description: 'What could not be read. Anything here keeps the gate shut.' }),
  })
  .meta({ title: 'Snapshot', description: 'What the forge said about one pull request.' });

export type Snapshot = z.output<typeof snapshot>;
export type Account = Snapshot['accounts'][number];
export type Review = Snapshot['reviews'][number];
