import { generateKeyPairSync } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { createClient, type ClientOptions } from '../../src/adapters/github/client.ts';
import { appPermissions } from '../../src/core/init/app-manifest.ts';
import type { GitHubClient } from '../../src/adapters/github/api.ts';
import { JitlError } from '../../src/errors.ts';
import { scriptedForge, type Arrived, type Scripted } from '../support/scripted-forge.ts';

const TOKEN = 'ghs_canary0123456789canary0123456789';

interface Told {
  /** What came of it, or `code: message (help)`. */
  readonly result: unknown;
  readonly arrived: readonly Arrived[];
  readonly calls: number;
}

/** Asks one thing of a server that follows a script. */
async function ask(
  script: (request: Arrived, count: number) => Scripted,
  act: (client: GitHubClient) => Promise<unknown>,
  options: Partial<ClientOptions> = {},
): Promise<Told> {
  await using forge = await scriptedForge(script);
  const client = await createClient({
    url: forge.url,
    credentials: { token: TOKEN },
    userAgent: 'jitl/test',
    retryAfterBase: 1,
    deadline: 20_000,
    ...options,
  });
  const result = await act(client).catch(told);
  return { result, arrived: [...forge.arrived], calls: client.calls() };
}

function told(error: unknown): string {
  if (!(error instanceof JitlError)) throw error;
  const { code, message, help, stack = '', cause } = error;
  expect([message, help, stack, JSON.stringify(cause)].join('\n')).not.toContain('canary');
  return `${code}: ${message} (${help})`;
}

const get = (client: GitHubClient): Promise<unknown> => client.get('/repos/{o}/x', { o: 'acme' });
const post = (client: GitHubClient): Promise<unknown> => client.post('/x', { body: 'text' });
const postTwice = (client: GitHubClient): Promise<unknown> =>
  client.post('/x', { body: 'text' }, { repeatable: true });

describe('what is tried again', () => {
  it.each([
    'drop',
    'half',
    { status: 500 },
    { status: 502, body: '<html>' },
    { status: 503 },
  ] as const)('a read that met %o once', async (fault) => {
    const { result, arrived, calls } = await ask(
      (_, count) => (count === 1 ? fault : { body: { id: 1 } }),
      get,
    );
    expect(result).toEqual({ id: 1 });
    expect(arrived.map(({ path }) => path)).toEqual(['/repos/acme/x', '/repos/acme/x']);
    expect(calls).toBe(2);
  });

  it.each(['drop', { status: 503, body: { message: 'Unavailable' } }] as const)(
    'a read three times at most, against %o',
    async (fault) => {
      const { result, calls } = await ask(() => fault, get);
      expect(result).toMatch(/^forge-unreachable: GET \/repos\/acme\/x got no answer/);
      expect(calls).toBe(4);
    },
  );

  it('a write only where sending it twice changes nothing', async () => {
    const once = await ask(() => 'drop', post);
    expect(once.result).toMatch(/^forge-unreachable/);
    expect(once.calls).toBe(1);
    const twice = await ask((_, count) => (count === 1 ? 'drop' : { body: { id: 2 } }), postTwice);
    expect(twice.result).toEqual({ id: 2 });
  });

  it('a query, also where GitHub says that it went wrong', async () => {
    const wrong = {
      body: { errors: [{ message: 'Something went wrong while executing your query. This…' }] },
    };
    const { result, calls } = await ask(
      (_, count) => (count < 3 ? wrong : { body: { data: { viewer: { login: 'dana' } } } }),
      (client) => client.graphql('query { viewer { login } }', {}),
    );
    expect(result).toMatchObject({ kind: 'answer', data: { viewer: { login: 'dana' } } });
    expect(calls).toBe(3);
  });

  it('nothing that GitHub refuses', async () => {
    for (const status of [401, 403, 404, 409, 410, 422, 451]) {
      const { calls } = await ask(() => ({ status, body: { message: 'no' } }), get);
      expect(calls, String(status)).toBe(1);
    }
  });
});

