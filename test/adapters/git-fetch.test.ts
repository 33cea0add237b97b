import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { fetchRepository } from '../../src/adapters/git/fetch.ts';
import { acme } from '../support/github/acme.ts';
import type { Hub } from '../support/github/hub.ts';

let hub: Hub;
let url = '';
let authorization = '';
let temporary = '';

beforeAll(async () => {
  hub = await acme();
  temporary = mkdtempSync(join(tmpdir(), 'jitl-fetch-'));
  url = `${hub.url}/git/acme/identities.git`;
  const token = hub.token({ kind: 'pat', as: 'ada', repository: 'acme/identities' });
  authorization = basic(token);
});

afterAll(async () => {
  await hub.close();
  rmSync(temporary, { recursive: true, force: true });
});

function basic(token: string): string {
  return `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
}

const fetchOf = (more: Partial<Parameters<typeof fetchRepository>[0]> = {}) =>
  fetchRepository({
    url,
    authorization,
    commits: ['0'.repeat(40)],
    temporaryDirectory: temporary,
    ...more,
  });

describe('a fetch', () => {
  it('gets commits by their ids, with what they reach and nothing else', async () => {
    const base = hub.push({ branch: 'one', as: 'ada', files: { 'a.yaml': 'a: 1\n' } });
    const head = hub.push({ branch: 'two', as: 'ada', from: base, files: { 'a.yaml': 'a: 2\n' } });
    const other = hub.push({ branch: 'three', as: 'ada', files: { 'c.yaml': 'c: 1\n' } });
    const repository = await fetchOf({ commits: [base, head, head] });
    try {
      const compared = await repository.compare({ base, head });
      expect(compared.changed.map(({ path }) => path)).toEqual(['a.yaml']);
      await expect(repository.resolveTree(other)).rejects.toMatchObject({
        code: 'revision-unknown',
      });
      await expect(repository.resolveTree('two')).rejects.toMatchObject({
        code: 'revision-unknown',
      });
    } finally {
      await repository.close();
    }
    expect(readdirSync(temporary)).toEqual([]);
  });

  it.each([
    ['http://example.com/acme/identities.git', 'only https is used'],
    ['file:///etc', 'only https is used'],
    ['ext::sh -c touch% /tmp/x', 'only https is used'],
    ['--upload-pack=touch', 'it is no URL'],
    ['https://ada:secret@example.com/acme/identities.git', 'it holds a password'],
  ])('takes no %s', async (address, why) => {
    await expect(fetchOf({ url: address })).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining(why),
    });
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('takes nothing for a commit that is no id', async () => {
    for (const commit of ['main', '--all', 'refs/heads/main', 'a'.repeat(41), ''])
      await expect(fetchOf({ commits: [commit] })).rejects.toMatchObject({ code: 'input-invalid' });
    await expect(fetchOf({ commits: [] })).rejects.toMatchObject({ code: 'input-invalid' });
  });

  it('says what is wrong, and shows no token', async () => {
    const secret = 'ghp_canarycanarycanary';
    const refused = await fetchOf({ authorization: basic(secret) }).catch(
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({ code: 'forge-unauthorized' });
    const gone = await fetchOf().catch((error: unknown) => error);
    expect(gone).toMatchObject({ code: 'head-moved' });
    const nobody = await fetchOf({ url: 'http://127.0.0.1:9/x.git' }).catch(
      (error: unknown) => error,
    );
    expect(nobody).toMatchObject({ code: 'forge-unreachable' });
    for (const error of [refused, gone, nobody]) {
      const shown = String(
        error instanceof Error ? [error.message, error.stack, error.cause] : error,
      );
      expect(shown).not.toContain(secret);
      expect(shown).not.toContain(basic(secret).slice(6));
    }
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('a server that sends the fetch elsewhere', () => {
  let elsewhere: Server;
  let redirecting: Server;
  const met: (string | undefined)[] = [];

  beforeAll(async () => {
    elsewhere = createServer((request, response) => {
      met.push(request.headers.authorization);
      response.writeHead(404).end();
    });
    await new Promise<void>((settle) => elsewhere.listen(0, '127.0.0.1', settle));
    const port = (elsewhere.address() as AddressInfo).port;
    redirecting = createServer((request, response) => {
      response.writeHead(302, { location: `http://127.0.0.1:${port}${request.url ?? ''}` }).end();
    });
    await new Promise<void>((settle) => redirecting.listen(0, '127.0.0.1', settle));
  });

  afterAll(() => {
    elsewhere.close();
    redirecting.close();
  });

  it('is not followed: the token opens one host', async () => {
    const { port } = redirecting.address() as AddressInfo;
    await expect(fetchOf({ url: `http://127.0.0.1:${port}/a/b.git` })).rejects.toMatchObject({
      code: 'forge-unreachable',
    });
    expect(met).toEqual([]);
  });
});
