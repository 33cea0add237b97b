import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { executeGraphql } from '../support/github/graphql/execute.ts';
import { ACTIONS_BOT, type SimPullRequest, type SimToken } from '../support/github/world.ts';
import {
  aComment,
  addAccount,
  addBranch,
  addPullRequest,
  addRepository,
  aReview,
  aToken,
  smallWorld,
  type SmallWorld,
} from './small-world.ts';

const ACTOR = `{ __typename login ... on User { databaseId } ... on Bot { databaseId }
  ... on Organization { databaseId } ... on Mannequin { databaseId } }`;
const PERSON = '{ email user { databaseId login } }';

let small: SmallWorld;
let pull: SimPullRequest;
let base = '';
let head = '';

beforeAll(() => {
  small = smallWorld();
  const { files, world } = small;
  addAccount(world, { id: 4, login: 'cyd' });
  base = files.git('rev-parse', 'main');
  files.branch('change');
  files.write('key', 'new');
  files.commit(
    'A key\n\nWhy.\n\nReviewed-by: Dan <dan@example.com>\nCo-Authored-By: Cyd <CYD@example.com>\nCo-authored-by: Ben <ben@example.com>',
    { author: 'Agent <3+agent[bot]@users.noreply.github.com>' },
  );
  head = files.git('rev-parse', 'change');
  files.checkout('main');
  addBranch(files, 'long', 260);
});

afterAll(() => small.dispose());

beforeEach(() => {
  small.repository.pullRequests.clear();
  small.repository.queue.length = 0;
  small.repository.rulesets.length = 0;
  small.world.violations.length = 0;
  pull = addPullRequest(small, 'change');
});

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { type?: string; message: string; path?: unknown }[];
}

async function ask(query: string, token = aToken(), variables = {}): Promise<Answer> {
  const { status, body } = await executeGraphql(small.world, token, { query, variables });
  expect(status).toBe(200);
  return body as Answer;
}

/** What stands in one repository, or in pull request 1. Anything wrong fails the test. */
async function repositoryOf(selection: string, token?: SimToken): Promise<unknown> {
  const query = `{ repository(owner: "acme", name: "identities") { ${selection} } }`;
  const answer = await ask(query, token);
  expect(answer.errors).toBeUndefined();
  expect(small.world.violations).toEqual([]);
  return (answer.data as { repository: unknown }).repository;
}

async function pullOf(selection: string, token?: SimToken): Promise<unknown> {
  const found = await repositoryOf(`pullRequest(number: 1) { ${selection} }`, token);
  return (found as { pullRequest: unknown }).pullRequest;
}

