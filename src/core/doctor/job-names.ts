import type { Found } from './finding.ts';
import type { Workflow } from './workflow-file.ts';

/** What every name begins with that the gate publishes under. */
const PREFIX = 'jitl/gate@';

/** GitHub makes a check of each job's name, and takes it for the required one if it is the same. */
export function jobNameProblems(
  path: string,
  workflow: Workflow,
  context: string,
): readonly Found[] {
  return workflow.jobs.flatMap((job): readonly Found[] => {
    const name = (job.name ?? job.id).trim().toLowerCase();
    const where = `${path}, job \`${job.id}\``;
    const computed = name.indexOf('${{');
    if (computed === -1) return name.startsWith(PREFIX) ? [named(where, context)] : [];
    const known = name.slice(0, computed);
    const may = known.startsWith(PREFIX) || PREFIX.startsWith(known);
    return may ? [mayBeNamed(where, context)] : [];
  });
}

function named(where: string, context: string): Found {
  return {
    id: 'job-named-like-check',
    message: `a job has a name of the gate, so that its success may be taken for \`${context}\``,
    where,
    fix: 'give the job another name',
    command: null,
  };
}

function mayBeNamed(where: string, context: string): Found {
  return {
    id: 'job-name-computed',
    message: `the name of a job is computed, and could come to \`${context}\``,
    where,
    fix: 'begin the name with a word of its own, such as `build`',
    command: null,
  };
}
