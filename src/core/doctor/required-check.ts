import { ACTIONS_APP } from '../init/ruleset.ts';
import { checked, whenRead, type Checked, type Found } from './finding.ts';
import type { BranchRules } from './settings.ts';
import { expectedApp, rulesPage, shellWord, type Subject } from './subject.ts';

/** The gate's name must be required, and only the right App may publish under it. */
export function checkRequired(subject: Subject): Checked {
  const about = {
    check: 'required-check',
    what: 'the rules of the branch',
    essential: true,
  } as const;
  return whenRead(subject.reading.rules, about, (rules) => {
    const sources = rules.requiredChecks
      .filter(({ context }) => context === subject.context)
      .map(({ integrationId }) => integrationId);
    const found =
      sources.length === 0 ? [notRequired(rules, subject)] : sourceProblems(sources, subject);
    return checked(
      'required-check',
      found,
      `\`${subject.context}\` is required, ${named(subject)}`,
    );
  });
}

function notRequired(rules: BranchRules, subject: Subject): Found {
  const near = rules.requiredChecks.find(({ context }) => context.startsWith('jitl/gate'));
  const instead = near === undefined ? '' : `; \`${near.context}\` is, which is another name`;
  const { tier, repository, reading } = subject;
  const app = tier === 'hardened' ? ` --app-id ${expectedApp(subject) ?? 'NUMBER'}` : '';
  const write = `jitl init --github --tier ${tier} --branch ${shellWord(reading.branch)}${app} --print ruleset`;
  return {
    id: 'check-not-required',
    message: `\`${subject.context}\` is not required${instead}`,
    where: `${rulesPage(reading.branch)} → Require status checks to pass`,
    fix: `add \`${subject.context}\`, source ${sourceName(subject)}`,
    command: `${write} | gh api -X POST repos/${repository}/rulesets --input -`,
  };
}

/** Several rulesets hold at once: one that names the right App is enough, and a wrong one never is. */
function sourceProblems(sources: readonly (number | null)[], subject: Subject): readonly Found[] {
  const where = `${rulesPage(subject.reading.branch)} → Require status checks to pass → \`${subject.context}\``;
  const fix = `set its source to ${sourceName(subject)}`;
  const wrong = sources.find((id) => id !== null && !isRight(id, subject));
  if (wrong !== undefined)
    return [
      {
        id: 'check-from-wrong-app',
        message:
          wrong === ACTIONS_APP
            ? `\`${subject.context}\` is taken from GitHub Actions, so any workflow on any branch may publish it`
            : `\`${subject.context}\` is taken from App ${wrong}, and the gate publishes as ${sourceName(subject)}`,
        where,
        fix,
        command: null,
      },
    ];
  if (sources.every((id) => id === null))
    return [
      {
        id: 'check-from-anyone',
        message: `anybody who can write to the repository may publish \`${subject.context}\``,
        where,
        fix,
        command: null,
      },
    ];
  return notes(sources.find((id) => id !== null) ?? null, { where, subject });
}

function isRight(id: number, subject: Subject): boolean {
  const app = expectedApp(subject);
  return app === null ? id !== ACTIONS_APP : id === app;
}

function notes(
  source: number | null,
  { where, subject }: { readonly where: string; readonly subject: Subject },
): readonly Found[] {
  if (subject.tier === 'starter')
    return [
      {
        id: 'starter-tier',
        message:
          'in the starter tier whoever can push a branch can add a workflow that publishes a success; it is found out later, and not prevented',
        where: null,
        fix: 'move to the hardened tier where that matters: `jitl init --github --tier hardened`',
        command: null,
      },
    ];
  if (expectedApp(subject) !== null) return [];
  return [
    {
      id: 'app-not-compared',
      message: `the check is taken from App ${source ?? 0}, and this token does not tell whether that is yours`,
      where,
      fix: `compare ${source ?? 0} with the number on the page of your App`,
      command: null,
    },
  ];
}

function sourceName(subject: Subject): string {
  if (subject.tier === 'starter') return `GitHub Actions (App ${ACTIONS_APP})`;
  const app = expectedApp(subject);
  return app === null ? 'your own App' : `your own App (App ${app})`;
}

function named(subject: Subject): string {
  return `from ${sourceName(subject)}: tier ${subject.tier}`;
}
