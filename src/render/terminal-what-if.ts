import { nextSteps } from '../core/next-steps.ts';
import type { JudgedVerdict } from '../core/verdict.ts';
import { escapeTerminal } from './escape.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

/** What approvals that nobody gave would change. It stands apart, so that nobody takes it for real. */
export function whatIfBlock(verdict: JudgedVerdict, style: Style): string {
  const { whatIf } = verdict;
  if (whatIf === null) return '';
  const who = whatIf.logins.map((login) => `@${login}`).join(' and ');
  const end = {
    allowed: 'the gate would open',
    pending: 'it would still be pending',
    unknown: 'there would be no verdict',
    denied: 'it would still be denied',
  }[whatIf.kind];
  const lines = [`${who} approved with a rationale: ${end}`];
  for (const { login, outcome } of whatIf.reviews)
    if (outcome.kind === 'disqualified')
      lines.push(`@${login}'s approval would not count: ${outcome.message} [${outcome.code}]`);
  // What is to be done anyway stands below already.
  const anyway = new Set(nextSteps(verdict));
  lines.push(...whatIf.next.filter((step) => !anyway.has(step)).map((step) => `then ${step}`));
  return lines
    .map((line, index) =>
      wrap(escapeTerminal(line), style.width, index === 0 ? 'what if  ' : '         ', '         '),
    )
    .join('\n');
}