describe('limits of requests', () => {
  const secondary = {
    status: 403,
    headers: { 'retry-after': '2' },
    body: { message: 'You have exceeded a secondary rate limit.' },
  };
  const unnamed = { status: 429, headers: { 'retry-after': '2' }, body: { message: 'slow down' } };
  const primary = (seconds: number): Scripted => ({
    status: 403,
    headers: {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.floor(new Date().getTime() / 1000) + seconds),
    },
    body: { message: 'API rate limit exceeded' },
  });

  it.each([
    ['a secondary limit', secondary],
    ['a limit without a name', unnamed],
    ['the hourly limit', primary(2)],
  ])('%s is waited for, also before a write', async (_, limit) => {
    const { result, calls } = await ask(
      (__, count) => (count < 3 ? limit : { body: { id: 1 } }),
      post,
    );
    expect(result).toEqual({ id: 1 });
    expect(calls).toBe(3);
  });

  it('three times at most', async () => {
    const { result, calls } = await ask(() => secondary, get);
    expect(result).toMatch(
      /^forge-rate-limited: GET \/repos\/acme\/x: GitHub asks to wait 2 seconds/,
    );
    expect(calls).toBe(4);
  });

  it('not beyond the deadline, and the message says until when', async () => {
    const { result, calls } = await ask(() => primary(3600), get, { deadline: 2000 });
    expect(result).toMatch(/^forge-rate-limited: .* used up until 20\d\d-\d\d-\d\dT[\d:.]+Z/);
    expect(calls).toBe(1);
  });

  it('of GraphQL, which says it with status 200', async () => {
    const limit = {
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' },
      body: { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] },
    };
    const query = (client: GitHubClient): Promise<unknown> => client.graphql('query { x }', {});
    const passing = await ask(
      (_, count) => (count === 1 ? limit : { body: { data: { x: 1 } } }),
      query,
    );
    expect(passing.result).toMatchObject({ kind: 'answer' });
    const lasting = await ask(() => limit, query);
    expect(lasting.result).toMatch(/^forge-rate-limited/);
    expect(lasting.calls).toBe(4);
  });
});

describe('the deadline of all requests together', () => {
  it('ends a server that does not answer', async () => {
    const { result } = await ask(() => 'silence', get, { deadline: 300 });
    expect(result).toMatch(/^forge-unreachable/);
  });

  it('ends retries that would pass it', async () => {
    const { calls } = await ask(() => ({ status: 503 }), get, {
      deadline: 5000,
      retryAfterBase: 1_000_000,
    });
    expect(calls).toBe(1);
  });

  it('lets nothing be sent after it', async () => {
    const { arrived } = await ask(
      () => ({ body: { id: 1 } }),
      async (client) => {
        await new Promise((done) => setTimeout(done, 60));
        return get(client);
      },
      { deadline: 50 },
    );
    expect(arrived).toEqual([]);
  });
});

describe('redirects', () => {
  it('on the same host are followed, with the token', async () => {
    const { result, arrived } = await ask(
      ({ path }) =>
        path === '/repositories/1/x'
          ? { body: { id: 1 } }
          : { status: 301, headers: { location: '/repositories/1/x' } },
      get,
    );
    expect(result).toEqual({ id: 1 });
    expect(arrived[1]?.headers.authorization).toContain(TOKEN);
  });

  it('to another host are not followed', async () => {
    await using other = await scriptedForge(() => ({ body: { id: 666 } }));
    const { result } = await ask(
      () => ({ status: 302, headers: { location: `${other.url}/x` } }),
      get,
    );
    expect(result).toMatch(/^forge-unexpected: GitHub redirected a request to 127\.0\.0\.1/);
    expect(other.arrived).toEqual([]);
  });

  it('end', async () => {
    const { result, calls } = await ask(
      () => ({ status: 302, headers: { location: '/again' } }),
      get,
    );
    expect(result).toMatch(/^forge-unexpected/);
    expect(calls).toBe(4);
  });

  it('do not turn a write into a read', async () => {
    const { result, calls } = await ask(
      () => ({ status: 302, headers: { location: '/again' } }),
      postTwice,
    );
    expect(result).toMatch(/^forge-unexpected/);
    expect(calls).toBe(1);
  });
});

