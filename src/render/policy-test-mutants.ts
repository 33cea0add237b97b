import type { MutationResult, MutationScore, TriedMutant } from '../core/policy-test/report.ts';
import { escapeTerminal } from './escape.ts';
import { placeText } from './snippet.ts';
import type { Style } from './style.ts';
import { count, wrap } from './wrap.ts';

/** Which faults no case noticed, and the score of each policy. */
export function mutationBlocks(
  { scores, survivors, equivalent, skipped }: MutationResult,
  style: Style,
): readonly string[] {
  const head = `${count(survivors.length, 'mutant')} that no case notices`;
  const notes = [
    ...(equivalent.length === 0
      ? []
      : [`${equivalent.length} more change nothing, whatever the change; not counted`]),
    ...(skipped === 0 ? [] : [`${skipped} did not compile; not counted`]),
  ];
  return [
    survivors.length === 0
      ? ''
      : [head, ...survivors.map((one) => mutantLines(one, style))].join('\n'),
    [
      'mutants noticed',
      ...scores.map((score) => scoreLine(score)),
      ...notes.map((note) => style.faint(`  ${note}`)),
    ].join('\n'),
  ];
}

function mutantLines({ policy, what, location }: TriedMutant, style: Style): string {
  const text = `${policy ?? 'risk model'}: ${what}`;
  return [
    wrap(escapeTerminal(text), style.width, '  ', '    '),
    style.faint(`    --> ${placeText(location)}`),
  ].join('\n');
}

function scoreLine({ policy, killed, total }: MutationScore): string {
  const percent = total === 0 ? 100 : Math.floor((100 * killed) / total);
  const name = escapeTerminal(policy ?? 'risk model');
  return `  ${`${percent} %`.padStart(5)}  ${name}  ${killed} of ${total}`;
}
