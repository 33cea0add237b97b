import type { ReviewTrial } from '../core/review-trial.ts';
import { escapeTerminal } from './escape.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

/** How a review would fare: whether it counts first, then everything that is to be put right. */
export function renderTrial(trial: ReviewTrial, style: Style): string {
  const lines = [headline(trial, style)];
  for (const { code, message, help } of trial.refusals) {
    lines.push(labelled('why', `${message} [${code}]`, style));
    if (help !== null) lines.push(labelled('do', help, style));
  }
  const after = {
    allowed: 'the gate would open',
    pending: 'the gate would stay shut',
    unknown: 'there would be no verdict',
    denied: 'the change would still be denied',
  }[trial.verdict];
  lines.push(labelled('then', after, style));
  for (const [index, step] of (trial.refusals.length > 0 ? [] : trial.next).entries())
    lines.push(labelled(index === 0 ? 'next' : '', step, style));
  return `${lines.join('\n')}\n`;
}

function headline(trial: ReviewTrial, style: Style): string {
  switch (trial.effect) {
    case 'counts': {
      const what = trial.satisfies.length === 0 ? '' : ` for ${trial.satisfies.join(', ')}`;
      return `${style.good(style.strong('COUNTS'))}  the review would count${what}`;
    }
    case 'veto':
      return `${style.wait(style.strong('VETO'))}  the review would shut the gate until its author withdraws it`;
    case 'override':
      return `${style.bad(style.strong('OVERRIDE'))}  the review would stand in for all judgments`;
    case 'text-only':
      return `${style.good(style.strong('TEXT'))}  the text would do; who may submit it is not known without --snapshot`;
    case 'none':
      return `${style.bad(style.strong('REFUSED'))}  the review would not count`;
    default:
      trial.effect satisfies never;
      return '';
  }
}

function labelled(label: string, text: string, style: Style): string {
  return wrap(escapeTerminal(text), style.width, label.padEnd(6), '      ');
}
