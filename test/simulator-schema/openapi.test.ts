import { describe, expect, it } from 'vitest';

import { description } from '../support/github/validate/compile.ts';
import { findOperation } from '../support/github/validate/find-operation.ts';
import { validateCall, type ApiCall } from '../support/github/validate/openapi.ts';
import { rewriteSchema } from '../support/github/validate/rewrite-schema.ts';
import { unknownFields } from '../support/github/validate/unknown-fields.ts';

const OID = 'a'.repeat(40);
const REPOSITORY = '/repos/acme/identities';

function check(call: Partial<ApiCall> & Pick<ApiCall, 'path'>): readonly string[] {
  const defaults = { method: 'GET', query: {}, requestBody: null, status: 200, responseBody: null };
  return validateCall({ ...defaults, ...call });
}

const account = {
  login: 'ada',
  id: 1,
  node_id: 'U_1',
  avatar_url: 'https://avatars.example/1',
  gravatar_id: '',
  url: 'https://api.example/users/ada',
  html_url: 'https://example.com/ada',
  followers_url: 'https://api.example/users/ada/followers',
  following_url: 'https://api.example/users/ada/following{/other_user}',
  gists_url: 'https://api.example/users/ada/gists{/gist_id}',
  starred_url: 'https://api.example/users/ada/starred{/owner}{/repo}',
  subscriptions_url: 'https://api.example/users/ada/subscriptions',
  organizations_url: 'https://api.example/users/ada/orgs',
  repos_url: 'https://api.example/users/ada/repos',
  events_url: 'https://api.example/users/ada/events{/privacy}',
  received_events_url: 'https://api.example/users/ada/received_events',
  type: 'User',
  site_admin: false,
};

const review = {
  id: 3_200_000_000,
  node_id: 'PRR_1',
  user: account,
  body: 'Read it.',
  state: 'APPROVED',
  html_url: 'https://example.com/pull/1#pullrequestreview-1',
  pull_request_url: 'https://api.example/repos/acme/identities/pulls/1',
  _links: { html: { href: 'x' }, pull_request: { href: 'y' } },
  submitted_at: '2026-01-02T03:04:05Z',
  commit_id: OID,
  author_association: 'MEMBER',
};

const reviews = { path: `${REPOSITORY}/pulls/1/reviews` };

const status = {
  method: 'POST',
  path: `${REPOSITORY}/statuses/${OID}`,
  requestBody: { state: 'success', context: 'jitl/gate@main', description: 'allowed' },
  status: 201,
  responseBody: {
    url: 'https://api.example/statuses/1',
    avatar_url: null,
    id: 1,
    node_id: 'S_1',
    state: 'success',
    description: 'allowed',
    target_url: null,
    context: 'jitl/gate@main',
    created_at: '2026-01-02T03:04:05Z',
    updated_at: '2026-01-02T03:04:05Z',
    creator: account,
  },
};

describe('a call as GitHub describes it', () => {
  it.each<[string, Partial<ApiCall> & Pick<ApiCall, 'path'>]>([
    ['a list', { ...reviews, query: { per_page: '100', page: '2' }, responseBody: [review] }],
    ['nulls', { ...reviews, responseBody: [{ ...review, user: null, commit_id: null }] }],
    ['a body', status],
    ['no content', { method: 'DELETE', path: '/installation/token', status: 204 }],
    ['not modified', { path: `${REPOSITORY}/pulls`, status: 304 }],
    ['an error that is not described', { ...reviews, status: 429, responseBody: { message: 'x' } }],
    ['a failure of the server', { ...reviews, status: 502, responseBody: { message: 'x' } }],
    ['policies of Actions', { path: `${REPOSITORY}/actions/policies`, responseBody: [{ id: 1 }] }],
    ['a method in small letters', { ...reviews, method: 'get', responseBody: [] }],
    [
      'a boolean in the query',
      { path: `${REPOSITORY}/rulesets`, query: { includes_parents: 'false' }, responseBody: [] },
    ],
  ])('%s', (_, call) => {
    expect(check(call)).toEqual([]);
  });
});

describe('a call that GitHub would not know', () => {
  it.each<[string, Partial<ApiCall> & Pick<ApiCall, 'path'>, string]>([
    ['an operation', { path: `${REPOSITORY}/stargazers` }, 'unknown operation'],
    ['a method', { ...reviews, method: 'PUT' }, 'unknown operation'],
    ['a missing parameter in the path', { path: '/repos//identities' }, 'unknown operation'],
    ['a query parameter', { ...reviews, query: { perpage: '1' }, responseBody: [] }, 'perpage'],
    [
      'a value',
      { path: `${REPOSITORY}/pulls`, query: { state: 'any' }, responseBody: [] },
      'state',
    ],
    ['a number', { ...reviews, query: { page: 'two' }, responseBody: [] }, 'must be integer'],
    ['a page over 100', { ...reviews, query: { per_page: '101' }, responseBody: [] }, 'over 100'],
    [
      'a parameter twice',
      { ...reviews, query: new URLSearchParams('page=1&page=2'), responseBody: [] },
      'occurs 2 times',
    ],
    [
      'a number in the path',
      { path: `${REPOSITORY}/pulls/one/reviews`, responseBody: [] },
      'path parameter pull_number',
    ],
    ['broken encoding', { path: '/repos/%E0%A4%A/x', status: 404 }, 'percent-encoded'],
    [
      'a field of a body',
      { ...status, requestBody: { state: 'success', kind: 1 } },
      '/kind is not',
    ],
    ['a value in a body', { ...status, requestBody: { state: 'green' } }, 'allowed values'],
    ['no body', { ...status, requestBody: null }, 'request body is missing'],
    ['a body too many', { ...reviews, requestBody: {}, responseBody: [] }, 'none is described'],
  ])('%s', (_, call, problem) => {
    expect(check(call).join('\n')).toContain(problem);
  });
});