describe('refusals', () => {
  const refuse = (status: number, headers: Record<string, string> = {}) =>
    ask(
      ({ headers: sent }) => ({
        status,
        headers,
        // A proxy that repeats what it was sent.
        body: { message: `no\u001b[31m ${sent.authorization}` },
      }),
      get,
    );

  it('say what to do, and never the token', async () => {
    expect((await refuse(401)).result).toMatch(/^forge-unauthorized: .*token/);
    const accepted = { 'x-accepted-github-permissions': 'pull_requests=read; contents=read' };
    expect((await refuse(403, accepted)).result).toMatch(
      /^forge-forbidden: .*`pull_requests=read; contents=read`/,
    );
    expect((await refuse(404)).result).toMatch(/^forge-not-found: .*where the token may not look/);
    expect((await refuse(422)).result).toMatch(/^forge-unexpected: .*422/);
    expect((await refuse(403)).result).not.toContain('\u001b');
  });

  it('are null where they are an answer', async () => {
    const { result } = await ask(
      () => ({ status: 404 }),
      (client) => client.get('/x', {}, { orNull: [404] }),
    );
    expect(result).toBeNull();
  });
});

describe('GraphQL', () => {
  const query = (client: GitHubClient): Promise<unknown> =>
    client.graphql('query ($n: Int!) { x(n: $n) }', { n: 1 });

  it.each([
    ['its address is not there', { status: 404 }],
    ['it does not work', { status: 502 }],
    [
      'it does not know a field',
      {
        body: {
          errors: [{ message: "Field 'x' doesn't exist", extensions: { code: 'undefinedField' } }],
        },
      },
    ],
  ])('is unavailable where %s', async (_, answer) => {
    expect((await ask(() => answer, query)).result).toMatchObject({ kind: 'unavailable' });
  });

  it.each([
    ['NOT_FOUND', 'forge-not-found'],
    ['FORBIDDEN', 'forge-forbidden'],
    ['INSUFFICIENT_SCOPES', 'forge-forbidden'],
    ['SOMETHING_ELSE', 'forge-unexpected'],
  ])('that says %s has answered', async (type, code) => {
    const body = { data: { repository: null }, errors: [{ type, message: 'no' }] };
    expect((await ask(() => ({ body }), query)).result).toMatch(new RegExp(`^${code}`));
  });

  it('that forbids over HTTP is not asked another way', async () => {
    expect((await ask(() => ({ status: 403 }), query)).result).toMatch(/^forge-forbidden/);
  });

  it.each(['{"data":', '[]', 'null', '{}', '<html></html>', '{"data":{"x":null}}'])(
    'that answers %s gives nothing',
    async (body) => {
      expect((await ask(() => ({ body }), query)).result).toMatch(/^forge-unexpected/);
    },
  );

  it('gives what is lost beside what is there', async () => {
    const errors = [{ type: 'FORBIDDEN', path: ['x', 0, 'y'], message: 'no' }];
    const { result } = await ask(() => ({ body: { data: { x: [null] }, errors } }), query);
    expect(result).toEqual({
      kind: 'answer',
      data: { x: [null] },
      problems: [{ type: 'FORBIDDEN', path: ['x', '0', 'y'], message: 'no' }],
    });
  });

  it('of an own server is beside its REST', async () => {
    await using forge = await scriptedForge(() => ({ body: { data: { x: 1 } } }));
    const client = await createClient({
      url: `${forge.url}/api/v3/`,
      credentials: { token: TOKEN },
      userAgent: 'jitl/test',
    });
    await client.graphql('query { x }', {});
    await client.get('/user');
    expect(forge.arrived.map(({ path }) => path)).toEqual(['/api/graphql', '/api/v3/user']);
  });
});

