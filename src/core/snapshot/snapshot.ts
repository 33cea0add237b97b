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

/** Two entries of one name could be read as either, so neither is. */
function distinct<T>(what: string, key: (entry: T) => number | string) {
  return [
    (entries: readonly T[]) => new Set(entries.map(key)).size === entries.length,
    { error: `names the same ${what} twice` },
  ] as const;
}

const event = z.strictObject({
  kind: z.enum(['force-pushed', 'retargeted']),
  at: time,
  by: accountId.nullable(),
});

const sibling = z
  .strictObject({
    number: z.int().positive(),
    baseRef: z.string().regex(/^refs\/heads\/\S+$/),
    satisfied: z.union([z.boolean(), z.literal('unknown')]).meta({
      description: 'Whether the gate is open for it, its own siblings left aside.',
    }),
  })
  .meta({ description: 'Another open pull request with the same head commit.' });

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

const earlierRefusal = z
  .strictObject({
    pullRequest: z.int().positive(),
    account: accountId.nullable(),
    body: z.string().max(70_000),
    submittedAt: time,
    changes: z.array(digest).max(5000).meta({
      description: 'Digests of the changes that were refused, as the verdict gives them.',
    }),
  })
  .meta({ description: 'A refusal that another pull request was left with.' });

const earlierRationale = z.strictObject({
  account: accountId,
  pullRequest: z.int().positive(),
  body: z.string().max(70_000),
});

const publishedBrief = z.strictObject({
  digest,
  parts: z.record(z.string().max(40), digest),
});

const followUp = z
  .strictObject({ pullRequest: z.int().positive(), dueAt: time, judged: z.boolean() })
  .meta({ description: 'What an emergency override left to be judged.' });

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
      baseCommit: objectId.nullable().default(null).meta({
        description: 'The tip of the base when the snapshot was taken. Null: not known.',
      }),
      basis: z
        .strictObject({ ref: z.string().regex(/^refs\/heads\/\S+$/), commit: objectId })
        .nullable()
        .default(null)
        .meta({
          description:
            'The branch whose policies and owners decide, where it is not the base: the base of the stack of a stacked pull request.',
        }),
      headCommit: objectId,
      state: z.enum(['open', 'closed', 'merged']),
      draft: z.boolean(),
      mergeMethods: z
        .array(z.enum(['merge', 'squash', 'rebase']))
        .min(1)
        .nullable()
        .default(null)
        .meta({ description: 'How the repository lets it be merged. Null: not known.' }),
      events: z.array(event).max(5000).default([]).meta({
        description: 'When the head was forced or the base was changed, as the forge dates it.',
      }),
    }),
    accounts: z
      .array(account)
      .max(5000)
      .refine(...distinct('account', (one: z.output<typeof account>) => one.id))
      .refine(...distinct('login', (one: z.output<typeof account>) => one.login.toLowerCase())),
    teams: z
      .array(team)
      .max(500)
      .refine(...distinct('team', (one: z.output<typeof team>) => one.name.toLowerCase())),
    commits: z.array(commit).max(10_000).meta({
      description: 'Every commit reachable from head and not from base.',
    }),
    pushers: z.array(accountId.nullable()).default([]),
    reviews: z
      .array(review)
      .max(5000)
      .refine(...distinct('review', (one: z.output<typeof review>) => one.id)),
    siblings: z.array(sibling).max(100).default([]),
    earlierRefusals: z.array(earlierRefusal).max(1000).default([]),
    earlierRationales: z.array(earlierRationale).max(1000).default([]).meta({
      description: 'What the reviewers wrote on other pull requests, the newest first.',
    }),
    earlierBriefs: z.array(publishedBrief).max(100).default([]).meta({
      description: 'Briefs of this pull request that were shown before, with their parts.',
    }),
    followUps: z.array(followUp).max(1000).default([]),
    incomplete: z
      .array(z.strictObject({ what: z.string().max(200), why: z.string().max(500) }))
      .default([])
      .meta({ description: 'What could not be read. Anything here keeps the gate shut.' }),
  })
  .meta({ title: 'Snapshot', description: 'What the forge said about one pull request.' });

export type Snapshot = z.output<typeof snapshot>;
export type Account = Snapshot['accounts'][number];
export type Review = Snapshot['reviews'][number];
