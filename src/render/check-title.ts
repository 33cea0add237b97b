import type { Judgment } from '../core/judgment/judgment.ts';
import { openBeside } from '../core/judgment/override-reach.ts';
import type { JudgedVerdict, Verdict } from '../core/verdict.ts';
import { cutShown, escapeTerminal } from './escape.ts';
import { count } from './wrap.ts';

/** What a commit status takes of a description. */
const LIMIT = 140;

/**
 * The outcome in one line for a list of checks, as in "Waiting: 1 of @acme/security on 1a2b3c4".
 * The commit is never cut off.
 */
export function checkTitle(verdict: Verdict, commit: string): string {
  const end = ` on ${commit.slice(0, 7)}`;
  const text = escapeTerminal(outcome(verdict).slice(0, LIMIT * 2));
  return `${cutShown(text, LIMIT - end.length)}${end}`;
}

function outcome(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'none':
      return `No verdict: ${verdict.failure?.message ?? firstProblem(verdict)}`;
    case 'unknown':
      return `No verdict: ${unread(verdict)}`;
    case 'denied':
      return `Denied: ${verdict.denials[0]?.message ?? 'as it is'}`;
    case 'allowed':
      return allowed(verdict);
    case 'pending':
      return `Waiting: ${waiting(verdict)}`;
    default:
      verdict satisfies never;
      return '';
  }
}

function firstProblem({ diagnostics }: Verdict): string {
  const first = diagnostics.find(({ severity }) => severity === 'error') ?? diagnostics[0];
  if (first === undefined) return 'nothing is known of why';
  const { message, location } = first;
  return location === undefined ? message : `${location.path}:${location.start.line}: ${message}`;
}

function unread({ holds, judgments }: JudgedVerdict): string {
  const hold = holds.find(({ status }) => status === 'unknown');
  if (hold !== undefined) return hold.message;
  const judgment = judgments.find(({ status }) => status === 'unknown');
  return judgment?.missing ?? 'something that decides could not be read';
}

function allowed({ changes, override, judgments, coverage }: JudgedVerdict): string {
  if (override !== null)
    return `Allowed by an emergency override of @${override.login}, to be judged by ${override.followUpBy}`;
  if (changes.length === 0 && judgments.length === 0)
    return coverage.gatedFiles === 0
      ? `Nothing to gate in ${count(coverage.changedFiles, 'changed file')}`
      : `No change in meaning in ${count(coverage.gatedFiles, 'gated file')}`;
  const logins = [...new Set(judgments.flatMap(({ approvedBy }) => approvedBy))];
  return logins.length === 0
    ? 'Allowed: nobody has to judge it'
    : `Allowed: judged by ${logins.map((login) => `@${login}`).join(', ')}`;
}

/** The first thing that keeps the gate shut, and how many more there are. */
function waiting(verdict: JudgedVerdict): string {
  const { vetoes, holds, judgments, override } = verdict;
  const left = override === null ? null : new Set(openBeside(verdict));
  const open = judgments.filter(
    ({ status, requirement }) =>
      status !== 'satisfied' && (left === null || left.has(requirement.id)),
  );
  const all = [
    ...(left === null ? vetoes : []).map(({ login, how }) => `@${login} ${how}`),
    ...holds.map(({ message }) => message),
    ...open.map(asked),
  ];
  const [first = 'a judgment'] = all;
  return all.length < 2 ? first : `${first} (and ${all.length - 1} more)`;
}

function asked({ requirement, status, approvedBy, missing }: Judgment): string {
  if (status === 'unknown') return missing;
  const { authority, count: wanted } = requirement;
  const number = Math.max(1, wanted - approvedBy.length);
  switch (authority.kind) {
    case 'code-owners':
      return `${number} of ${authority.owners.join(', ')}`;
    case 'role':
      return `${number} with the role ${authority.role}`;
    case 'nobody':
      return authority.why;
    case 'different-people':
    case 'different-teams':
      return missing;
    default:
      authority satisfies never;
      return missing;
  }
}
