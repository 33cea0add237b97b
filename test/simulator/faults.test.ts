import { expect, test } from 'vitest';

import { acme, call, get } from '../support/github/acme.ts';

const pulls = '/repos/acme/identities/pulls';

test('each kind of fault, once', async () => {
  await using hub = await acme();
  for (const branch of ['one', 'two']) {
    hub.push({ branch, as: 'ada', files: { [branch]: '1' } });
    hub.open({ head: branch, as: 'ada' });
  }
  const token = hub.token({ kind: 'pat', as: 'bob' });
  const match = ({ path }: { readonly path: string }) => path.startsWith(pulls);
  const limited = { status: 403, headers: { 'retry-after': '7' }, body: { message: 'slow down' } };
  hub.fail({ match, fault: { kind: 'status', ...limited } });
  const refused = await get(hub, token, pulls);
  expect(refused).toMatchObject({ status: 403, body: { message: 'slow down' } });
  expect(refused.headers.get('retry-after')).toBe('7');

  hub.fail({ match, fault: { kind: 'drop' } });
  await expect(get(hub, token, pulls)).rejects.toThrow('fetch failed');
  hub.fail({ match, fault: { kind: 'truncated' } });
  await expect(get(hub, token, pulls)).rejects.toThrow();
  hub.fail({ match, fault: { kind: 'invalid-json' } });
  expect(typeof (await get(hub, token, pulls)).body).toBe('string');
  hub.fail({ match, fault: { kind: 'no-next-page' } });
  expect((await get(hub, token, `${pulls}?per_page=1`)).headers.get('link')).toBeNull();
  hub.fail({ match, fault: { kind: 'slow', milliseconds: 5 } });
  expect((await get(hub, token, pulls)).status).toBe(200);

  const next = await get(hub, token, `${pulls}?per_page=1`);
  expect(next.headers.get('link')).toContain('rel="next"');
  expect(hub.calls.map((one) => one.status)).toEqual([403, 0, 200, 200, 200, 200, 200]);
  expect(hub.violations).toEqual([]);
});

test('GraphQL tells of errors in the body, and nodes may be null', async () => {
  await using hub = await acme();
  const token = hub.token({ kind: 'pat', as: 'bob' });
  const query = '{ repository(owner: "acme", name: "identities") { defaultBranchRef { name } } }';
  const match = ({ path }: { readonly path: string }) => path === '/graphql';
  hub.fail({ match, fault: { kind: 'graphql-errors', message: 'no', type: 'RATE_LIMITED' } });
  expect((await call(hub, token, 'POST /graphql', { query })).body).toEqual({
    data: null,
    errors: [{ message: 'no', type: 'RATE_LIMITED' }],
  });
  hub.fail({ match, fault: { kind: 'graphql-null', path: ['repository', 'defaultBranchRef'] } });
  expect((await call(hub, token, 'POST /graphql', { query })).body).toEqual({
    data: { repository: { defaultBranchRef: null } },
  });
  expect((await call(hub, token, 'POST /graphql', { query })).body).toMatchObject({
    data: { repository: { defaultBranchRef: { name: 'main' } } },
  });
  expect(hub.violations).toEqual([]);
});
