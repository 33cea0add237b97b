import { execFileSync } from 'node:child_process';

import { afterEach, describe, expect, it } from 'vitest';

import { createForge } from '../../src/adapters/github/forge.ts';
import type { PullRequestReading } from '../../src/forge.ts';
import {
  closeDesks,
  openDesk,
  typicalPullRequest,
  type GithubDesk,
} from '../support/github-desk.ts';

afterEach(closeDesks);

/** Ids of accounts by login. */
function ids({ accounts }: Pick<PullRequestReading, 'accounts'>): Readonly<Record<string, number>> {
  return Object.fromEntries(accounts.map(({ login, id }) => [login, id]));
}

describe.each(['graphql', 'rest'] as const)('a pull request by %s', (mode) => {
  it('is read with its reviews, commits and people', async () => {
    const { hub, forge } = await openDesk({ mode });
    const number = typicalPullRequest(hub);
    const reading = await forge.readPullRequest(number);
    const { ada, bob, dana } = ids(reading);
    expect(reading.missing).toEqual([]);
    expect(reading.repository.name).toBe('acme/identities');
    expect(reading.pullRequest).toMatchObject({
      number,
      title: 'Grant',
      body: 'As agreed.',
      author: ada,
      baseRef: 'refs/heads/main',
      state: 'open',
      draft: false,
      mergeMethods: ['merge', 'squash', 'rebase'],
      events: [],
    });
    const head = reading.pullRequest.headCommit;
    expect(reading.commits).toEqual([{ oid: head, author: ada, committer: ada }]);
    expect(reading.accounts.find(({ login }) => login === 'ada')?.emails).toHaveLength(1);
    const edited = mode === 'rest' ? 'unknown' : null;
    expect(reading.reviews).toMatchObject([
      { account: bob, state: 'commented', commit: head, edited, dismissed: null },
      { account: bob, state: 'changes-requested', body: 'Too wide.' },
      { account: dana, state: 'approved', body: 'It reads one table.' },
    ]);
    expect(reading).toMatchObject({
      basisRef: 'refs/heads/main',
      basisCommit: reading.baseCommit,
      head: { repository: 'acme/identities', branch: 'grant' },
      mergeCommit: null,
      comment: null,
    });
  });

  it('shows dismissals, forced pushes and other bases', async () => {
    const { hub, forge } = await openDesk({ mode });
    hub.push({ branch: 'release', from: 'main', as: 'root' });
    const number = typicalPullRequest(hub);
    const [, refusal] = (await forge.readPullRequest(number)).reviews;
    hub.dismiss(refusal?.id ?? 0, { as: 'root' });
    hub.retarget(number, 'release', { as: 'ada' });
    hub.push({ branch: 'grant', from: 'main', as: 'ada', files: { 'x.yaml': 'a\n' }, force: true });
    const reading = await forge.readPullRequest(number);
    const { ada, root } = ids(reading);
    expect(reading.missing).toEqual([]);
    expect(reading.reviews[1]).toMatchObject({
      state: 'dismissed',
      dismissed: { by: root, was: 'changes-requested' },
    });
    expect(reading.pullRequest.baseRef).toBe('refs/heads/release');
    expect(reading.pullRequest.events).toMatchObject([
      { kind: 'retargeted', by: ada },
      { kind: 'force-pushed', by: ada },
    ]);
  });

  it('of a bot has the login that a register knows', async () => {
    const { hub, forge } = await openDesk({ mode });
    hub.account('helper[bot]', { type: 'Bot', emails: ['helper@agents.example'] });
    hub.world.repositories
      .get('acme/identities')
      ?.collaborators.set(
        [...hub.world.accounts.values()].find(({ login }) => login === 'helper[bot]')?.id ?? 0,
        'write',
      );
    hub.push({ branch: 'grant', as: 'helper[bot]', files: { 'x.yaml': 'a\n' } });
    const number = hub.open({ head: 'grant', as: 'helper[bot]' });
    const reading = await forge.readPullRequest(number);
    const bot = reading.accounts.find(({ login }) => login === 'helper[bot]');
    expect(bot).toMatchObject({ type: 'bot' });
    expect(reading.pullRequest.author).toBe(bot?.id);
    expect(reading.commits[0]).toMatchObject({ author: bot?.id, committer: bot?.id });
  });

  it('keeps what deleted accounts left', async () => {
    const { hub, forge } = await openDesk({ mode });
    const number = typicalPullRequest(hub);
    hub.deleteAccount('dana');
    const reading = await forge.readPullRequest(number);
    expect(reading.reviews[2]).toMatchObject({ account: null, state: 'approved' });
  });

  it('finds our own comment, and not one that looks like it', async () => {
    const { hub, forge, publisher } = await openDesk({ mode });
    const number = typicalPullRequest(hub);
    hub.comment({ number, as: 'mallory', body: '<!-- jitl:gate -->\nmine' });
    const id = await publisher.upsertComment(number, null, '<!-- jitl:gate -->\nours');
    const { comment } = await forge.readPullRequest(number);
    expect(comment).toEqual({ id, body: '<!-- jitl:gate -->\nours', intact: true });
    hub.editComment(id, { as: 'root', body: '<!-- jitl:gate -->\nforged' });
    expect((await forge.readPullRequest(number)).comment).toMatchObject({ id, intact: false });
  });

  it('in a stack has the rules of the stack’s base', async () => {
    const { hub, forge } = await openDesk({ mode });
    hub.push({ branch: 'lower', as: 'ada', files: { 'x.yaml': 'a\n' } });
    hub.push({ branch: 'upper', from: 'lower', as: 'ada', files: { 'y.yaml': 'b\n' } });
    const number = hub.open({ head: 'upper', base: 'lower', as: 'ada', stackBase: 'main' });
    const reading = await forge.readPullRequest(number);
    expect(reading).toMatchObject({ basisRef: 'refs/heads/main' });
    expect(reading.basisCommit).not.toBe(reading.baseCommit);
    const ends = await forge.readEnds(number);
    expect(ends.basisCommit).toBe(reading.basisCommit);
  });

  it('has ends that agree with it until something is said', async () => {
    const { hub, forge } = await openDesk({ mode });
    const number = typicalPullRequest(hub);
    const reading = await forge.readPullRequest(number);
    const ends = {
      headCommit: reading.pullRequest.headCommit,
      baseRef: 'refs/heads/main',
      baseCommit: reading.baseCommit,
      basisRef: 'refs/heads/main',
      basisCommit: reading.basisCommit,
      state: 'open',
      stamp: reading.stamp,
    };
    expect(await forge.readEnds(number)).toEqual(ends);
    hub.comment({ number, as: 'bob', body: 'unrelated' });
    expect(await forge.readEnds(number)).toEqual(ends);
    hub.editReview(reading.reviews[2]?.id ?? 0, { as: 'dana', body: 'It reads two tables.' });
    expect((await forge.readEnds(number)).stamp).not.toBe(reading.stamp);
  });
});

