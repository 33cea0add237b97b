import { expect, test } from 'vitest';

import { acme, get } from '../support/github/acme.ts';

test('a pull request, its commits, files and reviews', async () => {
  await using hub = await acme();
  hub.push({ branch: 'grant', as: 'ada', files: { 'sa/ci.yaml': 'kind: ServiceAccount\n' } });
  const number = hub.open({ head: 'grant', as: 'ada', title: 'A service account' });
  const head = hub.push({ branch: 'grant', as: 'ada', files: { 'README.md': null } });
  hub.review({ number, as: 'dana', state: 'APPROVED', body: 'fine' });
  const token = hub.token({
    kind: 'actions',
    permissions: { contents: 'read', 'pull-requests': 'read' },
  });

  const pull = await get(hub, token, `/repos/acme/identities/pulls/${number}`);
  expect(pull.body).toMatchObject({
    number,
    state: 'open',
    title: 'A service account',
    user: { login: 'ada', type: 'User' },
    head: { ref: 'grant', sha: head, repo: { full_name: 'acme/identities' } },
    base: { ref: 'main' },
    commits: 2,
    changed_files: 2,
    merged: false,
  });
  const files = await get(hub, token, `/repos/acme/identities/pulls/${number}/files`);
  expect(files.body).toMatchObject([
    { filename: 'README.md', status: 'removed' },
    { filename: 'sa/ci.yaml', status: 'added', additions: 1 },
  ]);
  const commits = await get(hub, token, `/repos/acme/identities/pulls/${number}/commits`);
  expect(commits.body).toMatchObject([{ author: { login: 'ada' } }, { sha: head }]);
  const reviews = await get(hub, token, `/repos/acme/identities/pulls/${number}/reviews`);
  expect(reviews.body).toMatchObject([
    { user: { login: 'dana' }, state: 'APPROVED', commit_id: head },
  ]);
  const list = await get(hub, token, '/repos/acme/identities/pulls?head=acme:grant&state=open');
  expect(list.body).toMatchObject([{ number }]);
  expect(hub.violations).toEqual([]);
});
