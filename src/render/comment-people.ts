import type { Candidate, Judgment } from '../core/judgment/judgment.ts';
import { countsOthers } from '../core/judgment/requirement.ts';
import { nextSteps, whoCanStill } from '../core/next-steps.ts';
import type { JudgedVerdict } from '../core/verdict.ts';
import { markdownCodeCut } from './escape.ts';

/** What is shown before the rest is counted. */
const SHOWN = { steps: 5, holds: 3, requirements: 6, names: 6, paths: 2 };

/** Characters of a name, and of a sentence. */
const NAME = 120;
const TEXT = 280;

/** Who must do what next. */
export function stepList(verdict: JudgedVerdict): readonly string[] {
  const denials =
    verdict.kind === 'denied' ? verdict.denials.map(({ message }) => `denied: ${message}`) : [];
  const steps = [...denials, ...nextSteps(verdict)];
  const left = steps.length - SHOWN.steps;
  return [
    ...steps.slice(0, SHOWN.steps).map((step) => `- ${markdownCodeCut(step, TEXT)}`),
    ...(left > 0 ? [`- and ${left} more, in the requirements below`] : []),
  ];
}

/** What nobody's approval lifts, with the reason: a permission that is missing, another pull request. */
export function holdList({ holds }: JudgedVerdict): readonly string[] {
  const left = holds.length - SHOWN.holds;
  return [
    ...holds.slice(0, SHOWN.holds).map(({ message }) => `- ${markdownCodeCut(message, TEXT)}`),
    ...(left > 0 ? [`- and ${left} more, with the reviews below`] : []),
  ];
}

/** Names in code spans: a mention would call them at each run. */
export function whoMayDecide(verdict: JudgedVerdict): readonly string[] {
  const open = verdict.judgments.filter(
    ({ status, requirement }) =>
      status !== 'satisfied' &&
      !countsOthers(requirement) &&
      requirement.authority.kind !== 'nobody',
  );
  const left = open.length - SHOWN.requirements;
  return [
    ...open.slice(0, SHOWN.requirements).map(requirementItem),
    ...(left > 0 ? [`- and ${left} more requirements, below`] : []),
  ];
}

function requirementItem(judgment: Judgment): string {
  const { requirement, approvedBy } = judgment;
  const left = Math.max(0, requirement.count - approvedBy.length);
  const able = whoCanStill(judgment);
  const known = requirement.expertise.map(({ id }) => ` who knows \`${id}\``).join('');
  const paths = names(requirement.paths, SHOWN.paths);
  return `- **${left} of** ${able.length === 0 ? 'nobody who is known here' : names(able.map(nameOf), SHOWN.names)}${known}, for ${paths}`;
}

function nameOf({ name, team }: Candidate): string {
  return team === null ? name : `${name} (${team})`;
}

function names(all: readonly string[], most: number): string {
  const shown = all.slice(0, most).map((name) => markdownCodeCut(name, NAME));
  return `${shown.join(', ')}${all.length > most ? ` and ${all.length - most} more` : ''}`;
}

/** Whose approval counted, for a change that is allowed. */
export function judgedBy({ judgments }: JudgedVerdict): readonly string[] {
  const logins = [...new Set(judgments.flatMap(({ approvedBy }) => approvedBy))];
  return logins.length === 0 ? [] : [`Judged by ${names(logins, SHOWN.names)}.`];
}
