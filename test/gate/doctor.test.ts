import { afterEach, expect, test } from 'vitest';

import { main } from '../../src/cli/main.ts';
import { startingFiles } from '../../src/core/init/starting-files.ts';
import type { SetupTier } from '../../src/core/init/workflows.ts';
import { acme } from '../support/github/acme.ts';
import type { Hub } from '../support/github/hub.ts';
import { PINNED } from '../support/healthy-settings.ts';

const repository = 'acme/identities';
let hub: Hub;

afterEach(async () => {
  expect(hub.violations).toEqual([]);
  await hub[Symbol.asyncDispose]();
});

/** As `jitl init --github` leaves it, with the owner filled in. */
function files(tier: SetupTier, owner: string): Readonly<Record<string, string>> {
  const workflows = { tier, action: PINNED, version: null, branches: ['main'] };
  return Object.fromEntries(
    startingFiles(workflows).map(({ path, text }) => [
      path,
      text.replaceAll('@FILL-IN/WHO-DECIDES', owner),
    ]),
  );
}

function requireCheck(integrationId: number | null): void {
  hub.ruleset({
    requiredChecks: [{ context: 'jitl/gate@main', integrationId }],
    pullRequest: {
      requiredApprovals: 1,
      dismissStale: true,
      lastPushApproval: true,
      codeOwners: true,
    },
  });
}

interface Report {
  readonly tier: string | null;
  readonly findings: readonly { readonly id: string; readonly message: string }[];
}

async function doctor(as: string, ...args: readonly string[]) {
  const said = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      said[name] += text;
    },
    isTerminal: false,
    columns: 80,
  });
  const before = { ...process.env };
  process.env['GITHUB_API_URL'] = hub.url;
  process.env['GITHUB_TOKEN'] = hub.token({ kind: 'pat', as, repository });
  try {
    const code = await main(['doctor', '--github', repository, '--format', 'json', ...args], {
      stdout: stream('stdout'),
      stderr: stream('stderr'),
      stdin: () => process.stdin,
      directory: process.cwd(),
      now: Date.parse('2026-11-25T10:00:00Z'),
    });
    const report = said.stdout === '' ? null : (JSON.parse(said.stdout) as Report);
    // What this checkout has for policies is not what is tested here.
    const ids = (report?.findings ?? [])
      .map(({ id }) => id)
      .filter((id) => id !== 'policies-missing');
    return { code, ids, tier: report?.tier ?? null, findings: report?.findings ?? [], ...said };
  } finally {
    process.env = before;
  }
}

/** The simulator knows no rule against deletion, and its rulesets allow every way of merging. */
const OF_THE_SIMULATOR = ['deletion-allowed', 'not-squash-only'];

test('a starter set-up as an administrator sees it', async () => {
  hub = await acme({ files: files('starter', '@dana'), visibility: 'public' });
  requireCheck(15_368);
  const commit = hub.push({ branch: 'more', as: 'ada', files: { a: 'b\n' } });
  hub.open({ head: 'more', base: 'main', as: 'ada' });
  const token = hub.token({
    kind: 'actions',
    as: 'ada',
    repository,
    permissions: { statuses: 'write' },
  });
  hub.postStatus({ commit, context: 'jitl/gate@main', state: 'pending', token, description: '' });
  const found = await doctor('root');
  expect(found.stderr).toBe('');
  expect([found.tier, found.ids]).toEqual(['starter', ['starter-tier', ...OF_THE_SIMULATOR]]);
  expect(found.code).toBe(0);
});

test('a status by a person is noticed', async () => {
  hub = await acme({ files: files('starter', '@dana') });
  requireCheck(15_368);
  const commit = hub.push({ branch: 'more', as: 'ada', files: { a: 'b\n' } });
  hub.open({ head: 'more', base: 'main', as: 'ada' });
  const token = hub.token({ kind: 'pat', as: 'ada', repository });
  hub.postStatus({ commit, context: 'jitl/gate@main', state: 'success', token, description: '' });
  const { ids, code, findings } = await doctor('root');
  expect(ids).toContain('check-by-other');
  expect(findings.find(({ id }) => id === 'check-by-other')?.message).toContain('ada');
  expect(code).toBe(1);
});

test('a hardened set-up, whose App this token does not know', async () => {
  hub = await acme({ files: files('hardened', '@acme/security') });
  hub.team('acme/security', { members: ['dana', 'root'] });
  const app = hub.app({ slug: 'our-gate', owner: 'acme', permissions: { checks: 'write' } });
  requireCheck(app.id);
  hub.environment('jitl', ['main']);
  const found = await doctor('root');
  expect([found.tier, found.ids]).toEqual([
    'hardened',
    ['check-never-seen', 'app-not-compared', ...OF_THE_SIMULATOR, 'app-rights-unknown'],
  ]);
  expect(found.code).toBe(0);
});

test('who may bypass is seen by administrators alone, and that is said', async () => {
  hub = await acme({ files: files('starter', '@dana') });
  requireCheck(15_368);
  expect((await doctor('bob')).ids).toContain('setting-unread');
  expect((await doctor('root')).ids).not.toContain('setting-unread');
});

test('a repository in which nothing is set up', async () => {
  hub = await acme({ visibility: 'public' });
  const { code, ids } = await doctor('root', '--tier', 'hardened');
  expect(ids.filter((id) => !id.startsWith('codeowners-line')).slice(0, 6)).toEqual([
    'check-not-required',
    'signal-missing',
    'gate-missing',
    'pull-request-not-required',
    'environment-missing',
    'codeowners-missing',
  ]);
  expect(code).toBe(1);
});

test('a team that does not exist, and a line without effect', async () => {
  hub = await acme({
    files: {
      ...files('hardened', '@acme/security'),
      '.github/CODEOWNERS': '* @acme/nobody\n/x @stranger-there\n/.jitl/ @dana\n/.github/ @dana\n',
    },
  });
  const { ids, findings } = await doctor('root');
  expect(findings.map(({ message }) => message).join('\n')).toContain('members of @acme/nobody');
  expect(ids).toContain('codeowners-line-invalid');
  expect(ids).not.toContain('control-plane-unowned');
});

test('a repository that is not there is an error of its own', async () => {
  hub = await acme();
  const { ids, code } = await doctor('mallory');
  expect(ids).toEqual(['essential-unread']);
  expect(code).toBe(1);
});
