import { signalPath } from '../init/workflows.ts';
import { checked, unreadFound, whenRead, type Checked, type Found } from './finding.ts';
import { rulesPage, type Subject } from './subject.ts';

/** With a queue, each group needs the check too, and only the signal tells of a group. */
export function checkMergeQueue(subject: Subject): Checked {
  const about = { check: 'merge-queue', what: 'the rules of the branch', essential: true } as const;
  return whenRead(subject.reading.rules, about, ({ mergeQueue }) => {
    if (mergeQueue === null) return checked('merge-queue', [], 'there is no merge queue');
    const found = [
      ...(mergeQueue.allEntries ? [] : [headOnly(subject.reading.branch)]),
      ...signalProblems(subject),
    ];
    return checked('merge-queue', found, 'the signal tells of merge groups');
  });
}

function signalProblems({ workflows, reading }: Subject): readonly Found[] {
  if (reading.workflows.kind === 'unread')
    return [
      unreadFound({
        what: 'whether the signal tells of merge groups',
        why: reading.workflows.why,
        essential: true,
      }),
    ];
  const signal = workflows.find(({ path }) => path === signalPath)?.workflow;
  // That it is missing or unreadable is a finding of its own.
  if (signal === undefined || 'unreadable' in signal || signal.triggers.has('merge_group'))
    return [];
  return [
    {
      id: 'queue-without-merge-group',
      message:
        'there is a merge queue, and nothing tells the gate of its groups: they wait for ever',
      where: `${signalPath}, \`on\``,
      fix: 'add `merge_group: {types: [checks_requested]}`',
      command: null,
    },
  ];
}

function headOnly(branch: string): Found {
  return {
    id: 'queue-head-only',
    message:
      'of a merge group GitHub looks at the last commit alone; the gate judges each pull request in it there',
    where: `${rulesPage(branch)} → Require merge queue`,
    fix: 'nothing needs to be changed; "Require all queue entries to pass required checks" is stricter',
    command: null,
  };
}
