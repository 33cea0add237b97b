import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createGunzip } from 'node:zlib';

import { testEnvironment } from '../git-repository.ts';
import { refuse } from './access.ts';
import { authenticate } from './authenticate.ts';
import { findRepository, type Sim } from './sim.ts';

const service = 'git-upload-pack';

export function isGit(path: string): boolean {
  return path.startsWith('/git/');
}

/**
 * Git's smart HTTP protocol, for fetching alone, by the same tokens as the API: `contents: read`.
 * Gives the status that it answered with.
 */
export async function serveGit(
  sim: Sim,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  const url = new URL(request.url ?? '/', sim.world.url);
  const [, name, rest] = /^\/git\/([^/]+\/[^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack)$/.exec(
    url.pathname,
  ) ?? [null, '', ''];
  const token = authenticate(sim, request.headers.authorization);
  if (token === null) {
    response.setHeader('www-authenticate', 'Basic realm="GitHub"');
    return finish(response, 401, 'Authentication required');
  }
  const repository = findRepository(sim.world, name ?? '');
  const refused =
    repository === null ? null : refuse(sim.world, token, repository, [['contents', 'read']]);
  if (repository === null || refused !== null)
    return finish(response, refused?.status ?? 404, 'Repository not found');
  const advertises = rest === 'info/refs' && url.searchParams.get('service') === service;
  if (!advertises && (rest !== service || request.method !== 'POST'))
    return finish(response, 403, 'only fetching is known');
  const what = advertises ? 'advertisement' : 'result';
  response.writeHead(200, {
    'content-type': `application/x-${service}-${what}`,
    'cache-control': 'no-cache',
  });
  const version = request.headers['git-protocol'];
  if (advertises && version !== 'version=2') response.write(`001e# service=${service}\n0000`);
  const args = ['upload-pack', '--stateless-rpc', ...(advertises ? ['--advertise-refs'] : [])];
  const child = spawn('git', [...args, repository.directory], {
    env: {
      ...testEnvironment(),
      ...(typeof version === 'string' ? { GIT_PROTOCOL: version } : {}),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => undefined);
  const packed = request.headers['content-encoding'] === 'gzip';
  if (advertises) child.stdin.end();
  else (packed ? request.pipe(createGunzip()) : request).pipe(child.stdin);
  child.stdout.pipe(response);
  await new Promise<void>((settle) => {
    child.once('close', () => settle());
  });
  return 200;
}

function finish(response: ServerResponse, status: number, text: string): number {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
  return status;
}
