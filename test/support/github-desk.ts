import { expect } from 'vitest';

import type { GitHubClient } from '../../src/adapters/github/api.ts';
import { createClient, type ClientOptions } from '../../src/adapters/github/client.ts';
import { createForge } from '../../src/adapters/github/forge.ts';
import { createPublisher } from '../../src/adapters/github/publisher.ts';
import type { Mode } from '../../src/adapters/github/pull-request.ts';
import { appPermissions } from '../../src/core/init/app-manifest.ts';
import type { Forge, Publisher } from '../../src/forge.ts';
import { acme } from './github/acme.ts';
import type { Hub } from './github/hub.ts';

/** What the gate may do with the token of its workflow. */
const WORKFLOW = {
  contents: 'read',
  'pull-requests': 'write',
  statuses: 'write',
} as const;

/** What an App of one's own may do. */
const APP = {
  checks: 'write',
  contents: 'read',
  members: 'read',
  metadata: 'read',
  pull_requests: 'write',
} as const;

/** A hub and the adapter on it. */
export interface GithubDesk {
  readonly hub: Hub;
  readonly client: GitHubClient;
  readonly forge: Forge;
  readonly publisher: Publisher;
  /** Requests that something took. */
  readonly count: <T>(act: () => Promise<T>) => Promise<{ result: T; calls: readonly string[] }>;
}

export interface DeskOptions {
  readonly mode?: Mode;
  /** `app`: an installation of an App; `actions`: the token of a workflow. */
  readonly as?: 'app' | 'actions';
  readonly deadline?: number;
  readonly hub?: Hub;
  /** Of the token of a workflow, besides the usual ones. */
  readonly permissions?: Readonly<Record<string, 'read' | 'write'>>;
}

const desks: GithubDesk[] = [];

/** A desk that `closeDesks` closes. */
export async function openDesk(options: DeskOptions = {}): Promise<GithubDesk> {
  const desk = await githubDesk(options);
  desks.push(desk);
  return desk;
}

/** For after each test: nothing may have been asked that GitHub does not know. */
export async function closeDesks(): Promise<void> {
  const hubs = new Set(desks.splice(0).map(({ hub }) => hub));
  const violations = [...hubs].flatMap((hub) => hub.violations);
  await Promise.all([...hubs].map((hub) => hub.close()));
  expect(violations).toEqual([]);
}

async function githubDesk(options: DeskOptions = {}): Promise<GithubDesk> {
  const hub = options.hub ?? (await acme());
  const client = await createClient({
    url: hub.url,
    credentials: credentialsOf(hub, options),
    userAgent: 'jitl/test',
    retryAfterBase: 1,
    deadline: options.deadline ?? 30_000,
  });
  const home = { owner: 'acme', repo: 'identities' };
  return {
    hub,
    client,
    forge: createForge(client, {
      ...home,
      server: `${hub.url}/git`,
      mode: options.mode ?? 'auto',
    }),
    publisher: createPublisher(client, {
      ...home,
      kind: options.as === 'actions' ? 'status' : 'check-run',
    }),
    async count(act) {
      const before = hub.calls.length;
      const result = await act();
      return {
        result,
        calls: hub.calls.slice(before).map(({ method, path }) => `${method} ${path}`),
      };
    },
  };
}

function credentialsOf(hub: Hub, options: DeskOptions): ClientOptions['credentials'] {
  if (options.as === 'actions')
    return {
      token: hub.token({
        kind: 'actions',
        repository: 'acme/identities',
        permissions: { ...WORKFLOW, ...options.permissions },
      }),
    };
  const app = hub.app({
    slug: `acme-jitl-${hub.world.apps.size}`,
    owner: 'acme',
    permissions: APP,
  });
  const { id, privateKey } = app;
  return {
    app: { id, privateKey, repository: 'acme/identities', permissions: appPermissions },
  };
}

/** A pull request of ada’s with ten files and three reviews. Gives its number. */
export function typicalPullRequest(hub: Hub): number {
  const files = Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [`deploy/${index}.yaml`, `kind: Role # ${index}\n`]),
  );
  hub.push({ branch: 'grant', as: 'ada', files });
  const number = hub.open({ head: 'grant', as: 'ada', title: 'Grant', body: 'As agreed.' });
  hub.review({ number, as: 'bob', state: 'COMMENTED', body: 'Why all namespaces?' });
  hub.review({ number, as: 'bob', state: 'CHANGES_REQUESTED', body: 'Too wide.' });
  hub.review({ number, as: 'dana', state: 'APPROVED', body: 'It reads one table.' });
  return number;
}