it('stamps are equal however they were read', async () => {
  const { hub, forge } = await openDesk({ mode: 'graphql' });
  const number = typicalPullRequest(hub);
  const rest = await openDesk({ mode: 'rest', as: 'actions', hub });
  expect((await rest.forge.readEnds(number)).stamp).toBe((await forge.readEnds(number)).stamp);
});

describe('edited reviews', () => {
  it('say who edited them last', async () => {
    const { hub, forge } = await openDesk();
    const number = typicalPullRequest(hub);
    const { reviews } = await forge.readPullRequest(number);
    hub.editReview(reviews[2]?.id ?? 0, { as: 'root', body: 'Fine.' });
    const after = await forge.readPullRequest(number);
    expect(after.reviews[2]).toMatchObject({ body: 'Fine.', edited: { by: ids(after)['root'] } });
  });
});

describe('lists that go on', () => {
  it('are read to their ends', async () => {
    const { hub, forge } = await openDesk();
    const number = typicalPullRequest(hub);
    for (let index = 0; index < 98; index += 1)
      hub.review({ number, as: 'bob', state: 'COMMENTED', body: `${index}` });
    hub.review({ number, as: 'dana', state: 'CHANGES_REQUESTED', body: 'A late veto.' });
    const reading = await forge.readPullRequest(number);
    expect(reading.missing).toEqual([]);
    expect(reading.reviews).toHaveLength(102);
    expect(reading.reviews.at(-1)).toMatchObject({ body: 'A late veto.' });
  });

  it.each(['graphql', 'rest'] as const)(
    'of more than 250 commits are missing, by %s',
    async (mode) => {
      const { hub, forge } = await openDesk({ mode });
      hub.push({ branch: 'long', from: manyCommits(hub, 251), as: 'ada' });
      const number = hub.open({ head: 'long', as: 'ada' });
      const { missing } = await forge.readPullRequest(number);
      expect(missing.map(({ what }) => what)).toContain('commits');
    },
  );
});

