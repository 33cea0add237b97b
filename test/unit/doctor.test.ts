import { describe, expect, test } from 'vitest';

import { diagnoseSettings, diagnoseUnreached } from '../../src/core/doctor/diagnose.ts';
import { findingSeverities, type FindingId } from '../../src/core/doctor/finding.ts';
import { diagnoseLocal, type LocalReading } from '../../src/core/doctor/local.ts';
import type { Asked, SettingsReading } from '../../src/core/doctor/settings.ts';
import { gatePath, signalPath, type SetupTier } from '../../src/core/init/workflows.ts';
import { healthySettings, OUR_APP, read } from '../support/healthy-settings.ts';

type Change = (settings: SettingsReading) => SettingsReading;
type ValueOf<Key extends keyof SettingsReading> =
  SettingsReading[Key] extends Asked<infer Value> ? NonNullable<Value> : never;

/** A setting that was read, changed in part. */
function set<Key extends keyof SettingsReading>(key: Key, part: Partial<ValueOf<Key>>): Change {
  return (settings) => {
    const asked = settings[key] as Asked<object>;
    if (asked.kind !== 'read') throw new Error(`${key} was not read`);
    return { ...settings, [key]: read({ ...asked.value, ...part }) };
  };
}

function unread(key: keyof SettingsReading): Change {
  return (settings) => ({ ...settings, [key]: { kind: 'unread', why: 'HTTP 403' } });
}

function whole(part: Partial<SettingsReading>): Change {
  return (settings) => ({ ...settings, ...part });
}

function pullRequest(part: object): Change {
  return (settings) => {
    const { value } = settings.rules as Extract<SettingsReading['rules'], { kind: 'read' }>;
    return set('rules', { pullRequest: { ...value.pullRequest, ...part } as never })(settings);
  };
}

function required(...integrationIds: readonly (number | null)[]): Change {
  return set('rules', {
    requiredChecks: integrationIds.map((integrationId) => ({
      context: 'jitl/gate@main',
      integrationId,
    })),
  });
}

/** One workflow with a text replaced; `null` removes the file. */
function workflow(path: string, from: string, to: string | null): Change {
  return (settings) => {
    if (settings.workflows.kind !== 'read') throw new Error('workflows were not read');
    const files = settings.workflows.value.flatMap((file) => {
      if (file.path !== path) return [file];
      if (to === null) return [];
      if (!file.text.includes(from)) throw new Error(`${path} has no ${from}`);
      return [{ path, text: file.text.replace(from, to) }];
    });
    return { ...settings, workflows: read(files) };
  };
}

const inGate = (from: string, to: string | null): Change => workflow(gatePath, from, to);
const inSignal = (from: string, to: string | null): Change => workflow(signalPath, from, to);
const build = (to: string): Change => workflow('.github/workflows/build.yml', 'build:', to);

function codeowners(from: string, to: string): Change {
  return (settings) => {
    if (settings.codeowners.kind !== 'read' || settings.codeowners.value === null)
      throw new Error('there is no CODEOWNERS');
    const text = settings.codeowners.value.text.replace(from, to);
    return set('codeowners', { text, size: text.length })(settings);
  };
}

function ids(tier: SetupTier, change: Change, asked?: SetupTier) {
  const { findings } = diagnoseSettings(
    change(healthySettings(tier)),
    asked === undefined ? {} : { tier: asked },
  );
  return [...new Set(findings.map(({ id }) => id))];
}