describe('an answer that GitHub would not give', () => {
  const without = Object.fromEntries(Object.entries(review).filter(([name]) => name !== 'state'));

  it.each<[string, Partial<ApiCall>, string]>([
    ['a status', { status: 201, responseBody: [] }, 'status 201 is not described'],
    [
      'an error that is not described',
      { status: 409, responseBody: { message: 'x' } },
      'status 409',
    ],
    ['an error without a message', { status: 404, responseBody: {} }, 'an error has a message'],
    ['no body', {}, 'has no body'],
    ['a missing field', { responseBody: [without] }, "required property 'state'"],
    ['a field', { responseBody: [{ ...review, editor: null }] }, '/0/editor is not described'],
    ['a deep field', { responseBody: [{ ...review, user: { ...account, x: 1 } }] }, '/0/user/x'],
    ['a type', { responseBody: [{ ...review, id: '1' }] }, '/0/id must be integer'],
    ['a time', { responseBody: [{ ...review, submitted_at: 'now' }] }, '"date-time"'],
    ['an address', { responseBody: [{ ...review, html_url: '/pull' }] }, '"uri"'],
    ['null', { responseBody: [{ ...review, body: null }] }, '/0/body must be string'],
  ])('%s', (_, call, problem) => {
    expect(check({ ...reviews, ...call }).join('\n')).toContain(problem);
  });
});

describe('which operation a path is', () => {
  it.each([
    ['/repos/a/b/commits/feature/x/status', '/commits/{ref}/status'],
    ['/repos/a/b/commits/status', '/commits/{ref}'],
    ['/repos/a/b/commits/feature/status/x', '/commits/{ref}'],
    [`/repos/a/b/commits/${OID}/pulls`, '/commits/{commit_sha}/pulls'],
    ['/repos/a/b/git/ref/heads/feature/x', '/git/ref/{ref}'],
    ['/repos/a/b/contents/.github/CODEOWNERS', '/contents/{path}'],
    ['/repos/a/b/compare/main...feature/x', '/compare/{basehead}'],
    ['/repos/a/b/rules/branches/release/1', '/rules/branches/{branch}'],
    ['/repos/a/b/issues/comments/7', '/issues/comments/{comment_id}'],
    ['/repos/a/b/issues/7/comments', '/issues/{issue_number}/comments'],
  ])('%s', (path, expected) => {
    const found = findOperation(description().names, 'GET', path);
    expect(found?.name).toBe(`GET /repos/{owner}/{repo}${expected}`);
  });

  it('gives the values as they stand there', () => {
    const names = ['GET /repos/{owner}/{repo}/environments/{environment_name}/secrets'];
    const found = findOperation(names, 'GET', '/repos/a/b/environments/jitl%2Fgate/secrets');
    expect(found?.values).toEqual({ owner: 'a', repo: 'b', environment_name: 'jitl%2Fgate' });
  });
});

describe('schemas', () => {
  it('treats names under `properties` as names', () => {
    const properties = { nullable: { type: 'boolean' }, format: { type: 'string', format: 'int' } };
    expect(rewriteSchema({ type: 'object', properties })).toEqual({
      type: 'object',
      properties: { nullable: { type: 'boolean' }, format: { type: 'string' } },
    });
  });

  it('keeps an enumeration apart from null', () => {
    expect(rewriteSchema({ type: 'string', enum: ['a'], nullable: true })).toEqual({
      anyOf: [{ type: 'null' }, { type: 'string', enum: ['a'] }],
    });
  });

  it('lets an object of which nothing is said have anything', () => {
    const open = { type: 'object', properties: { payload: { type: 'object' } } };
    expect(unknownFields(open, { payload: { a: { b: 1 } } }, {})).toEqual([]);
    expect(unknownFields(open, { payload: {}, more: 1 }, {})).toEqual(['/more']);
  });

  it('all compile', () => {
    for (const name of description().names) {
      const { body, responses, parameters } = description().compiled(name);
      const answers = [...responses].filter(([code]) => code < '400').map(([, run]) => run);
      for (const run of [body, ...answers]) expect(() => run?.(0)).not.toThrow();
      for (const { check: run } of parameters) expect(() => run(0)).not.toThrow();
    }
  });

  it('say under which licence they are', () => {
    expect(description().licence['origin']).toContain('MIT');
    expect(description().licence['text']).toContain('Permission is hereby granted');
  });
});
