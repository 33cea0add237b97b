import { describe, expect, it } from 'vitest';

import { createRoster } from '../../src/adapters/github/accounts.ts';
import { ownAmong } from '../../src/adapters/github/comments.ts';
import { graphqlAnswer } from '../../src/adapters/github/graphql-answer.ts';
import { cutBytes, cutVisibly, oneLine } from '../../src/adapters/github/one-line.ts';
import { parseQueueRef } from '../../src/adapters/github/queue.ts';
import { reviewsOf, type RawReview } from '../../src/adapters/github/reviews.ts';
import { timelineOf } from '../../src/adapters/github/timeline.ts';
import { addProblems, createGaps, cut } from '../../src/adapters/github/unread.ts';

const oid = 'a'.repeat(40);

describe('accounts', () => {
  it('are people, bots, organisations or unknown, each once', () => {
    const roster = createRoster();
    const actor = (__typename: string, login: string, databaseId?: number): number | null =>
      roster.actor({ __typename, login, databaseId });
    expect(actor('User', 'dana', 1)).toBe(1);
    expect(actor('User', 'dana', 1)).toBe(1);
    expect(actor('Bot', 'helper', 2)).toBe(2);
    expect(actor('User', 'other[bot]', 3)).toBe(3);
    expect(actor('Organization', 'acme', 4)).toBe(4);
    expect(actor('Mannequin', 'imported', 5)).toBe(5);
    expect(actor('EnterpriseUserAccount', 'managed')).toBeNull();
    expect(roster.user({ id: 6, login: 'Copilot', type: 'Bot' })).toBe(6);
    expect(roster.user({ id: 10137, login: 'ghost', type: 'User' })).toBeNull();
    expect(roster.actor(null)).toBeNull();
    expect(roster.all().map(({ login, type }) => `${login} ${type}`)).toEqual([
      'dana user',
      'helper[bot] bot',
      'other[bot] bot',
      'acme organization',
      'imported unknown',
      'Copilot[bot] bot',
    ]);
  });
});

describe('the name of a group', () => {
  it.each([
    [`refs/heads/gh-readonly-queue/main/pr-7-${oid}`, { branch: 'main', number: 7, base: oid }],
    [`gh-readonly-queue/a/b/pr-7-${oid}`, { branch: 'a/b', number: 7, base: oid }],
    [`refs/heads/gh-readonly-queue/pr-7-${oid}`, null],
    [`refs/heads/gh-readonly-queue/main/pr-07-${oid}`, null],
    ['refs/heads/gh-readonly-queue/main/pr-7-abc', null],
    [`refs/heads/main/pr-7-${oid}`, null],
    ['', null],
  ])('%s', (ref, named) => {
    expect(parseQueueRef(ref)).toEqual(named);
  });
});

describe('text', () => {
  it('is cut where a reader would', () => {
    expect(cutVisibly('👩‍👩‍👧'.repeat(3), 12)).toBe('👩‍👩‍👧…');
    expect(cutVisibly('short', 5)).toBe('short');
    expect(cutVisibly('longer', 5)).toBe('long…');
    expect(cutBytes('ä'.repeat(40), 60)).toMatch(/^ä+\n\n… \(cut/);
    expect(Buffer.byteLength(cutBytes('ä'.repeat(40), 60))).toBeLessThanOrEqual(60);
    expect(oneLine('a\nb\u202e\u0000')).toBe('a\\u{a}b\\u{202e}\\u{0}');
    expect(cut('x'.repeat(20), 10)).toBe('xxxxxx […]');
  });
});

describe('reviews', () => {
  const raw: RawReview = {
    id: 1,
    account: 1,
    state: 'APPROVED',
    body: 'Fine.',
    submittedAt: '2026-11-25T10:00:00Z',
    commit: oid,
    edited: null,
  };

  it('that are drafts are left out, and those that fit nowhere are gaps', () => {
    const gaps = createGaps();
    const reviews = reviewsOf(
      [
        { ...raw, state: 'PENDING', submittedAt: null },
        { ...raw, id: 2, submittedAt: null },
        { ...raw, id: 3, body: 'x'.repeat(70_001) },
        { ...raw, id: 4, state: 'DISMISSED' },
        { ...raw, id: 5, state: 'DISMISSED' },
      ],
      new Map([[4, { by: 7, was: 'approved' }]]),
      gaps,
    );
    expect(reviews.map(({ id, dismissed }) => [id, dismissed])).toEqual([
      [4, { by: 7, was: 'approved' }],
      [5, null],
    ]);
    expect(gaps.all().map(({ why }) => why)).toEqual([
      'review 2 has no time, or a text that is too long',
      'review 3 has no time, or a text that is too long',
    ]);
  });
});

describe('the timeline', () => {
  it('has bases that GitHub itself changed', () => {
    const gaps = createGaps();
    const at = '2026-11-25T10:00:00Z';
    const dana = { __typename: 'User', login: 'dana', databaseId: 1 };
    const events = [
      { __typename: 'AutomaticBaseChangeSucceededEvent', actor: dana, createdAt: at },
      { __typename: 'HeadRefForcePushedEvent', actor: null, createdAt: at },
      { __typename: 'BaseRefChangedEvent', actor: dana },
    ];
    expect(timelineOf(events, createRoster(), gaps).events).toEqual([
      { kind: 'retargeted', at, by: 1 },
      { kind: 'force-pushed', at, by: null },
    ]);
    expect(gaps.all()).toHaveLength(1);
  });
});

describe('our comment', () => {
  const dana = { __typename: 'User', login: 'dana', databaseId: 1 };
  const bot = { __typename: 'Bot', login: 'acme-jitl', databaseId: 2 };
  const comment = {
    fullDatabaseId: 1,
    body: '<!-- jitl:gate -->\ntext',
    viewerDidAuthor: true,
    lastEditedAt: null,
    editor: null,
    author: bot,
  };
  const edited = { ...comment, lastEditedAt: '2026-11-25T10:00:00Z' };

  it.each([
    ['as written', comment, true],
    ['changed by us', { ...edited, editor: bot }, true],
    ['changed by somebody else', { ...edited, editor: dana }, false],
    [
      'changed by a person of our name',
      { ...edited, editor: { ...dana, login: 'acme-jitl' } },
      false,
    ],
    ['changed by a deleted account', { ...edited, editor: null }, false],
  ])('%s', (_, found, intact) => {
    expect(ownAmong([null, found])?.intact).toBe(intact);
  });

  it.each([
    ['of somebody else', { ...comment, viewerDidAuthor: false }],
    ['with the marker further down', { ...comment, body: `> ${comment.body}` }],
  ])('is none %s', (_, found) => {
    expect(ownAmong([found])).toBeNull();
  });
});

describe('what GraphQL could not give', () => {
  it('is a gap, unless it is only who was asked to review', () => {
    const gaps = createGaps();
    const answer = graphqlAnswer({
      data: { repository: {} },
      errors: [
        { type: 'FORBIDDEN', path: ['repository', 'pullRequest', 'reviewRequests', 'nodes', 0] },
        { type: 'FORBIDDEN', path: ['repository', 'pullRequest', 'reviews'], message: 'no' },
      ],
    });
    if (answer.kind === 'answer') addProblems(gaps, answer.problems);
    expect(gaps.all()).toEqual([{ what: 'pullRequest.reviews', why: 'FORBIDDEN: no' }]);
  });
});