describe('pages', () => {
  const list = (client: GitHubClient, limit = 1000): Promise<unknown> =>
    client.pages('/list', {}, { limit });
  const page = (from: number, count: number): readonly number[] =>
    Array.from({ length: count }, (_, index) => from + index);

  it('are read along their links', async () => {
    const { result, arrived } = await ask(
      ({ path, headers }) =>
        path.includes('page=2')
          ? { body: page(100, 3) }
          : {
              body: page(0, 100),
              headers: { link: `<http://${headers.host}/list?page=2>; rel="next"` },
            },
      list,
    );
    expect(result).toEqual({ items: page(0, 103), complete: true });
    expect(arrived.map(({ path }) => path)).toEqual(['/list?per_page=100', '/list?page=2']);
  });

  it('are not believed to end where a full page has no link', async () => {
    const { result } = await ask(
      ({ path }) => ({ body: path.includes('page=2') ? page(100, 1) : page(0, 100) }),
      list,
    );
    expect(result).toEqual({ items: page(0, 101), complete: true });
  });

  it('beyond the limit make the list incomplete', async () => {
    const link = (host = ''): Record<string, string> => ({
      link: `<http://${host}/list?page=2>; rel="next"`,
    });
    const { result, calls } = await ask(
      ({ headers }) => ({ body: page(0, 100), headers: link(headers.host) }),
      (client) => list(client, 200),
    );
    expect(result).toMatchObject({ complete: false });
    expect(calls).toBe(2);
  });

  it('on another host are not read', async () => {
    await using other = await scriptedForge(() => ({ body: [] }));
    const { result } = await ask(
      () => ({ body: [1], headers: { link: `<${other.url}/list?page=2>; rel="next"` } }),
      list,
    );
    expect(result).toMatch(/^forge-unexpected/);
    expect(other.arrived).toEqual([]);
  });

  it.each(['{"message":"x"}', '[1,', '"text"'])('that are %s are no list', async (body) => {
    expect((await ask(() => ({ body }), list)).result).toMatch(/^forge-unexpected/);
  });
});

describe('an App', () => {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const app = {
    id: 77,
    repository: 'acme/identities',
    permissions: appPermissions,
    privateKey: key.export({ type: 'pkcs1', format: 'pem' }).toString(),
  };
  const script = ({ path }: Arrived): Scripted => {
    if (path.endsWith('/installation')) return { body: { id: 5 } };
    if (!path.endsWith('/access_tokens')) return { body: { id: 1 } };
    const expires = '2099-01-01T00:00:00Z';
    return { status: 201, body: { token: TOKEN, expires_at: expires, permissions: {} } };
  };

  it('gets a token for one repository and a few rights, in two requests', async () => {
    const { result, arrived, calls } = await ask(script, get, { credentials: { app } });
    expect(result).toEqual({ id: 1 });
    expect(calls).toBe(3);
    expect(arrived.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /repos/acme/identities/installation',
      'POST /app/installations/5/access_tokens',
      'GET /repos/acme/x',
    ]);
    expect(JSON.parse(arrived[1]?.body ?? '')).toEqual({
      repositories: ['identities'],
      permissions: {
        checks: 'write',
        contents: 'read',
        members: 'read',
        metadata: 'read',
        pull_requests: 'write',
      },
    });
    expect(arrived[0]?.headers.authorization).toMatch(/^bearer ey/);
    expect(arrived[2]?.headers.authorization).toContain(TOKEN);
  });

  it('that lacks a right is told which ones it needs', async () => {
    const refused = ask(
      (request) =>
        request.path.endsWith('/access_tokens')
          ? { status: 422, body: { message: 'The permissions requested are not granted' } }
          : script(request),
      get,
      { credentials: { app } },
    ).catch(told);
    expect(await refused).toMatch(
      /^forge-forbidden: .*checks: write, contents: read, members: read/,
    );
  });

  it('with a key that is none says so, without it', async () => {
    const broken = { ...app, privateKey: '-----BEGIN canary' };
    const refused = ask(script, get, { credentials: { app: broken } }).catch(told);
    expect(await refused).toMatch(/^forge-unauthorized: the private key/);
  });
});
