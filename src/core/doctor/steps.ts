import type { Found } from './finding.ts';
import type { Workflow } from './workflow-file.ts';

const FULL_COMMIT = /@[0-9a-f]{40}$/;
/** Any use of git, whatever its options are; of `gh`, what brings files. */
const FETCHES = /\bgit\s|\bgh\s+(?:pr\s+checkout|repo\s+clone)\b/;

/** No step may bring a pull request's files, and each action must be what it was when it was read. */
export function stepProblems(path: string, workflow: Workflow): readonly Found[] {
  return workflow.jobs.flatMap((job) => {
    const where = `${path}, job \`${job.id}\``;
    const used = [job.uses, ...job.steps.map(({ uses }) => uses)].filter((uses) => uses !== null);
    const checkout = used.some((uses) => /checkout/i.test(uses.split('@')[0] ?? ''));
    const fetches = job.steps.some(({ run }) => run !== null && FETCHES.test(run));
    return [
      ...(checkout || fetches ? [checksOut(where)] : []),
      ...used.filter((uses) => !FULL_COMMIT.test(uses)).map((uses) => notPinned(where, uses)),
    ];
  });
}

function checksOut(where: string): Found {
  return {
    id: 'gate-checks-out',
    message: 'a step fetches files of a repository, which could be those of a pull request',
    where,
    fix: 'remove the step: the gate reads what it needs as data',
    command: null,
  };
}

function notPinned(where: string, uses: string): Found {
  const [action = '', reference = ''] = uses.split('@', 2);
  const known = /^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+/.exec(action)?.[0];
  const safe = /^[A-Za-z0-9_./-]+$/.test(reference) && !reference.startsWith('-');
  return {
    id: 'action-not-pinned',
    message: `\`${uses}\` can be changed by whoever may move \`${reference}\` there`,
    where,
    fix: `name a full commit id: \`${action}@<40 hexadecimal digits>\``,
    command:
      known !== undefined && safe ? `gh api repos/${known}/commits/${reference} --jq .sha` : null,
  };
}
