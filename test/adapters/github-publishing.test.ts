import { gunzipSync } from 'node:zlib';

import { afterEach, describe, expect, it } from 'vitest';

import type { CheckReport } from '../../src/forge.ts';
import { JitlError } from '../../src/errors.ts';
import {
  closeDesks,
  openDesk,
  typicalPullRequest,
  type GithubDesk,
} from '../support/github-desk.ts';

afterEach(closeDesks);

const repositoryOf = ({ hub }: GithubDesk) => {
  const found = hub.world.repositories.get('acme/identities');
  if (found === undefined) throw new Error('no repository');
  return found;
};

const headOf = (desk: GithubDesk, number: number): string =>
  repositoryOf(desk).pullRequests.get(number)?.headCommit ?? '';

function report(commit: string, more: Partial<CheckReport> = {}): CheckReport {
  return {
    context: 'jitl/gate@main',
    commit,
    conclusion: 'pending',
    title: 'Waiting: 1 of @acme/security',
    summary: 'Who must approve.',
    annotations: [],
    ...more,
  };
}

const annotations = (count: number): CheckReport['annotations'] =>
  Array.from({ length: count }, (_, index) => ({
    path: 'deploy/0.yaml',
    startLine: index + 1,
    endLine: index + 1,
    level: 'warning',
    title: 'wider',
    message: 'It may read all namespaces.',
  }));

