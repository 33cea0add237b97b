import { GATE_ENVIRONMENT } from '../init/workflows.ts';
import { checked, whenRead, type Checked, type Found } from './finding.ts';
import type { Asked, SettingsReading } from './settings.ts';
import { shellWord, type Subject } from './subject.ts';

type Environment =
  SettingsReading['environment'] extends Asked<infer Value> ? NonNullable<Value> : never;

const WHERE = `Settings → Environments → ${GATE_ENVIRONMENT}`;

/** The environment that holds the key must open for the default branch alone: no pull request runs there. */
export function checkEnvironment(subject: Subject): Checked {
  const { tier, reading } = subject;
  if (tier === 'starter')
    return checked('environment', [], 'no environment is needed in the starter tier');
  const about = {
    check: 'environment',
    what: `the environment \`${GATE_ENVIRONMENT}\``,
    essential: true,
  } as const;
  return whenRead(reading.environment, about, (environment) => {
    const branch =
      reading.repository.kind === 'read' ? reading.repository.value.defaultBranch : reading.branch;
    const found =
      environment === null
        ? [missing(subject)]
        : [...branchProblems(environment, branch, subject), ...adminProblems(environment)];
    return checked('environment', found, `the key opens for \`${branch}\` alone`);
  });
}

function missing({ repository }: Subject): Found {
  return {
    id: 'environment-missing',
    message: `there is no environment \`${GATE_ENVIRONMENT}\` that could hold the key of the App`,
    where: 'Settings → Environments → New environment',
    fix: `make \`${GATE_ENVIRONMENT}\`, limit it to the default branch, and put the key there`,
    command: `echo '{"deployment_branch_policy":{"protected_branches":false,"custom_branch_policies":true}}' | gh api -X PUT repos/${repository}/environments/${GATE_ENVIRONMENT} --input -`,
  };
}

function branchProblems(
  { branches }: Environment,
  branch: string,
  { repository }: Subject,
): readonly Found[] {
  const where = `${WHERE} → Deployment branches and tags`;
  const fix = `"Selected branches and tags", with \`${branch}\` and nothing else`;
  if (branches === 'protected')
    return [
      {
        id: 'environment-protected-branches',
        message: 'the key opens for every protected branch, and not only for the default branch',
        where,
        fix,
        command: null,
      },
    ];
  const others = branches === 'all' ? [] : branches.filter((name) => name !== branch);
  return [
    ...(branches === 'all' || others.length > 0
      ? [
          {
            id: 'environment-open',
            message:
              branches === 'all'
                ? 'the key opens for every branch, so whoever can push one can take it'
                : `the key opens also for ${others.map((name) => `\`${name}\``).join(', ')}`,
            where,
            fix,
            command: null,
          } as const,
        ]
      : []),
    ...(branches !== 'all' && !branches.includes(branch)
      ? [
          {
            id: 'environment-shut',
            message: `the key does not open for \`${branch}\`, so the gate cannot publish`,
            where,
            fix,
            command: `gh api -X POST repos/${repository}/environments/${GATE_ENVIRONMENT}/deployment-branch-policies -f ${shellWord(`name=${branch}`)}`,
          } as const,
        ]
      : []),
  ];
}

function adminProblems({ adminBypass }: Environment): readonly Found[] {
  if (!adminBypass) return [];
  return [
    {
      id: 'environment-admin-bypass',
      message: 'administrators may go past the rules of the environment',
      where: WHERE,
      fix: 'Allow administrators to bypass configured protection rules: off',
      command: null,
    },
  ];
}