describe('a pull request', () => {
  it('has two ends, an author and what GitHub calls its state', async () => {
    Object.assign(pull, { author: 2, assignees: [4, 3] });
    const found = await pullOf(`number title body state isDraft createdAt author ${ACTOR}
      assignees(first: 10) { nodes { databaseId login } } baseRefName baseRef { target { oid } }
      headRefName headRefOid headRepository { nameWithOwner } headRepositoryOwner { login }
      mergeCommit { oid }`);
    expect(found).toEqual({
      number: 1,
      title: 'Rotate a key',
      body: 'because',
      state: 'OPEN',
      isDraft: false,
      createdAt: '2026-01-02T03:04:05Z',
      author: null,
      assignees: { nodes: [{ databaseId: 4, login: 'cyd' }] },
      baseRefName: 'main',
      baseRef: { target: { oid: base } },
      headRefName: 'change',
      headRefOid: head,
      headRepository: { nameWithOwner: 'acme/identities' },
      headRepositoryOwner: { login: 'acme' },
      mergeCommit: null,
    });
  });

  it('of a deleted fork says so, and one whose base is gone has no base', async () => {
    Object.assign(pull, { headRepository: null, headOwner: 'ben', baseBranch: 'gone' });
    const fields =
      'baseRef { name } headRepository { nameWithOwner } headRepositoryOwner { login }';
    const nothing = { baseRef: null, headRepository: null, headRepositoryOwner: null };
    expect(await pullOf(fields)).toEqual(nothing);
  });

  it('has reviews with their edits, and a number of 64 bits as text', async () => {
    pull.reviews.push(
      aReview({ id: 3_200_000_001, account: 3, state: 'APPROVED', commit: head }),
      aReview({ id: 11, edits: [{ editor: 4, at: '2026-02-02T00:00:00Z', body: 'old' }] }),
      aReview({ id: 12, account: 4, state: 'PENDING' }),
    );
    const found = await pullOf(`reviews(first: 100) { totalCount pageInfo { hasNextPage endCursor }
      nodes { fullDatabaseId author ${ACTOR} body state submittedAt commit { oid } lastEditedAt
        editor ${ACTOR} includesCreatedEdit } }`);
    const common = { body: 'hm', submittedAt: '2026-01-02T03:04:05Z' };
    expect(found).toEqual({
      reviews: {
        totalCount: 2,
        pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
        nodes: [
          {
            ...common,
            fullDatabaseId: '3200000001',
            author: { __typename: 'Bot', login: 'agent', databaseId: 3 },
            state: 'APPROVED',
            commit: { oid: head },
            lastEditedAt: null,
            editor: null,
            includesCreatedEdit: false,
          },
          {
            ...common,
            fullDatabaseId: '11',
            author: { __typename: 'User', login: 'ada', databaseId: 1 },
            state: 'COMMENTED',
            commit: null,
            lastEditedAt: '2026-02-02T00:00:00Z',
            editor: { __typename: 'User', login: 'cyd', databaseId: 4 },
            includesCreatedEdit: true,
          },
        ],
      },
    });
  });

  it('has comments, and says which are of the account of the token', async () => {
    pull.comments.push(aComment({ id: 1 }), aComment({ id: 2, account: ACTIONS_BOT }));
    const selection = `comments(first: 100) { pageInfo { hasNextPage } nodes { databaseId body
      viewerDidAuthor lastEditedAt editor ${ACTOR} author { login } } }`;
    const own = (found: unknown) =>
      (found as { comments: { nodes: { viewerDidAuthor: boolean }[] } }).comments.nodes.map(
        (node) => node.viewerDidAuthor,
      );
    expect(own(await pullOf(selection))).toEqual([true, false]);
    expect(own(await pullOf(selection, actionsToken()))).toEqual([false, true]);
  });

  it('has commits with everybody who takes part in them', async () => {
    const found = await pullOf(`commits(first: 100) { totalCount pageInfo { hasNextPage }
      nodes { commit { oid authors(first: 10) { totalCount nodes ${PERSON} } author ${PERSON}
        committer ${PERSON} } } }`);
    const agent = {
      email: '3+agent[bot]@users.noreply.github.com',
      user: { databaseId: 3, login: 'agent[bot]' },
    };
    const cyd = { email: 'CYD@example.com', user: { databaseId: 4, login: 'cyd' } };
    const ben = { email: 'ben@example.com', user: null };
    const commit = {
      oid: head,
      authors: { totalCount: 3, nodes: [agent, cyd, ben] },
      author: agent,
      committer: { email: 'ada@example.com', user: { databaseId: 1, login: 'ada' } },
    };
    expect(found).toEqual({
      commits: { totalCount: 1, pageInfo: { hasNextPage: false }, nodes: [{ commit }] },
    });
  });

  it('lists 250 commits and counts no more', async () => {
    Object.assign(pull, { headBranch: 'long', headCommit: small.files.git('rev-parse', 'long') });
    const nodes: unknown[] = [];
    let after: string | null = null;
    do {
      const page: unknown = await pullOf(`commits(first: 100, after: ${JSON.stringify(after)}) {
        totalCount pageInfo { hasNextPage endCursor } nodes { commit { oid } } }`);
      const { commits } = page as {
        commits: {
          totalCount: number;
          pageInfo: { hasNextPage: boolean; endCursor: string };
          nodes: unknown[];
        };
      };
      expect(commits.totalCount).toBe(250);
      nodes.push(...commits.nodes);
      after = commits.pageInfo.hasNextPage ? commits.pageInfo.endCursor : null;
    } while (after !== null);
    const listed = small.files.git('rev-list', '--reverse', 'main..long').split('\n').slice(0, 250);
    expect(nodes).toEqual(listed.map((oid) => ({ commit: { oid } })));
  });

  it('has a timeline of the kinds that were asked for', async () => {
    const at = '2026-03-03T00:00:00Z';
    pull.reviews.push(aReview({ id: 7, state: 'DISMISSED' }));
    pull.events.push(
      { kind: 'HeadRefForcePushedEvent', actor: 1, at, before: base, after: head },
      { kind: 'BaseRefChangedEvent', actor: 2, at, from: 'lax', to: 'main' },
      { kind: 'ReviewDismissedEvent', actor: 3, at, review: 7, was: 'APPROVED' },
    );
    const list = (types: string) => `timelineItems(first: 100, itemTypes: [${types}]) {
      pageInfo { hasNextPage } nodes { __typename
      ... on HeadRefForcePushedEvent { actor ${ACTOR} createdAt beforeCommit { oid } afterCommit { oid } }
      ... on BaseRefChangedEvent { actor ${ACTOR} createdAt previousRefName currentRefName }
      ... on ReviewDismissedEvent { actor { login } createdAt previousReviewState review { databaseId } }
    } }`;
    const all = 'HEAD_REF_FORCE_PUSHED_EVENT, BASE_REF_CHANGED_EVENT, REVIEW_DISMISSED_EVENT';
    expect(await pullOf(list(all))).toEqual({
      timelineItems: {
        pageInfo: { hasNextPage: false },
        nodes: [
          {
            __typename: 'HeadRefForcePushedEvent',
            actor: { __typename: 'User', login: 'ada', databaseId: 1 },
            createdAt: at,
            beforeCommit: { oid: base },
            afterCommit: { oid: head },
          },
          {
            __typename: 'BaseRefChangedEvent',
            actor: null,
            createdAt: at,
            previousRefName: 'lax',
            currentRefName: 'main',
          },
          {
            __typename: 'ReviewDismissedEvent',
            actor: { login: 'agent' },
            createdAt: at,
            previousReviewState: 'APPROVED',
            review: { databaseId: 7 },
          },
        ],
      },
    });
    const some = (await pullOf(list('BASE_REF_CHANGED_EVENT'))) as {
      timelineItems: { nodes: unknown[] };
    };
    expect(some.timelineItems.nodes).toHaveLength(1);
  });

  it('has requests, and hides teams from a token that may not read members', async () => {
    pull.requested.people.push(4);
    pull.requested.teams.push('acme/security');
    const selection = `reviewRequests(first: 50) { nodes { requestedReviewer { __typename
      ... on User { login } ... on Team { combinedSlug } } } }`;
    const cyd = { requestedReviewer: { __typename: 'User', login: 'cyd' } };
    const team = { requestedReviewer: { __typename: 'Team', combinedSlug: 'acme/security' } };
    expect(await pullOf(selection)).toEqual({ reviewRequests: { nodes: [cyd, team] } });
    const hidden = { requestedReviewer: null };
    for (const token of [actionsToken(), actionsToken({ permissions: null })])
      expect(await pullOf(selection, token)).toEqual({ reviewRequests: { nodes: [cyd, hidden] } });
  });
});

