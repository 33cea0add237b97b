import { resolve } from 'node:path';

import { readShippedPolicies } from '../adapters/fs/shipped-policies.ts';
import { fetchRepository } from '../adapters/git/fetch.ts';
import { originUrl } from '../adapters/git/origin.ts';
import { createClient, type GitHubClient } from '../adapters/github/client.ts';
import { createForge } from '../adapters/github/forge.ts';
import { createPublisher } from '../adapters/github/publisher.ts';
import { readLogin } from '../adapters/github/viewer.ts';
import type { Bench } from '../app/pull-request/bench.ts';
import { remembering } from '../app/pull-request/remembering.ts';
import { parseRemote, parseRepositoryName, type ForgeAddress } from '../core/forge-address.ts';
import { JitlError } from '../errors.ts';
import type { Publisher } from '../forge.ts';
import type { Streams } from './main.ts';
import { version } from '../adapters/fs/version.ts';

/** How a command reaches the forge. */
export interface ForgeOptions {
  readonly repo: string;
  /** `owner/name`; default: what `origin` of the repository names. */
  readonly github?: string;
}

export interface OpenForge {
  readonly client: GitHubClient;
  readonly address: ForgeAddress;
  readonly bench: Bench;
  /** The login that the token belongs to. */
  readonly whoAmI: () => Promise<string>;
  readonly submitReview: Publisher['submitReview'];
}

/** Opens the repository on GitHub with the token of the environment. */
export async function openForge(
  options: ForgeOptions,
  streams: Streams,
  now: number,
): Promise<OpenForge> {
  const address = await addressOf(options, streams);
  const api = apiOf(address.host);
  const client = await createClient({
    url: api.url,
    credentials: { token: token(address.host) },
    userAgent: `jitl/${version}`,
  });
  const forge = createForge(client, {
    owner: address.owner,
    repo: address.repo,
    server: api.server,
    mode: 'auto',
  });
  const bench: Bench = {
    forge: remembering(forge),
    fetch: (commits) => fetchRepository({ ...forge.objects, commits }),
    shipped: await readShippedPolicies(),
    now,
  };
  const publisher = createPublisher(client, {
    kind: 'status',
    owner: address.owner,
    repo: address.repo,
  });
  return {
    client,
    address,
    bench,
    whoAmI: () => readLogin(client),
    submitReview: (number, review) => publisher.submitReview(number, review),
  };
}

async function addressOf({ github, repo }: ForgeOptions, streams: Streams): Promise<ForgeAddress> {
  const host = new URL(process.env['GITHUB_SERVER_URL'] ?? 'https://github.com').host;
  const named = github ?? process.env['GITHUB_REPOSITORY'];
  if (named !== undefined) {
    const name = parseRepositoryName(named);
    if (name !== null) return { host, ...name };
    throw new JitlError('usage', 'what was given is no repository on GitHub', {
      help: 'write `--github owner/name`',
    });
  }
  const url = await originUrl(resolve(streams.directory, repo));
  const found = url === null ? null : parseRemote(url);
  if (found !== null) return found;
  throw new JitlError('usage', 'it is not known which repository on GitHub this is', {
    help: 'name it with `--github owner/name`',
  });
}

/** github.com has its API on a host of its own; GitHub Enterprise Server under a path. */
function apiOf(host: string): { readonly url: string; readonly server: string } {
  const server = process.env['GITHUB_SERVER_URL'] ?? `https://${host}`;
  const given = process.env['GITHUB_API_URL'];
  if (given !== undefined) return { url: given, server };
  return {
    url: host === 'github.com' ? 'https://api.github.com' : `https://${host}/api/v3`,
    server,
  };
}

function token(host: string): string {
  const found = process.env['GITHUB_TOKEN'] ?? process.env['GH_TOKEN'] ?? '';
  if (found !== '') return found;
  throw new JitlError('forge-unauthorized', `there is no token for ${host}`, {
    help: 'set GITHUB_TOKEN, for instance to what `gh auth token` prints',
  });
}