describe('a status', () => {
  it('says the outcome on the head, in a line that nothing can hide in', async () => {
    const desk = await openDesk({ as: 'actions' });
    const commit = headOf(desk, typicalPullRequest(desk.hub));
    await desk.publisher.publishCheck(report(commit));
    const title = `Denied\u202e \u001b[31m${'👩‍👩‍👧'.repeat(30)}`;
    await desk.publisher.publishCheck(report(commit, { conclusion: 'failure', title }));
    const [first, second] = repositoryOf(desk).statuses;
    expect(first).toMatchObject({ commit, context: 'jitl/gate@main', state: 'pending' });
    expect(second).toMatchObject({ state: 'failure' });
    expect(second?.description).toMatch(/^Denied\\u\{202e\} \\u\{1b\}\[31m(?:👩‍👩‍👧)+…$/u);
    expect(second?.description.length).toBeLessThanOrEqual(140);
  });

  it('is not posted again where it stands already, unless somebody else put it there', async () => {
    const desk = await openDesk({ as: 'actions' });
    const { hub, publisher } = desk;
    const commit = headOf(desk, typicalPullRequest(hub));
    const states = (): readonly string[] => repositoryOf(desk).statuses.map(({ state }) => state);
    await publisher.publishCheck(report(commit));
    await publisher.publishCheck(report(commit));
    expect(states()).toEqual(['pending']);
    await publisher.publishCheck(report(commit, { conclusion: 'success' }));
    await publisher.publishCheck(report(commit));
    expect(states()).toEqual(['pending', 'success', 'pending']);
    // Of the same words, and of no worth where a ruleset names the source.
    await publisher.publishCheck(report(commit, { conclusion: 'success' }));
    const token = hub.token({ kind: 'pat', as: 'ada', repository: 'acme/identities' });
    const { context, title: description } = report(commit);
    hub.postStatus({ commit, context, state: 'pending', description, token });
    await publisher.publishCheck(report(commit));
    expect(states().slice(-3)).toEqual(['success', 'pending', 'pending']);
    hub.fail({
      match: ({ method, path }) => method === 'GET' && path.includes('/statuses'),
      fault: { kind: 'status', status: 404 },
    });
    await publisher.publishCheck(report(commit));
    expect(states()).toHaveLength(7);
  });
});

describe('a check run', () => {
  it('is made once for a commit and changed after that', async () => {
    const desk = await openDesk();
    const commit = headOf(desk, typicalPullRequest(desk.hub));
    const { calls } = await desk.count(() => desk.publisher.publishCheck(report(commit)));
    expect(calls).toHaveLength(2);
    const runs = repositoryOf(desk).checkRuns;
    expect(runs).toMatchObject([{ status: 'in_progress', conclusion: null }]);
    const done = report(commit, { conclusion: 'success', title: 'Allowed' });
    await desk.publisher.publishCheck(done);
    expect(runs).toMatchObject([{ status: 'completed', conclusion: 'success', title: 'Allowed' }]);
    await desk.publisher.publishCheck(report(commit));
    expect(runs).toHaveLength(1);
    expect(runs).toMatchObject([{ status: 'in_progress' }]);
  });

  it('is not somebody else’s of that name', async () => {
    const desk = await openDesk();
    const commit = headOf(desk, typicalPullRequest(desk.hub));
    const other = await openDesk({ hub: desk.hub });
    await other.publisher.publishCheck(report(commit, { conclusion: 'success' }));
    await desk.publisher.publishCheck(report(commit, { conclusion: 'failure' }));
    const runs = repositoryOf(desk).checkRuns;
    expect(runs.map(({ conclusion }) => conclusion)).toEqual(['success', 'failure']);
  });

  it('points at more places than GitHub takes at once, and at each once', async () => {
    const desk = await openDesk();
    const commit = headOf(desk, typicalPullRequest(desk.hub));
    const many = report(commit, { annotations: annotations(120) });
    await desk.publisher.publishCheck(many);
    await desk.publisher.publishCheck(many);
    expect(repositoryOf(desk).checkRuns[0]?.annotations).toHaveLength(120);
  });

  it('has a summary of the length that GitHub shows', async () => {
    const desk = await openDesk();
    const commit = headOf(desk, typicalPullRequest(desk.hub));
    await desk.publisher.publishCheck(report(commit, { summary: 'ä'.repeat(40_000) }));
    const summary = repositoryOf(desk).checkRuns[0]?.summary ?? '';
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(65_535);
    expect(summary).toMatch(/ä\n\n… \(cut: GitHub shows no more\)$/);
  });
});

describe('the comment', () => {
  it('is written once, changed where it differs, and made anew where it is gone', async () => {
    const desk = await openDesk();
    const number = typicalPullRequest(desk.hub);
    const comments = repositoryOf(desk).pullRequests.get(number)?.comments ?? [];
    const { publisher, count } = desk;
    const id = await publisher.upsertComment(number, null, 'one');
    const own = { id, body: 'one', intact: true };
    const same = await count(() => publisher.upsertComment(number, own, 'one'));
    expect(same).toEqual({ result: id, calls: [] });
    expect(await publisher.upsertComment(number, own, 'two')).toBe(id);
    expect(comments.map(({ body }) => body)).toEqual(['two']);
    comments.splice(0);
    expect(await publisher.upsertComment(number, own, 'three')).not.toBe(id);
    expect(comments.map(({ body }) => body)).toEqual(['three']);
  });

  it('is not written twice where an answer was lost', async () => {
    const desk = await openDesk();
    const number = typicalPullRequest(desk.hub);
    const comments = repositoryOf(desk).pullRequests.get(number)?.comments ?? [];
    desk.hub.fail({ match: ({ method }) => method === 'POST', fault: { kind: 'truncated' } });
    await expect(desk.publisher.upsertComment(number, null, 'one')).rejects.toThrow(JitlError);
    expect(comments).toHaveLength(1);
  });
});

describe('reviewers', () => {
  it('are asked once, and not whoever reviewed', async () => {
    const desk = await openDesk();
    const { hub, publisher, count } = desk;
    hub.push({ branch: 'grant', as: 'ada', files: { 'a.yaml': 'a\n' } });
    const number = hub.open({ head: 'grant', as: 'ada' });
    hub.review({ number, as: 'bob', state: 'COMMENTED', body: 'Hm.' });
    const wanted = { people: ['dana', 'bob', 'ada'], teams: ['acme/security'] };
    await publisher.requestReviewers(number, wanted);
    const requested = repositoryOf(desk).pullRequests.get(number)?.requested;
    expect(requested?.people).toHaveLength(1);
    expect(requested?.teams).toHaveLength(1);
    const again = await count(() => publisher.requestReviewers(number, wanted));
    expect(again.calls).toEqual(['POST /graphql']);
  });

  it('who cannot be asked do not keep the others from it', async () => {
    const desk = await openDesk();
    const { hub, publisher } = desk;
    hub.push({ branch: 'grant', as: 'ada', files: { 'a.yaml': 'a\n' } });
    const number = hub.open({ head: 'grant', as: 'ada' });
    await publisher.requestReviewers(number, { people: ['mallory', 'dana', 'nobody'], teams: [] });
    expect(repositoryOf(desk).pullRequests.get(number)?.requested.people).toHaveLength(1);
  });
});

describe('the rest', () => {
  it('is a review, a reaction and SARIF', async () => {
    const desk = await openDesk({ as: 'actions', permissions: { 'security-events': 'write' } });
    const { hub, publisher } = desk;
    const number = typicalPullRequest(hub);
    const commit = headOf(desk, number);
    const comment = hub.comment({ number, as: 'bob', body: '/jitl recheck' });
    await publisher.react(comment, 'eyes');
    const pull = repositoryOf(desk).pullRequests.get(number);
    expect(pull?.comments[0]?.reactions).toMatchObject([{ content: 'eyes' }]);
    const event = 'REQUEST_CHANGES';
    const review = await publisher.submitReview(number, { event, body: 'No.', commit });
    expect(pull?.reviews.at(-1)).toMatchObject({
      id: review.id,
      state: 'CHANGES_REQUESTED',
      commit,
    });
    expect(review.url).toContain(`/pull/${number}`);
    const sarif = JSON.stringify({ version: '2.1.0', runs: [] });
    await publisher.uploadSarif({ commit, ref: `refs/pull/${number}/head`, sarif });
    const [uploaded] = repositoryOf(desk).sarifs;
    expect(uploaded).toMatchObject({ commit, ref: `refs/pull/${number}/head` });
    const text = uploaded?.sarif ?? '';
    expect(text.startsWith('{') ? text : gunzipSync(Buffer.from(text, 'base64')).toString()).toBe(
      sarif,
    );
  });
});

it('a typical pull request takes few calls', async () => {
  const desk = await openDesk();
  const { hub, forge, publisher, client, count } = desk;
  const number = typicalPullRequest(hub);
  const reading = await forge.readPullRequest(number);
  const head = reading.pullRequest.headCommit;
  const took = async (act: () => Promise<unknown>): Promise<number> =>
    (await count(act)).calls.length;
  expect({
    token: 2,
    readPullRequest: await took(() => forge.readPullRequest(number)),
    readNeighbours: await took(() => forge.readNeighbours(reading)),
    readPushers: await took(() => forge.readPushers(reading)),
    readCollaborators: await took(() => forge.readCollaborators()),
    readTeam: await took(() => forge.readTeam('acme/security')),
    readPermission: await took(() => forge.readPermission('dana')),
    readEnds: await took(() => forge.readEnds(number)),
    publishCheck: await took(() => publisher.publishCheck(report(head))),
    upsertComment: await took(() => publisher.upsertComment(number, null, 'text')),
  }).toEqual({
    token: 2,
    readPullRequest: 2,
    readNeighbours: 1,
    readPushers: 1,
    readCollaborators: 1,
    readTeam: 1,
    readPermission: 1,
    readEnds: 1,
    publishCheck: 2,
    upsertComment: 1,
  });
  expect(client.calls()).toBe(hub.calls.length);
});
