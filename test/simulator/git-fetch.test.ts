import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

import { testEnvironment } from '../support/git-repository.ts';
import { acme } from '../support/github/acme.ts';

const run = promisify(execFile);

function basic(token: string): string {
  return `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
}

async function fetched(url: string, token: string, options: readonly string[], what: string) {
  const directory = mkdtempSync(join(tmpdir(), 'jitl-hub-fetch-'));
  try {
    const env = testEnvironment();
    await run('git', ['init', '-q', '--bare', '--template=', directory], { env });
    const args = ['-C', directory, '-c', `http.extraHeader=${basic(token)}`, ...options];
    await run('git', [...args, 'fetch', '-q', url, `${what}:refs/got`], { env });
    const { stdout } = await run('git', ['-C', directory, 'rev-parse', 'refs/got'], { env });
    return stdout.trim();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

test.each([0, 2])(
  'objects are fetched by id, protocol %s, also those of a fork',
  async (version) => {
    await using hub = await acme({ visibility: 'public' });
    hub.repository('mallory/identities', { parent: 'acme/identities' });
    const head = hub.push({
      repository: 'mallory/identities',
      branch: 'grant',
      as: 'mallory',
      files: { 'a.yaml': 'a: 1\n' },
    });
    const number = hub.open({
      repository: 'acme/identities',
      headRepository: 'mallory/identities',
      head: 'grant',
      as: 'mallory',
    });
    const token = hub.token({
      kind: 'actions',
      permissions: { contents: 'read' },
      repository: 'acme/identities',
    });
    const url = `${hub.url}/git/acme/identities.git`;
    const options = ['-c', `protocol.version=${version}`];
    expect(await fetched(url, token, options, `refs/pull/${number}/head`)).toBe(head);
    expect(await fetched(url, token, options, head)).toBe(head);
  },
);

test('a token that may not read is refused', async () => {
  await using hub = await acme();
  const url = `${hub.url}/git/acme/identities.git`;
  const none = hub.token({ kind: 'actions', permissions: { statuses: 'write' } });
  const stranger = hub.token({ kind: 'pat', as: 'mallory' });
  await expect(fetched(url, none, [], 'refs/heads/main')).rejects.toThrow('403');
  await expect(fetched(url, stranger, [], 'refs/heads/main')).rejects.toThrow('not found');
  await expect(fetched(url, 'unknown', [], 'refs/heads/main')).rejects.toThrow(
    /Username|Authentication/,
  );
});