/** A line of commits on `main`, made at once. Gives its end. */
function manyCommits(hub: GithubDesk['hub'], count: number): string {
  const directory = hub.world.repositories.get('acme/identities')?.directory ?? '';
  const commits = Array.from({ length: count }, (_, index) =>
    [
      'commit refs/heads/import',
      `committer Ada <ada@example.com> ${1_700_000_000 + index} +0000`,
      'data 1',
      'x',
      ...(index === 0 ? ['from refs/heads/main'] : []),
      '',
    ].join('\n'),
  );
  execFileSync('git', ['-C', directory, 'fast-import', '--quiet'], { input: commits.join('') });
  const read = ['-C', directory, 'rev-parse', 'refs/heads/import'];
  return execFileSync('git', read, { encoding: 'utf8' }).trim();
}

describe('an answer from before the last push', () => {
  /** The same forge, through a GraphQL that changes its first answers. */
  async function lagging(answers: number, change: (text: string) => string) {
    const { hub, client } = await openDesk();
    const number = typicalPullRequest(hub);
    let asked = 0;
    const forge = createForge(
      {
        ...client,
        async graphql(query, variables) {
          const answer = await client.graphql(query, variables);
          asked += 1;
          if (asked > answers || answer.kind === 'unavailable') return answer;
          return { ...answer, data: JSON.parse(change(JSON.stringify(answer.data))) as unknown };
        },
      },
      { owner: 'acme', repo: 'identities', server: hub.url, mode: 'graphql' },
    );
    return { read: () => forge.readPullRequest(number), asked: () => asked };
  }

  /** Another id for the only commit of the list. */
  const withoutHead = (text: string): string =>
    text.replace(
      /"commit":\{"oid":"[0-9a-f]{40}","author"/,
      `"commit":{"oid":"${'0'.repeat(40)}","author"`,
    );
  const withOldHead = (text: string): string =>
    text.replace(/"headRefOid":"[0-9a-f]{40}"/, `"headRefOid":"${'0'.repeat(40)}"`);

  it('is asked for again', async () => {
    const { read, asked } = await lagging(2, withOldHead);
    expect((await read()).missing).toEqual([]);
    expect(asked()).toBe(3);
  });

  it('or one that counts more than it lists, is a gap', async () => {
    const { read } = await lagging(9, (text) =>
      text.replace('"reviews":{"totalCount":3', '"reviews":{"totalCount":4'),
    );
    const why = 'GitHub counts 4 and lists 3';
    expect((await read()).missing).toEqual([{ what: 'reviews', why }]);
  });

  it('without the head commit is a gap in the end', async () => {
    const { read, asked } = await lagging(9, withoutHead);
    const why = 'GitHub does not list the head commit yet';
    expect((await read()).missing).toEqual([{ what: 'commits', why }]);
    expect(asked()).toBe(3);
  });

  it('is an error where it does not become another one', async () => {
    const { read, asked } = await lagging(9, withOldHead);
    await expect(read()).rejects.toMatchObject({ code: 'head-moved' });
    expect(asked()).toBe(3);
  });
});
