import { startHub, type Hub } from './hub.ts';
import type { RepositoryOptions } from './acts/repository.ts';

/**
 * A hub with one organisation, its repository `acme/identities`, and people: ada and bob write,
 * dana maintains, root administers, mallory is nobody.
 */
export async function acme(options: RepositoryOptions = {}): Promise<Hub> {
  const hub = await startHub();
  for (const login of ['ada', 'bob', 'dana', 'root', 'mallory'])
    hub.account(login, { emails: [`${login}@example.com`] });
  hub.organisation('acme');
  hub.team('acme/security', { members: ['dana'] });
  hub.repository('acme/identities', {
    files: { 'README.md': 'Identities\n' },
    as: 'root',
    collaborators: { ada: 'write', bob: 'write', dana: 'maintain', root: 'admin' },
    teams: { 'acme/security': 'write' },
    ...options,
  });
  return hub;
}

export interface Got {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

export async function get(hub: Hub, token: string, path: string): Promise<Got> {
  return call(hub, token, `GET ${path}`);
}

/** `POST /repos/…` with a body of JSON; a body that is none is given as text. */
export async function call(hub: Hub, token: string, what: string, body?: unknown): Promise<Got> {
  const [method = 'GET', path = '/'] = what.split(' ');
  const response = await fetch(`${hub.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, connection: 'close' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: parsed(text), headers: response.headers };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
