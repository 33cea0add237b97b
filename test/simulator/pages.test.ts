import { expect, test } from 'vitest';

import { acme, get } from '../support/github/acme.ts';
import type { Hub } from '../support/github/hub.ts';

const repository = '/repos/acme/identities';

function lengthOf(body: unknown): number {
  return Array.isArray(body) ? body.length : -1;
}

async function followed(hub: Hub, token: string, path: string): Promise<readonly number[]> {
  const { body, headers } = await get(hub, token, path);
  const next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
  const rest = next === undefined ? [] : await followed(hub, token, next.slice(hub.url.length));
  return [lengthOf(body), ...rest];
}

test('pages have 30, or what is asked for up to 100', async () => {
  await using hub = await acme();
  hub.push({ branch: 'grant', as: 'ada', files: { a: '1' } });
  const number = hub.open({ head: 'grant', as: 'ada' });
  for (let count = 0; count < 130; count += 1)
    hub.review({ number, as: 'dana', state: 'COMMENTED', body: `remark ${count}` });
  const token = hub.token({ kind: 'pat', as: 'bob' });
  const path = `${repository}/pulls/${number}/reviews`;
  expect(await followed(hub, token, path)).toEqual([30, 30, 30, 30, 10]);
  expect(await followed(hub, token, `${path}?per_page=100`)).toEqual([100, 30]);
  expect(lengthOf((await get(hub, token, `${path}?per_page=100&page=3`)).body)).toBe(0);
});

test('pushes are listed by cursors, with who pushed', async () => {
  await using hub = await acme();
  for (let count = 0; count < 3; count += 1)
    hub.push({
      branch: 'grant',
      as: 'bob',
      files: { a: `${count}` },
      author: { name: 'Ada', email: 'ada@example.com' },
    });
  const token = hub.token({ kind: 'actions', permissions: { contents: 'read' } });
  const path = `${repository}/activity?ref=grant&per_page=2`;
  expect(await followed(hub, token, path)).toEqual([2, 1]);
  expect((await get(hub, token, path)).body).toMatchObject([
    { activity_type: 'push', actor: { login: 'bob' }, ref: 'refs/heads/grant' },
    { activity_type: 'push' },
  ]);
  expect(hub.violations).toEqual([]);
});

test('at most 250 commits of a pull request are listed', async () => {
  await using hub = await acme();
  hub.push({ branch: 'many', as: 'ada', files: { a: '0' } });
  hub.pushMany({ branch: 'many', as: 'ada', count: 254 });
  const number = hub.open({ head: 'many', as: 'ada' });
  const token = hub.token({ kind: 'pat', as: 'bob' });
  const path = `${repository}/pulls/${number}/commits?per_page=100`;
  expect(await followed(hub, token, path)).toEqual([100, 100, 50]);
  expect((await get(hub, token, `${repository}/pulls/${number}`)).body).toMatchObject({
    commits: 255,
  });
});
