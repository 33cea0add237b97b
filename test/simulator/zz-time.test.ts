import { test } from 'vitest';
import { acme, get } from '../support/github/acme.ts';
test('time', async () => {
  const t0 = performance.now();
  const lap = (n: string) => console.log(n, Math.round(performance.now() - t0));
  await using hub = await acme(); lap('acme');
  hub.push({ branch: 'grant', as: 'ada', files: { 'sa/ci.yaml': 'kind: ServiceAccount\n' } }); lap('push');
  const number = hub.open({ head: 'grant', as: 'ada', title: 'A service account' }); lap('open');
  hub.push({ branch: 'grant', as: 'ada', files: { 'README.md': null } }); lap('push');
  hub.review({ number, as: 'dana', state: 'APPROVED', body: 'fine' }); lap('review');
  const token = hub.token({ kind: 'actions', permissions: { contents: 'read', 'pull-requests': 'read' } });
  await get(hub, token, `/repos/acme/identities/pulls/${number}`); lap('get');
  await get(hub, token, `/repos/acme/identities/pulls/${number}`); lap('get');
  await get(hub, token, `/repos/acme/identities/pulls/${number}/files`); lap('files');
  await get(hub, token, `/repos/acme/identities/pulls`); lap('list');
  await get(hub, token, `/repos/acme/identities/pulls`); lap('list');
});
