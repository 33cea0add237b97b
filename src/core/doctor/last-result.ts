import { ACTIONS_APP } from '../init/ruleset.ts';
import { checked, whenRead, type Checked, type Found } from './finding.ts';
import { expectedApp, type Subject } from './subject.ts';

/** Whether the gate has spoken, and whether it was the gate. */
export function checkLastResult(subject: Subject): Checked {
  const about = { check: 'last-result', what: 'the last result', essential: false } as const;
  return whenRead(subject.reading.lastResult, about, (last) => {
    const right = last !== null && isOwn(last, subject);
    const found: readonly Found[] =
      last === null ? [neverSeen(subject)] : right ? [] : [byOther(last.login, subject)];
    return checked('last-result', found, `\`${subject.context}\` was published by the gate`);
  });
}

/** A status carries no App, only the account that GitHub Actions has. */
function isOwn(
  { by, login }: { readonly by: number | null; readonly login: string },
  subject: Subject,
): boolean {
  if (subject.tier === 'starter')
    return by === ACTIONS_APP || (by === null && login === 'github-actions[bot]');
  const app = expectedApp(subject) ?? requiredApp(subject);
  return app === null ? by !== null && by !== ACTIONS_APP : by === app;
}

function requiredApp({ reading, context }: Subject): number | null {
  const required = reading.rules.kind === 'read' ? reading.rules.value.requiredChecks : [];
  return required.find((one) => one.context === context)?.integrationId ?? null;
}

function neverSeen({ context, repository }: Subject): Found {
  return {
    id: 'check-never-seen',
    message: `\`${context}\` was not seen on any recent pull request`,
    where: 'Actions → jitl gate',
    fix: 'run the workflow once with a pull request open, and look at its log if nothing is published',
    command: `gh workflow run jitl-gate.yml --repo ${repository}`,
  };
}

function byOther(login: string, { context }: Subject): Found {
  return {
    id: 'check-by-other',
    message: `\`${context}\` was last published by ${login}, which is not the gate`,
    where: null,
    fix: 'find out why: somebody else may open the gate. Then comment `/jitl recheck` on the pull request',
    command: null,
  };
}