/** A fault, and all that must be said of it. */
const FAULTS: readonly (readonly [string, Change, ...(readonly FindingId[])])[] = [
  ['the repository cannot be read', unread('repository'), 'essential-unread'],
  ['the rules cannot be read', unread('rules'), 'essential-unread'],
  ['the workflows cannot be read', unread('workflows'), 'essential-unread', 'setting-unread'],
  ['CODEOWNERS cannot be read', unread('codeowners'), 'essential-unread', 'setting-unread'],
  ['the environment cannot be read', unread('environment'), 'essential-unread'],
  ['bypass actors cannot be read', unread('bypass'), 'setting-unread'],
  ['the token cannot be asked', unread('token'), 'setting-unread', 'app-not-compared'],
  ['workflow permissions cannot be read', unread('workflowPermissions'), 'setting-unread'],
  ['the last result cannot be read', unread('lastResult'), 'setting-unread'],
  ['policies cannot be read, and nobody needs them', unread('actionsPolicies')],
  [
    'policies cannot be read, and the gate needs them',
    (settings) =>
      unread('actionsPolicies')(inGate('workflow_dispatch:', 'pull_request_target:')(settings)),
    'setting-unread',
  ],
  [
    'a team cannot be asked',
    whole({ teams: [{ name: '@acme/x', readable: { kind: 'unread', why: 'HTTP 500' } }] }),
    'setting-unread',
  ],
  [
    'another branch than the default one',
    set('repository', { defaultBranch: 'trunk' }),
    'environment-open',
    'environment-shut',
    'other-branch',
  ],

  ['the check is not required', required(), 'check-not-required'],
  [
    'the check of another branch is required',
    set('rules', {
      requiredChecks: [{ context: 'jitl/gate@release', integrationId: OUR_APP }],
    }),
    'check-not-required',
  ],
  [
    'the check is required in other letters',
    set('rules', { requiredChecks: [{ context: 'jitl/Gate@main', integrationId: OUR_APP }] }),
    'check-not-required',
  ],
  ['anybody may publish the check', required(null), 'check-from-anyone'],
  ['one of two rules names the App', required(null, OUR_APP)],
  ['one of two rules names another App', required(1, OUR_APP), 'check-from-wrong-app'],
  ['any workflow may publish the check', required(15_368), 'check-from-wrong-app'],
  [
    'whose token it is says nothing of the App',
    set('token', { kind: 'user', appId: null, permissions: null }),
    'app-not-compared',
    'app-rights-unknown',
  ],
  [
    'somebody else published last',
    set('lastResult', { by: null, login: 'mallory' }),
    'check-by-other',
  ],
  ['a workflow published last', set('lastResult', { by: 15_368 }), 'check-by-other'],
  ['nothing was published', whole({ lastResult: read(null) }), 'check-never-seen'],

  ['there is no signal', inSignal('', null), 'signal-missing'],
  ['there is no gate', inGate('', null), 'gate-missing'],
  ['the gate has a key twice', inGate('name: jitl gate', 'on: push'), 'workflow-unreadable'],
  ['the signal is no YAML', inSignal('jobs:', 'jobs: ]'), 'workflow-unreadable'],
  ['another workflow is no YAML', build('build: ]'), 'other-workflow-unreadable'],
  ['the signal misses a type', inSignal(', dismissed]', ']'), 'signal-triggers'],
  [
    'the signal names no types',
    inSignal(
      'types: [opened, synchronize, reopened, edited, ready_for_review, converted_to_draft, closed]',
      'branches: [main]',
    ),
    'signal-triggers',
    'signal-filtered',
  ],
  ['the signal knows no reviews', inSignal('pull_request_review', 'watch'), 'signal-triggers'],
  [
    'the signal leaves paths out',
    inSignal('  pull_request_review:', '    paths: [deploy/**]\n  pull_request_review:'),
    'signal-filtered',
  ],
  [
    'the signal has rights',
    inSignal('permissions: {}', 'permissions: { contents: read }'),
    'signal-has-rights',
  ],
  ['the signal asks for no rights', inSignal('permissions: {}', ''), 'signal-has-rights'],
  [
    'a job of the signal has rights',
    inSignal('    runs-on:', '    permissions: write-all\n    runs-on:'),
    'signal-has-rights',
  ],
  [
    'the signal has another name',
    inSignal('name: jitl signal', 'name: other'),
    'gate-not-signalled',
  ],
  [
    'the gate waits for requests',
    inGate('types: [completed]', 'types: [requested]'),
    'gate-not-signalled',
  ],
  [
    'the gate hears some branches',
    inGate('types: [completed]', 'branches: [main]'),
    'gate-not-signalled',
  ],
  [
    'the gate runs on pull requests',
    inGate('workflow_dispatch:', 'pull_request:'),
    'gate-takes-proposed-code',
  ],
  [
    'the gate runs on merge groups',
    inGate('workflow_dispatch:', 'merge_group:'),
    'gate-takes-proposed-code',
  ],
  [
    'the gate never sweeps',
    inGate("  schedule:\n    - cron: '17 * * * *'\n", ''),
    'gate-fallback-missing',
  ],
  ['the gate hears no comments', inGate('issue_comment', 'watch'), 'gate-fallback-missing'],
  [
    'a new job of the gate would have rights',
    inGate('\npermissions: {}\n', '\n'),
    'gate-rights-open',
  ],
  [
    'the gate has rights that the App makes needless',
    inGate('    permissions: {}', '    permissions: { contents: write }'),
    'gate-rights-more',
  ],
  [
    'another job beside the gate has rights',
    inGate(
      'jobs:\n',
      'jobs:\n  other: { permissions: { issues: write }, runs-on: x, steps: [] }\n',
    ),
    'gate-rights-more',
  ],
  [
    'another job beside the gate has none',
    inGate('jobs:\n', 'jobs:\n  other: { runs-on: x, steps: [{ run: echo }] }\n'),
  ],
  [
    'the gate takes the key from anywhere',
    inGate('      name: jitl\n      deployment: false', '      name: other'),
    'gate-environment-missing',
  ],
  [
    'runs of the gate are cut off',
    inGate('cancel-in-progress: false', "cancel-in-progress: ${{ github.event_name == 'push' }}"),
    'gate-runs-cancelled',
  ],
  [
    'the action is named by a tag',
    inGate(`@${'0123456789'.repeat(4)}`, '@v1'),
    'action-not-pinned',
  ],
  ['the action is named by half an id', inGate('0123456789 #', ' #'), 'action-not-pinned'],
  [
    'the gate checks a pull request out',
    inGate('    steps:\n', `    steps:\n      - uses: actions/checkout@${'a'.repeat(40)}\n`),
    'gate-checks-out',
  ],
  [
    'the gate fetches a pull request',
    inGate('    steps:\n', '    steps:\n      - run: git -C x fetch origin\n'),
    'gate-checks-out',
  ],
  ['a job has the name of the check', build('"jitl/gate@main":'), 'job-named-like-check'],
  [
    'a job has the name of the check in other letters',
    build('"JITL/Gate@main":'),
    'job-named-like-check',
  ],
  [
    'a job is given the name of the check',
    workflow('.github/workflows/build.yml', '{ runs-on', '{ name: jitl/gate@main, runs-on'),
    'job-named-like-check',
  ],
  ['a job has a computed name', build('"${{ matrix.name }}":'), 'job-name-computed'],
  ['a job has a computed name of its own', build('"build ${{ matrix.name }}":')],
  [
    'the gate listens to what is blocked',
    inGate('workflow_dispatch:', 'pull_request_target:'),
    'event-blocked',
  ],
  [
    'the gate listens to what a policy may allow',
    (settings) =>
      whole({ actionsPolicies: read([{}]) })(
        inGate('workflow_dispatch:', 'pull_request_target:')(settings),
      ),
    'event-policy-unverified',
  ],
  [
    'the gate listens to what is blocked elsewhere',
    (settings) =>
      set('repository', { visibility: 'private' })(
        inGate('workflow_dispatch:', 'pull_request_target:')(settings),
      ),
  ],

  [
    'the rules are not run for a team',
    whole({ bypass: read([{ ruleset: 'r', type: 'Team', id: 7, mode: 'exempt' }]) }),
    'bypass-exempt',
  ],
  [
    'administrators may bypass',
    whole({
      bypass: read([{ ruleset: 'r', type: 'OrganizationAdmin', id: null, mode: 'always' }]),
    }),
    'bypass-actor',
  ],
  ['no pull request is required', set('rules', { pullRequest: null }), 'pull-request-not-required'],
  ['no approval is required', pullRequest({ requiredApprovals: 0 }), 'approvals-not-required'],
  ['old approvals stay', pullRequest({ dismissStaleReviews: false }), 'stale-reviews-kept'],
  ['pushers approve', pullRequest({ lastPushApproval: false }), 'last-push-approval-off'],
  ['owners are not asked', pullRequest({ codeOwnerReview: false }), 'code-owner-review-off'],
  ['force pushes', set('rules', { blocksForcePush: false }), 'force-push-allowed'],
  ['deletion', set('rules', { blocksDeletion: false }), 'deletion-allowed'],
  ['merges', pullRequest({ mergeMethods: ['merge', 'squash'] }), 'not-squash-only'],
  [
    'rebases, by the repository alone',
    (settings) =>
      set('repository', { mergeMethods: ['rebase'] })(
        pullRequest({ mergeMethods: null })(settings),
      ),
    'not-squash-only',
  ],
  [
    'a queue of which the signal does not tell',
    inSignal('  merge_group:\n    types: [checks_requested]\n', ''),
    'queue-without-merge-group',
  ],
  [
    'no queue, of which the signal does not tell',
    (settings) =>
      set('rules', { mergeQueue: null })(
        inSignal('  merge_group:\n    types: [checks_requested]\n', '')(settings),
      ),
  ],
  [
    'a queue that looks at the last commit',
    set('rules', { mergeQueue: { allEntries: false } }),
    'queue-head-only',
  ],

  ['no environment', whole({ environment: read(null) }), 'environment-missing'],
  ['every branch', set('environment', { branches: 'all' }), 'environment-open'],
  ['another branch', set('environment', { branches: ['main', 'x/*'] }), 'environment-open'],
  ['no branch', set('environment', { branches: [] }), 'environment-shut'],
  [
    'protected branches',
    set('environment', { branches: 'protected' }),
    'environment-protected-branches',
  ],
  ['administrators', set('environment', { adminBypass: true }), 'environment-admin-bypass'],
  [
    'an App that cannot publish',
    set('token', {
      permissions: {
        contents: 'read',
        members: 'read',
        metadata: 'read',
        pull_requests: 'write',
        checks: 'read',
      },
    }),
    'app-rights-missing',
  ],
  [
    'an App that can do more',
    set('token', {
      permissions: {
        contents: 'write',
        members: 'read',
        metadata: 'read',
        pull_requests: 'write',
        checks: 'write',
        administration: 'read',
      },
    }),
    'app-rights-more',
  ],
  [
    'workflows may write',
    set('workflowPermissions', { default: 'write' }),
    'workflow-token-writes',
  ],
  ['workflows approve', set('workflowPermissions', { mayApprove: true }), 'actions-may-approve'],

  ['no CODEOWNERS', whole({ codeowners: read(null) }), 'codeowners-missing'],
  ['a large CODEOWNERS', set('codeowners', { size: 3_000_000 }), 'codeowners-unusable'],
  ['a CODEOWNERS with a mark', codeowners('*', '\uFEFF*'), 'codeowners-unusable'],
  [
    'owners to fill in',
    codeowners('/.jitl/     @acme/security', '/.jitl/ @FILL-IN/WHO-DECIDES'),
    'codeowners-not-filled-in',
  ],
  [
    'an error that GitHub finds',
    set('codeowners', {
      errors: [{ line: 1, kind: 'Unknown owner', message: 'no such team', suggestion: null }],
    }),
    'codeowners-line-invalid',
  ],
  ['a line without effect', codeowners('*  ', '!x @a\n*  '), 'codeowners-line-skipped'],
  ['unowned policies', codeowners('@acme/security', ''), 'control-plane-unowned'],
  [
    'owned in part',
    (settings) =>
      codeowners('/.github/ ', '/.github/*.yaml ')(codeowners('*  ', '/src/  ')(settings)),
    'control-plane-unowned',
  ],
  [
    'a place that is looked at first',
    (settings) => {
      const moved = set('codeowners', { path: 'docs/CODEOWNERS' })(settings);
      return codeowners('/.github/ ', '/.github/workflows/ ')(codeowners('*  ', '/docs/  ')(moved));
    },
    'control-plane-unowned',
  ],
  [
    'a team that somebody else cannot read',
    (settings) =>
      whole({ teams: [{ name: '@acme/x', readable: read(false) }] })(
        set('token', { kind: 'user' })(settings),
      ),
    'setting-unread',
    'app-rights-unknown',
  ],
  [
    'a team that cannot be read',
    whole({ teams: [{ name: '@acme/x', readable: read(false) }] }),
    'team-unreadable',
  ],
];