function actionsToken(change: Partial<SimToken> = {}): SimToken {
  return aToken({
    kind: 'actions',
    account: ACTIONS_BOT,
    repository: 'acme/identities',
    permissions: { contents: 'read', 'pull-requests': 'write' },
    ...change,
  });
}

describe('a repository', () => {
  it('has settings and refs', async () => {
    const found = await repositoryOf(`databaseId nameWithOwner isPrivate mergeCommitAllowed
      squashMergeAllowed rebaseMergeAllowed defaultBranchRef { name target { oid } }
      change: ref(qualifiedName: "refs/heads/change") { name target { oid } }
      none: ref(qualifiedName: "refs/heads/none") { name }`);
    expect(found).toEqual({
      databaseId: 900,
      nameWithOwner: 'acme/identities',
      isPrivate: true,
      mergeCommitAllowed: true,
      squashMergeAllowed: true,
      rebaseMergeAllowed: false,
      defaultBranchRef: { name: 'main', target: { oid: base } },
      change: { name: 'change', target: { oid: head } },
      none: null,
    });
  });

  it('lists pull requests by state and branch, the last touched first', async () => {
    addPullRequest(small, 'change', { state: 'closed', updatedAt: '2026-05-01T00:00:00Z' });
    addPullRequest(small, 'long', { state: 'merged', updatedAt: '2026-06-01T00:00:00Z' });
    const list = (args: string) =>
      repositoryOf(`pullRequests(first: 100, orderBy: { field: UPDATED_AT, direction: DESC }
        ${args}) { pageInfo { hasNextPage endCursor } nodes { number state headRefOid headRefName
        headRepository { nameWithOwner } baseRefName reviews(first: 20) { nodes { state } }
        comments(first: 20) { nodes { body } } } }`);
    const numbers = (found: unknown) =>
      (found as { pullRequests: { nodes: { number: number }[] } }).pullRequests.nodes.map(
        (node) => node.number,
      );
    expect(numbers(await list(''))).toEqual([3, 2, 1]);
    expect(numbers(await list('states: [CLOSED, MERGED]'))).toEqual([3, 2]);
    expect(numbers(await list('headRefName: "change"'))).toEqual([2, 1]);
  });

  it('knows the pull requests of a commit, but not of the head of a fork', async () => {
    const of = (oid: string) =>
      repositoryOf(`object(oid: "${oid}") { ... on Commit { oid
        associatedPullRequests(first: 10) { nodes { number state } } } }`);
    const answer = (oid: string, nodes: unknown[]) => ({
      object: { oid, associatedPullRequests: { nodes } },
    });
    expect(await of(head)).toEqual(answer(head, [{ number: 1, state: 'OPEN' }]));
    pull.headRepository = 'eve/identities';
    expect(await of(head)).toEqual(answer(head, []));
    Object.assign(pull, { state: 'merged', mergeCommit: base, landedOn: base });
    expect(await of(base)).toEqual(answer(base, [{ number: 1, state: 'MERGED' }]));
    expect(await repositoryOf(`object(oid: "${'0'.repeat(40)}") { oid }`)).toEqual({
      object: null,
    });
  });

  it('has a merge queue where a ruleset says so', async () => {
    const selection = `mergeQueue(branch: "main") { entries(first: 100) { pageInfo { hasNextPage }
      nodes { position state baseCommit { oid } headCommit { oid }
        pullRequest { number headRefOid } } } }`;
    expect(await repositoryOf(selection)).toEqual({ mergeQueue: null });
    small.repository.rulesets.push({
      id: 1,
      name: 'main',
      enforcement: 'active',
      branches: ['main'],
      requiredChecks: [],
      pullRequest: null,
      bypass: [],
      mergeQueue: true,
      blockForcePush: false,
    });
    const entry = {
      number: 1,
      headCommit: head,
      groupCommit: head,
      groupBase: base,
      groupRef: 'x',
    };
    small.repository.queue.push(
      { ...entry, baseBranch: 'other' },
      { ...entry, baseBranch: 'main' },
    );
    const node = {
      position: 1,
      state: 'AWAITING_CHECKS',
      baseCommit: { oid: base },
      headCommit: { oid: head },
      pullRequest: { number: 1, headRefOid: head },
    };
    expect(await repositoryOf(selection)).toEqual({
      mergeQueue: { entries: { pageInfo: { hasNextPage: false }, nodes: [node] } },
    });
  });
});

