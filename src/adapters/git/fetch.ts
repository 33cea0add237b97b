import { JitlError } from '../../errors.ts';
import type { Repository } from '../../ports.ts';
import { isObjectId } from './object-format.ts';
import { createOwnRepository, type OwnRepository } from './own-repository.ts';
import { quoted } from './printable.ts';
import { openRepository } from './repository.ts';
import { runGit } from './run.ts';

export interface FetchRequest {
  /** `https://…/owner/name.git`; plain http for a server on this machine only. */
  readonly url: string;
  /** The value of the `Authorization` header, or null. It reaches git by its environment alone. */
  readonly authorization: string | null;
  /** Ids of commits, 40 hexadecimal digits: exactly these and what they reach. */
  readonly commits: readonly string[];
  readonly temporaryDirectory?: string;
}

/**
 * Gets commits from a server into a bare repository of our own and opens it. Nothing is checked
 * out, no ref name of the server is used, and whatever arrives is data: ids are computed anew on
 * receipt, and each object that is read is hashed once more.
 */
export async function fetchRepository(request: FetchRequest): Promise<Repository> {
  const own = await createOwnRepository(null, 'sha1', request.temporaryDirectory);
  try {
    await fetchInto(own, request);
    const repository = await openRepository(own.directory, {
      start: 'named',
      ...(request.temporaryDirectory === undefined
        ? {}
        : { temporaryDirectory: request.temporaryDirectory }),
    });
    return {
      ...repository,
      close: async () => {
        await repository.close();
        await own.remove();
      },
    };
  } catch (error) {
    await own.remove();
    throw error;
  }
}

async function fetchInto(own: OwnRepository, request: FetchRequest): Promise<void> {
  const { protocol, hostname, username, password } = parse(request.url);
  const loopback = hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]';
  if (protocol !== 'https:' && !(protocol === 'http:' && loopback))
    throw unusable(request.url, 'only https is used');
  if (username !== '' || password !== '') throw unusable(request.url, 'it holds a password');
  const commits = [...new Set(request.commits)];
  if (commits.length === 0 || !commits.every((oid) => isObjectId('sha1', oid)))
    throw new JitlError('input-invalid', 'what is to be fetched is no commit id', {
      help: 'please report it: the forge gave something else than ids',
    });
  const { exitCode, stderr } = await runGit(own, {
    // Why a fetch failed has words of its own, which are not those of a broken repository.
    answers: [1, 128],
    args: [
      '-c',
      `protocol.${protocol.slice(0, -1)}.allow=always`,
      // A token must not follow a redirect to another host.
      '-c',
      'http.followRedirects=false',
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-recurse-submodules',
      '--no-write-fetch-head',
      '--no-auto-maintenance',
      '--end-of-options',
      request.url,
      ...commits.map((oid) => `+${oid}:refs/jitl/${oid}`),
    ],
    environment: { ...reachable(), ...header(request.authorization) },
  });
  if (exitCode !== 0) throw explain(stderr, request.url);
}

function parse(url: string): URL {
  try {
    return new URL(url);
  } catch {
    throw unusable(url, 'it is no URL');
  }
}

function unusable(url: string, why: string): JitlError {
  return new JitlError('input-invalid', `${quoted(url)} cannot be fetched from: ${why}`, {
    help: 'name the server of the forge as `https://host`',
  });
}

/** Not as an argument: every process of the machine can read those. */
function header(authorization: string | null): Readonly<Record<string, string>> {
  if (authorization === null) return {};
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: `Authorization: ${authorization}`,
  };
}

/** What a runner behind a proxy or with a certificate authority of its own needs. */
function reachable(): Readonly<Record<string, string>> {
  const names = [
    'HTTPS_PROXY',
    'https_proxy',
    'http_proxy',
    'NO_PROXY',
    'no_proxy',
    'ALL_PROXY',
    'all_proxy',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    'GIT_SSL_CAINFO',
  ];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function explain(stderr: string, url: string): JitlError {
  const { host } = new URL(url);
  if (
    /Authentication failed|could not read (?:Username|Password)|returned error: 40[13]/.test(stderr)
  )
    return new JitlError(
      'forge-unauthorized',
      `${host} does not let this token read the repository`,
      { help: 'give the token `contents: read` on the repository' },
    );
  if (/not our ref|unadvertised|couldn't find remote ref/.test(stderr))
    return new JitlError('head-moved', `${host} does not have the commit any more that it named`, {
      help: 'run the gate again: it reads the pull request as it is now',
    });
  return new JitlError('forge-unreachable', `nothing could be fetched from ${host}`, {
    help: `see whether ${host} is reachable from here, then run it again`,
  });
}
