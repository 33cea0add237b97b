import { describe, expect, test } from 'vitest';

import type { GitHubClient } from '../../src/adapters/github/api.ts';
import { readRules } from '../../src/adapters/github/settings-rules.ts';
import { appManifest, appPage } from '../../src/core/init/app-manifest.ts';
import { leftOver, lookAgain, type SetUp } from '../../src/core/init/left-over.ts';
import { isPinnedAction, isPlainBranch } from '../../src/core/init/names.ts';
import { rulesetFor } from '../../src/core/init/ruleset.ts';
import { PINNED } from '../support/healthy-settings.ts';

describe('the ruleset', () => {
  test.each([null, 77])(
    'holds what the gate needs, App %s, as the adapter reads it',
    async (app) => {
      const items = rulesetFor('main', app).rules;
      const client = { pages: () => Promise.resolve({ items, complete: true }) };
      const home = { owner: 'acme', repo: 'shop' };
      expect(await readRules(client as unknown as GitHubClient, home, 'main')).toEqual({
        requiredChecks: [{ context: 'jitl/gate@main', integrationId: app ?? 15_368 }],
        pullRequest: {
          requiredApprovals: 1,
          dismissStaleReviews: true,
          lastPushApproval: true,
          codeOwnerReview: true,
          mergeMethods: ['squash'],
        },
        blocksForcePush: true,
        blocksDeletion: true,
        mergeQueue: null,
      });
    },
  );
});

describe('the App', () => {
  test('has a name that GitHub takes, whoever it is for', () => {
    expect(appManifest('a'.repeat(39), 'https://github.com/x/y').name.length).toBeLessThanOrEqual(
      34,
    );
  });

  test('can be registered on a page that is filled in', () => {
    const manifest = appManifest('acme', 'https://github.com/acme/shop');
    const page = new URL(appPage('https://github.com', 'acme', manifest));
    expect(page.pathname).toBe('/organizations/acme/settings/apps/new');
    expect(Object.fromEntries(page.searchParams)).toEqual({
      name: 'jitl gate acme',
      url: 'https://github.com/acme/shop',
      public: 'false',
      webhook_active: 'false',
      checks: 'write',
      contents: 'read',
      members: 'read',
      pull_requests: 'write',
    });
  });
});

describe('what is left over', () => {
  const setUp: SetUp = {
    tier: 'starter',
    branch: 'main',
    action: 'jitl-dev/jitl@v0.1.0',
    pinned: false,
    codeowners: 'to-fill-in',
    appPage: null,
  };
  const commands = (part: Partial<SetUp>) =>
    leftOver({ ...setUp, ...part }).flatMap((step) => step.commands);

  test('depends on the tier', () => {
    expect(leftOver({ ...setUp, tier: null })).toHaveLength(2);
    expect(leftOver(setUp)).toHaveLength(5);
    expect(leftOver({ ...setUp, tier: 'hardened' })).toHaveLength(7);
    expect(commands({}).join('\n')).not.toContain('--app-id');
    expect(commands({ tier: 'hardened' }).join('\n')).toContain('--app-id');
  });

  test('has no step for what is done', () => {
    expect(leftOver({ ...setUp, pinned: true, action: PINNED })).toHaveLength(4);
  });

  test('ends with a look at it', () => {
    expect([lookAgain(null), lookAgain('hardened')]).toEqual([
      'jitl check',
      'jitl doctor --tier hardened',
    ]);
  });
});

test.each([
  ['main', true],
  ['release/1.x', true],
  ['_x-y', true],
  ['', false],
  ['/x', false],
  ['x/', false],
  ['x/.y', false],
  ['x.', false],
  ['x..y', false],
  ['main\n', false],
  ["x'y", false],
  ['x+', false],
])('whether %j is a branch that can stand in a workflow: %s', (name, plain) => {
  expect(isPlainBranch(name)).toBe(plain);
});

test.each([
  [PINNED, true],
  [`a/b/c@${'0'.repeat(40)}`, true],
  [`a/b@${'0'.repeat(40)}\n`, false],
  [`a@${'0'.repeat(40)}`, false],
  [`a/b@${'A'.repeat(40)}`, false],
  ['a/b@v1', false],
])('whether %j is pinned: %s', (text, pinned) => {
  expect(isPinnedAction(text)).toBe(pinned);
});