describe('who asks', () => {
  it('is told its login, with the suffix of an App, and what it may still ask', async () => {
    const query = '{ viewer { login } rateLimit { remaining resetAt } }';
    expect((await ask(query, actionsToken())).data).toEqual({
      viewer: { login: 'github-actions[bot]' },
      rateLimit: { remaining: 1000, resetAt: '2026-11-24T10:00:00Z' },
    });
  });

  const asked =
    '{ repository(owner: "Acme", name: "Identities") { pullRequest(number: 1) { title } } }';

  it.each<[string, Partial<SimToken>, boolean]>([
    ['a person with rights, whatever the case of the name', {}, true],
    ['a person without', { account: 4 }, false],
    ['a person whose token is for another repository', { repository: 'acme/other' }, false],
    ['a workflow of it', { kind: 'actions', repository: 'acme/identities' }, true],
    ['a workflow of another one', { kind: 'actions', repository: 'acme/other' }, false],
  ])('%s', async (_, token, found) => {
    const answer = await ask(asked, aToken(token));
    if (found) return expect(answer.errors).toBeUndefined();
    expect(answer).toMatchObject({ data: { repository: null }, errors: [{ type: 'NOT_FOUND' }] });
    expect(small.world.violations).toEqual([]);
  });

  it('is refused what its permissions leave out, and gets the rest', async () => {
    const token = actionsToken({ permissions: { contents: 'read' } });
    const answer = await ask(
      '{ repository(owner: "acme", name: "identities") { isPrivate pullRequest(number: 1) { title } } }',
      token,
    );
    expect(answer).toMatchObject({
      data: { repository: { isPrivate: true, pullRequest: null } },
      errors: [{ type: 'FORBIDDEN', path: ['repository', 'pullRequest'] }],
    });
  });

  it('is told of a number that there is none', async () => {
    const answer = await ask(
      '{ repository(owner: "acme", name: "identities") { pullRequest(number: 9) { title } } }',
    );
    expect(answer).toMatchObject({
      data: { repository: { pullRequest: null } },
      errors: [{ type: 'NOT_FOUND' }],
    });
  });

  it.each<[string, Partial<SimToken>]>([
    ['an expired token', { expired: true }],
    ['an App as such', { kind: 'app-jwt' }],
  ])('is nobody with %s', async (_, token) => {
    const { status } = await executeGraphql(small.world, aToken(token), { query: asked });
    expect(status).toBe(401);
  });
});

