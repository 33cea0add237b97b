import { afterEach, describe, expect, it } from 'vitest';

import { createClient } from '../../src/adapters/github/client.ts';
import { readSettings } from '../../src/adapters/github/settings-reader.ts';
import type { SettingsReading } from '../../src/core/doctor/settings.ts';
import { acme } from '../support/github/acme.ts';
import type { Hub } from '../support/github/hub.ts';

const hubs: Hub[] = [];

afterEach(async () => {
  const all = hubs.splice(0);
  const violations = all.flatMap((hub) => hub.violations);
  await Promise.all(all.map((hub) => hub.close()));
  expect(violations).toEqual([]);
});

async function read(change: (hub: Hub) => void, as: string): Promise<SettingsReading> {
  const hub = await acme({ files: { '.github/CODEOWNERS': '* @nobody-at-all\n' }, as: 'root' });
  hubs.push(hub);
  change(hub);
  const token =
    as === 'actions'
      ? hub.token({
          kind: 'actions',
          repository: 'acme/identities',
          permissions: { contents: 'read', 'pull-requests': 'write' },
        })
      : hub.token({ kind: 'pat', as });
  const client = await createClient({
    url: hub.url,
    credentials: { token },
    userAgent: 'jitl/test',
    retryAfterBase: 1,
  });
  return readSettings(client, { owner: 'acme', repo: 'identities' }, 'main');
}

function prepare(hub: Hub): void {
  hub.ruleset({
    name: 'gate',
    branches: ['main'],
    requiredChecks: [{ context: 'jitl/gate@main', integrationId: 77 }],
    pullRequest: {
      requiredApprovals: 1,
      dismissStale: true,
      lastPushApproval: true,
      codeOwners: true,
    },
    bypass: [{ actorId: 5, actorType: 'RepositoryRole', mode: 'exempt' }],
    mergeQueue: true,
    blockForcePush: true,
  });
  const repository = hub.world.repositories.get('acme/identities');
  repository?.environments.set('jitl', { branches: ['main'], adminBypass: false });
}

describe('settings', () => {
  it('are all there for who administers the repository', async () => {
    const found = await read(prepare, 'root');
    expect(found).toMatchObject({
      repository: {
        value: { name: 'acme/identities', visibility: 'private', defaultBranch: 'main' },
      },
      rules: {
        value: {
          requiredChecks: [{ context: 'jitl/gate@main', integrationId: 77 }],
          pullRequest: {
            requiredApprovals: 1,
            dismissStaleReviews: true,
            lastPushApproval: true,
            codeOwnerReview: true,
          },
          blocksForcePush: true,
        },
      },
      bypass: {
        value: [{ ruleset: 'gate', type: 'RepositoryRole', id: 5, mode: 'exempt' }],
      },
      environment: { value: { branches: ['main'], adminBypass: false } },
      codeowners: { value: { path: '.github/CODEOWNERS', errors: [{ line: 1 }] } },
      workflowPermissions: { value: { default: 'read', mayApprove: false } },
      token: { value: { login: 'root', kind: 'user', appId: null } },
    });
    expect(found.rules).toHaveProperty('value.mergeQueue.allEntries');
    expect(found.actionsPolicies).toHaveProperty('kind', 'unread');
  });

  it('that a token may not see say why, and the others are there', async () => {
    const found = await read(prepare, 'actions');
    expect(found.repository).toHaveProperty('value');
    expect(found.workflowPermissions).toMatchObject({
      kind: 'unread',
      why: expect.stringContaining('may not'),
    });
  });

  it('say where there is no environment', async () => {
    expect((await read(() => undefined, 'root')).environment).toEqual({
      kind: 'read',
      value: null,
    });
  });
});