describe('a fault in an otherwise healthy set-up', () => {
  test('a healthy one has none, and everything was looked at', () => {
    const hardened = diagnoseSettings(healthySettings('hardened'));
    expect(hardened.findings).toEqual([]);
    expect(hardened.tier).toBe('hardened');
    expect(hardened.passed).toHaveLength(13);
    const starter = diagnoseSettings(healthySettings('starter'));
    expect(starter.findings.map(({ id }) => id)).toEqual(['starter-tier']);
    expect(starter.passed).toHaveLength(13);
  });

  test.each(FAULTS.map(([name, change, ...wanted]) => ({ name, change, wanted })))(
    '$name',
    ({ change, wanted }) => {
      expect(ids('hardened', change).sort()).toEqual([...wanted].sort());
    },
  );

  test.each([
    [
      'the gate may not publish',
      inGate('statuses: write', 'statuses: read'),
      'gate-rights-missing',
    ],
    [
      'the gate has every right',
      inGate('      contents: read', '      issues: write\n      contents: read'),
      'gate-rights-more',
    ],
    ['an App is required that is not there', required(OUR_APP), 'check-from-wrong-app'],
    ['a person published last', set('lastResult', { login: 'mallory' }), 'check-by-other'],
    [
      'a team owns',
      whole({ teams: [{ name: '@acme/x', readable: read(true) }] }),
      'team-unreadable',
    ],
  ] as const)('in the starter tier: %s', (_, change, id) => {
    expect(ids('starter', change).filter((found) => found !== 'starter-tier')).toEqual([id]);
  });

  test('a tier that is meant and not written', () => {
    expect(ids('starter', (settings) => settings, 'hardened')).toContain('tier-differs');
    expect(ids('hardened', (settings) => settings, 'starter')).toContain('tier-differs');
  });
});