describe('a query that GitHub would not answer, or nobody here can', () => {
  const inPull = (selection: string) =>
    `{ repository(owner: "acme", name: "identities") { pullRequest(number: 1) { ${selection} } } }`;

  it.each([
    ['syntax', '{ viewer {', 'Syntax Error'],
    ['a field', '{ viewer { logn } }', 'Cannot query field "logn"'],
    ['a kind of argument', inPull('reviews(first: "3") { totalCount }'), 'Int cannot represent'],
    ['a variable that is missing', 'query ($n: Int!) { viewer { login } }', 'never used'],
    ['a field without a resolver', inPull('mergeable'), 'no resolver for PullRequest.mergeable'],
    [
      'a deeper one',
      inPull('reviews(first: 1) { edges { cursor } }'),
      'PullRequestReviewConnection.edges',
    ],
    [
      'an argument',
      inPull('reviews(first: 1, states: [APPROVED]) { totalCount }'),
      'argument states',
    ],
    ['a list from its end', inPull('commits(last: 1) { totalCount }'), 'argument last'],
    ['a list without a size', inPull('commits { totalCount }'), 'properly paginate'],
    ['a page over 100', inPull('commits(first: 101) { totalCount }'), 'limit of 100'],
    ['a cursor of its own', inPull('commits(first: 1, after: "1") { totalCount }'), 'valid cursor'],
    [
      'events that are not kept',
      inPull('timelineItems(first: 1, itemTypes: [LABELED_EVENT]) { totalCount }'),
      'LABELED_EVENT',
    ],
    ['all events', inPull('timelineItems(first: 1) { totalCount }'), 'itemTypes'],
  ])('%s', async (_, query, problem) => {
    const answer = await ask(query);
    expect(answer.data).toBeUndefined();
    expect(answer.errors?.[0]?.message).toContain(problem);
    expect(small.world.violations.join('\n')).toContain(problem);
  });

  it('asks for too many nodes', async () => {
    const deep = (first: number) => `query ($first: Int!) {
      repository(owner: "acme", name: "identities") {
        pullRequests(first: $first) { nodes { ...Deep } } } }
      fragment Deep on PullRequest { commits(first: 100) { nodes { commit {
        authors(first: ${first}) { totalCount } } } } }`;
    expect((await ask(deep(50), aToken(), { first: 100 })).errors?.[0]).toMatchObject({
      type: 'MAX_NODE_LIMIT_EXCEEDED',
    });
    expect((await ask(deep(48), aToken(), { first: 100 })).errors).toBeUndefined();
  });

  it('has variables of the wrong type', async () => {
    const query =
      'query ($n: Int!) { repository(owner: "a", name: "b") { pullRequest(number: $n) { title } } }';
    expect((await ask(query, aToken(), { n: '1' })).data).toBeUndefined();
    expect(small.world.violations).toHaveLength(1);
  });

  it('asks for the 32 bits of a number that has more', async () => {
    pull.reviews.push(aReview({ id: 3_200_000_001 }));
    const answer = await ask(inPull('reviews(first: 1) { nodes { databaseId } }'));
    expect(answer.errors?.[0]?.message).toContain('32-bit');
  });

  it('fails where the simulator itself does', async () => {
    const gone = addRepository(small.world, small.files, 'acme/gone');
    addPullRequest({ ...small, repository: gone }, 'change', { headCommit: 'f'.repeat(40) });
    const query = inPull('commits(first: 1) { totalCount }').replace('identities', 'gone');
    const answer = await ask(query);
    expect(answer.data).toBeUndefined();
    expect(small.world.violations.join('\n')).toContain('git log');
  });
});

