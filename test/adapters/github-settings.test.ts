import { afterEach, describe, expect, it } from 'vitest';

import { createClient } from '../../src/adapters/github/client.ts';
import { createSettingsForge } from '../../src/adapters/github/settings.ts';
import type { RepositorySettings } from '../../src/forge-settings.ts';
import { acme } from '../support/github/acme.ts';
import type { Hub } from '../support/github/hub.ts';

const hubs: Hub[] = [];

afterEach(async () => {
  const all = hubs.splice(0);
  const violations = all.flatMap((hub) => hub.violations);
  await Promise.all(all.map((hub) => hub.close()));
  expect(violations).toEqual([]);
});

async function read(change: (hub: Hub) => void, as: string): Promise<RepositorySettings> {
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
  const forge = createSettingsForge(client, { owner: 'acme', repo: 'identities' });
  return forge.readSettings('main', 'jitl');
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
          requiredChecks: [{ context: 'jitl/gate@main', app: 77 }],
          pullRequest: {
            approvals: 1,
            dismissesStale: true,
            lastPushApproval: true,
            codeOwners: true,
          },
          blocksForcePush: true,
        },
      },
      rulesets: {
        value: [
          {
            name: 'gate',
            enforcement: 'active',
            bypass: [{ type: 'RepositoryRole', id: 5, mode: 'exempt' }],
          },
        ],
      },
      environment: { value: { branches: ['main'], adminsBypass: false } },
      codeownersErrors: { value: [{ path: '.github/CODEOWNERS', line: 1 }] },
      workflows: { value: { defaultPermissions: 'read', mayApprove: false } },
      identity: { value: { login: 'root', app: null } },
    });
    expect(found.rules).toHaveProperty('value.mergeQueue.everyEntry');
    expect(found.actionsPolicies).toHaveProperty('unread');
  });

  it('that a token may not see say why, and the others are there', async () => {
    const found = await read(prepare, 'actions');
    expect(found.repository).toHaveProperty('value');
    expect(found.workflows).toMatchObject({ unread: expect.stringContaining('may not') });
  });

  it('say where there is no environment', async () => {
    expect((await read(() => undefined, 'root')).environment).toEqual({ value: null });
  });
});