describe('what was not looked at', () => {
  const keys = Object.entries(healthySettings('hardened'))
    .filter(([, value]) => typeof value === 'object' && 'kind' in value)
    .map(([key]) => key as keyof SettingsReading);

  test('is never green, with everything unread', () => {
    const settings = keys.reduce((all, key) => unread(key)(all), healthySettings('hardened'));
    const { findings, passed } = diagnoseSettings(settings, { tier: 'hardened' });
    expect(findings.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(4);
    expect(passed).toEqual([]);
  });

  test('a forge that cannot be reached is an error', () => {
    const { findings, passed } = diagnoseUnreached({ why: 'no network' }, []);
    expect(findings.map(({ id, severity }) => [id, severity])).toEqual([
      ['essential-unread', 'error'],
    ]);
    expect(passed).toEqual([]);
  });
});

describe('the part without a network', () => {
  const policies = (value: object): LocalReading['policies'] =>
    read({ base: 'refs/heads/main', files: 2, problems: [], ...value });
  const local = (part: Partial<LocalReading>) =>
    diagnoseLocal({ git: read('git version 2.43.0'), policies: policies({}), ...part }).flatMap(
      ({ findings }) => findings.map(({ id }) => id),
    );

  test.each([
    [{}, []],
    [{ git: read('git version 2.38.0') }, []],
    [{ git: read('git version 3.0.1') }, []],
    [{ git: read('git version 2.37.9') }, ['git-unusable']],
    [{ git: read('git version 1.99.0') }, ['git-unusable']],
    [{ git: read('something else') }, ['git-unusable']],
    [{ git: { kind: 'unread', why: 'none' } }, ['git-unusable']],
    [{ policies: policies({ files: 0 }) }, ['policies-missing']],
    [
      { policies: policies({ problems: [{ path: 'x', line: 1, message: 'y' }] }) },
      ['policies-broken'],
    ],
    [{ policies: { kind: 'unread', why: 'no repository' } }, ['setting-unread']],
  ] as const)('%j', (part, wanted) => {
    expect(local(part as Partial<LocalReading>)).toEqual(wanted);
  });
});

test('every id has a fault that raises it', () => {
  const raised = new Set<string>([
    ...FAULTS.flatMap(([, , ...wanted]) => wanted),
    'starter-tier',
    'tier-differs',
    'gate-rights-missing',
    'git-unusable',
    'policies-broken',
    'policies-missing',
  ]);
  expect([...raised].sort()).toEqual(Object.keys(findingSeverities).sort());
});
