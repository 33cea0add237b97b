import { gatePath, signalPath } from '../init/workflows.ts';
import { checked, whenRead, type Checked, type Found } from './finding.ts';
import { gateProblems } from './gate-workflow.ts';
import { jobNameProblems } from './job-names.ts';
import { signalProblems } from './signal-workflow.ts';
import type { Subject } from './subject.ts';
import type { Workflow, WorkflowFileReading } from './workflow-file.ts';

/** Both workflows as they should be, and no other that can be taken for the gate. */
export function checkWorkflows(subject: Subject): Checked {
  const about = { check: 'workflows', what: 'the workflows', essential: true } as const;
  return whenRead(subject.reading.workflows, about, () => {
    const signal = find(subject.workflows, signalPath);
    const gate = find(subject.workflows, gatePath);
    const found = [
      ...present(signal, { path: signalPath, id: 'signal-missing' }, signalProblems),
      ...present(gate, { path: gatePath, id: 'gate-missing' }, (workflow) =>
        gateProblems(workflow, { signal, subject }),
      ),
      ...subject.workflows.flatMap((file) => otherProblems(file, subject.context)),
    ];
    return checked('workflows', found, 'both workflows are as they should be');
  });
}

function find(
  files: readonly WorkflowFileReading[],
  path: string,
): WorkflowFileReading['workflow'] | null {
  return files.find((file) => file.path === path)?.workflow ?? null;
}

function present(
  workflow: WorkflowFileReading['workflow'] | null,
  { path, id }: { readonly path: string; readonly id: 'signal-missing' | 'gate-missing' },
  look: (workflow: Workflow) => readonly Found[],
): readonly Found[] {
  if (workflow === null)
    return [
      {
        id,
        message: `there is no \`${path}\` on the branch`,
        where: path,
        fix: 'let `jitl init --github` write it, and merge it',
        command: 'jitl init --github',
      },
    ];
  if (!('unreadable' in workflow)) return look(workflow);
  return [
    {
      id: 'workflow-unreadable',
      message: `it cannot be said what GitHub makes of \`${path}\`: ${workflow.unreadable}`,
      where: path,
      fix: 'write it as `jitl init --github` does',
      command: null,
    },
  ];
}

function otherProblems({ path, workflow }: WorkflowFileReading, context: string): readonly Found[] {
  if (!('unreadable' in workflow)) return jobNameProblems(path, workflow, context);
  if (path === signalPath || path === gatePath) return [];
  return [
    {
      id: 'other-workflow-unreadable',
      message: `it cannot be said whether a job of \`${path}\` has the name of the check: ${workflow.unreadable}`,
      where: path,
      fix: `see that no job in it is named \`${context}\`, or write it so that every reader agrees`,
      command: null,
    },
  ];
}
