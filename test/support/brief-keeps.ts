import { put, snapshot, type Edit } from './brief-edits.ts';
import type { Story } from './brief-story.ts';

const OTHER = 'c'.repeat(40);

const reverse = <T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).reverse());

/** The same JSON with the members of every object the other way round. */
function reversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, reversedKeys(member)] as const)
      .reverse(),
  );
}

const commits = (change: (commit: Story['commits'][number]) => object): Edit => {
  return (story) => ({
    ...story,
    commits: story.commits.map((commit) => ({ ...commit, ...change(commit) })),
  });
};

/** A review by somebody. */
const review = (of: object): Edit =>
  snapshot((value) => {
    value.reviews.push({
      id: value.reviews.length + 1,
      account: 2,
      state: 'approved',
      body: 'LGTM',
      submittedAt: '2026-11-25T09:00:00Z',
      commit: OTHER,
      edited: null,
      ...of,
    });
  });

const pullRequest = (members: object): Edit =>
  snapshot((value) => {
    Object.assign(value.pullRequest, members);
  });

const more = (members: object): Edit =>
  snapshot((value) => {
    Object.assign(value, members);
  });

const refusal = (number: number, changes: readonly string[] = []): object => ({
  pullRequest: number,
  account: 2,
  body: 'Not now.',
  submittedAt: '2026-11-01T10:00:00Z',
  changes,
});

/** What no brief covers: none of it changes the digest, and neither do several at once. */
export const KEEPS: Readonly<Record<string, Edit>> = {
  'the commit of the base': (story) => ({ ...story, baseCommit: OTHER }),
  'the commit of the head': pullRequest({ headCommit: OTHER }),
  'ids of commits': (story) => {
    const renamed = (text: string): string => text.replaceAll('b'.repeat(40), 'd'.repeat(40));
    return {
      ...commits(({ oid }) => ({ oid: renamed(oid) }))(story),
      snapshot: renamed(story.snapshot ?? ''),
    };
  },
  'messages of commits': commits(() => ({ message: 'Reworded' })),
  'names of authors': commits(({ author }) => ({ author: { ...author, name: 'A. L.' } })),
  'a file without identities': put('head', 'docs/guide.md', '# A guide\n'),
  'an approval': review({}),
  'a veto': review({ account: 4, state: 'changes-requested' }),
  'a comment': review({ account: 1, state: 'commented' }),
  'members of a team': snapshot((value) => {
    for (const team of value.teams) team.members = [{ account: 1, state: 'pending' }];
  }),
  'a team that cannot be read': snapshot((value) => {
    for (const team of value.teams) team.members = null;
  }),
  permissions: snapshot((value) => {
    for (const account of value.accounts) account['permission'] = 'read';
  }),
  'addresses and logins of accounts': snapshot((value) => {
    for (const account of value.accounts)
      if (account['id'] === 2)
        Object.assign(account, { login: 'hopper', emails: ['g@example.com'] });
  }),
  'one account more': snapshot((value) => {
    value.accounts.push({ id: 99, login: 'lena', type: 'user', permission: 'read' });
  }),
  'title and body': pullRequest({ title: 'Another title', body: 'Another body' }),
  'a draft': pullRequest({ draft: true }),
  'a closed pull request': pullRequest({ state: 'closed' }),
  'how it may be merged': pullRequest({ mergeMethods: ['squash'] }),
  'a forced head': pullRequest({
    events: [{ kind: 'force-pushed', at: '2026-11-25T09:00:00Z', by: 1 }],
  }),
  'who is assigned': pullRequest({ assignees: [2] }),
  siblings: more({ siblings: [{ number: 9, baseRef: 'refs/heads/next', satisfied: false }] }),
  'what could not be read': more({ incomplete: [{ what: 'events', why: 'no permission' }] }),
  'follow-ups': more({
    followUps: [{ pullRequest: 2, dueAt: '2026-11-01T10:00:00Z', judged: false }],
  }),
  'refusals of something else': more({ earlierRefusals: [refusal(3), refusal(4)] }),
  'earlier rationales': more({ earlierRationales: [{ account: 2, pullRequest: 2, body: 'x' }] }),
  'earlier briefs': more({ earlierBriefs: [{ digest: `sha256:${'0'.repeat(64)}`, parts: {} }] }),
  'notes of the run': (story) => ({ ...story, notes: ['there are uncommitted changes'] }),
  'an hour': (story) => ({ ...story, now: '2026-11-25T11:00:00Z' }),
  'the lines of unchanged objects': (story) => ({
    ...story,
    context: Object.fromEntries(
      Object.entries(story.context).map(([path, text]) => [path, `# A comment\n\n${text}`]),
    ),
  }),
  'the order of changed files': (story) => ({
    ...story,
    base: reverse(story.base),
    head: reverse(story.head),
  }),
  'the order of unchanged files': (story) => ({ ...story, context: reverse(story.context) }),
  'the order of policies': (story) => ({ ...story, rules: reverse(story.rules) }),
  'the order of commits': (story) => ({ ...story, commits: [...story.commits].reverse() }),
  'the order of lists in the snapshot': snapshot((value) => {
    for (const list of [value.accounts, value.teams, value.commits, value.reviews]) list.reverse();
  }),
  'the order of keys in the snapshot': (story) => ({
    ...story,
    snapshot: JSON.stringify(reversedKeys(JSON.parse(story.snapshot ?? 'null'))),
  }),
};
