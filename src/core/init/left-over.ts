import { codeownersPaths } from '../control-plane.ts';
import { appPermissions } from './app-manifest.ts';
import { OWNER_TO_FILL_IN } from './starting-files.ts';
import { GATE_ENVIRONMENT, gatePath, type SetupTier } from './workflows.ts';

/** Something that only a person can do, after `jitl init`. */
export interface Step {
  readonly what: string;
  /** Where, as GitHub's pages are named; null: in a shell or an editor. */
  readonly where: string | null;
  /** Exact settings, one in a line. */
  readonly settings: readonly string[];
  /** Lines for a shell. */
  readonly commands: readonly string[];
}

export interface SetUp {
  /** Null: no workflows for GitHub. */
  readonly tier: SetupTier | null;
  readonly branch: string;
  /** What `uses:` names, and whether that is a full commit id. */
  readonly action: string;
  readonly pinned: boolean;
  /** Whether CODEOWNERS is the one that was written, or stood there before. */
  readonly codeowners: 'to-fill-in' | 'own';
  /** The page on which the App can be registered, filled in; null where the repository is not known. */
  readonly appPage: string | null;
}

/** What is left to do, in the order in which it works. */
export function leftOver(setUp: SetUp): readonly Step[] {
  const { tier } = setUp;
  return [
    setUp.codeowners === 'own' ? OWN_IT : FILL_IN,
    ...(tier !== null && !setUp.pinned ? [pin(setUp.action)] : []),
    tier === null ? COMMIT : MERGE,
    ...(tier === 'hardened' ? appSteps(setUp) : []),
    ...(tier === null ? [] : [ruleset(tier, setUp.branch), ACTIONS]),
  ];
}

/** The last one: it says what is missing still. */
export function lookAgain(tier: SetupTier | null): string {
  return tier === null ? 'jitl check' : `jitl doctor --tier ${tier}`;
}

const FILL_IN: Step = {
  what: `Say who decides about the gate: replace \`${OWNER_TO_FILL_IN}\` in ${codeownersPaths[0]}, and add a line for your manifests`,
  where: null,
  settings: [],
  commands: [],
};

const OWN_IT: Step = {
  what: 'See that your CODEOWNERS says who decides about the gate, in its last lines',
  where: null,
  settings: ['an owner for /.jitl/, for /.github/ and for CODEOWNERS itself'],
  commands: [`jitl owners .jitl/config.yaml ${gatePath} ${codeownersPaths[0]}`],
};

function pin(action: string): Step {
  const [name = '', version = ''] = action.split('@', 2);
  return {
    what: `Pin the action: a tag can be moved, a commit id cannot. Replace \`${action}\` in ${gatePath}`,
    where: null,
    settings: [`uses: ${name}@<the id that is printed> # ${version}`],
    commands: [`gh api repos/${name}/commits/${version} --jq .sha`],
  };
}

const COMMIT: Step = {
  what: 'Commit the files, and merge them: rules are read from the base alone',
  where: null,
  settings: [],
  commands: [],
};

const MERGE: Step = {
  what: 'Commit the files, and merge them into the default branch: GitHub runs the gate from there alone',
  where: null,
  settings: [],
  commands: [],
};

function appSteps({ appPage }: SetUp): readonly Step[] {
  return [
    {
      what: 'Register an App that alone can publish the verdict, generate a private key on its page, and install it on this repository only',
      where: appPage ?? 'Settings → Developer settings → GitHub Apps → New GitHub App',
      settings: [
        ...Object.entries(appPermissions).map(([name, level]) => `${name}: ${level}`),
        'Webhook → Active: off',
        'Where can this GitHub App be installed? Only on this account',
        'Where a person owns the repository, the page begins with /settings/apps/new, and there are no members',
      ],
      commands: [],
    },
    {
      what: `Make the environment \`${GATE_ENVIRONMENT}\`, which opens for the default branch alone, and put the key there, and nowhere else`,
      where: `Settings → Environments → New environment → ${GATE_ENVIRONMENT}`,
      settings: [
        'Deployment branches and tags: Selected branches and tags, the default branch and nothing else',
        'Allow administrators to bypass configured protection rules: off',
      ],
      commands: [
        `gh secret set JITL_APP_PRIVATE_KEY --env ${GATE_ENVIRONMENT} < KEY.pem`,
        `gh variable set JITL_APP_ID --env ${GATE_ENVIRONMENT} --body NUMBER`,
      ],
    },
  ];
}

function ruleset(tier: SetupTier, branch: string): Step {
  const app = tier === 'hardened' ? ' --app-id NUMBER' : '';
  return {
    what: `Require \`jitl/gate@${branch}\` on \`${branch}\``,
    where: 'Settings → Rules → Rulesets → New ruleset → Import a ruleset',
    settings: [
      `Require status checks to pass: jitl/gate@${branch}, source ${tier === 'hardened' ? 'your App' : 'GitHub Actions'}`,
      'Require a pull request: 1 approval, dismiss stale approvals, approval of the last push, Code Owners, squash alone',
      'Restrict deletions and Block force pushes: on',
      'Bypass list: empty',
    ],
    commands: [
      `jitl init --tier ${tier} --branch ${branch}${app} --print ruleset > ruleset.json`,
      'gh api -X POST repos/{owner}/{repo}/rulesets --input ruleset.json',
    ],
  };
}

const ACTIONS: Step = {
  what: 'Let workflows that ask for nothing only read, and approve nothing',
  where: 'Settings → Actions → General → Workflow permissions',
  settings: [],
  commands: [
    'gh api -X PUT repos/{owner}/{repo}/actions/permissions/workflow -f default_workflow_permissions=read -F can_approve_pull_request_reviews=false',
  ],
};