describe('a list', () => {
  beforeEach(() => {
    pull.reviews.push(...Array.from({ length: 205 }, (_, index) => aReview({ id: 100 + index })));
  });

  it('comes in pages that join to all of it, by cursors that say nothing', async () => {
    const ids: number[] = [];
    const sizes: number[] = [];
    let after = 'null';
    for (;;) {
      const page = (await pullOf(`reviews(first: 100, after: ${after}) { totalCount
        pageInfo { hasNextPage endCursor } nodes { databaseId } }`)) as {
        reviews: {
          totalCount: number;
          pageInfo: { hasNextPage: boolean; endCursor: string };
          nodes: { databaseId: number }[];
        };
      };
      const { totalCount, pageInfo, nodes } = page.reviews;
      expect(totalCount).toBe(205);
      expect(pageInfo.endCursor).not.toMatch(/reviews|100|200/);
      sizes.push(nodes.length);
      ids.push(...nodes.map((node) => node.databaseId));
      if (!pageInfo.hasNextPage) break;
      after = JSON.stringify(pageInfo.endCursor);
    }
    expect(sizes).toEqual([100, 100, 5]);
    expect(ids).toEqual(pull.reviews.map((one) => one.id));
  });

  it('refuses the cursor of another list', async () => {
    const page = (await pullOf('reviews(first: 2) { pageInfo { endCursor } }')) as {
      reviews: { pageInfo: { endCursor: string } };
    };
    const after = JSON.stringify(page.reviews.pageInfo.endCursor);
    const answer = await ask(`{ repository(owner: "acme", name: "identities") {
      pullRequest(number: 1) { comments(first: 2, after: ${after}) { totalCount } } } }`);
    expect(answer.errors?.[0]).toMatchObject({ type: 'INVALID_CURSOR_ARGUMENTS' });
  });

  it('that is empty has no cursor', async () => {
    expect(await pullOf('comments(first: 1) { pageInfo { hasNextPage endCursor } }')).toEqual({
      comments: { pageInfo: { hasNextPage: false, endCursor: null } },
    });
  });
});
