import type { JudgedVerdict } from '../core/verdict.ts';
import { byteLength, type Part } from './comment-parts.ts';
import {
  changeSection,
  diagnosticSection,
  followUpSection,
  otherSection,
  requirementSection,
  reviewSection,
} from './markdown.ts';
import { renderMermaid } from './mermaid.ts';
import { count } from './wrap.ts';

/** What whoever wants to know more opens. `room` is for the list of changes, in bytes. */
export function foldedParts(verdict: JudgedVerdict, room: number): readonly Part[] {
  const { judgments, reviews } = verdict;
  const satisfied = judgments.filter(({ status }) => status === 'satisfied').length;
  const counting = reviews.filter(({ outcome }) => outcome.kind === 'approval').length;
  return [
    folded('what is affected', 'What is affected', renderMermaid(verdict)),
    folded(
      'the requirements',
      `Requirements: ${satisfied} of ${judgments.length} satisfied`,
      belowHeading(requirementSection(verdict)),
    ),
    folded(
      'the reviews',
      reviews.length === 0
        ? 'What else matters'
        : `Reviews: ${counting} of ${reviews.length} count${counting === 1 ? 's' : ''}`,
      reviewSection(verdict).join('\n'),
    ),
    folded('what does not decide', 'What does not decide', belowHeading(otherSection(verdict))),
    folded('what follows the merge', 'After the merge', belowHeading(followUpSection(verdict))),
    folded(
      'the problems',
      count(verdict.diagnostics.length, 'problem'),
      belowHeading(diagnosticSection(verdict)),
    ),
    folded(
      'the changes',
      `All that changes: ${count(verdict.changes.length, 'change')}`,
      changes(verdict, room),
    ),
  ].filter(({ text }) => text !== '');
}

function folded(name: string, summary: string, inside: string): Part {
  const text = inside.trim();
  if (text === '') return { name, text: '' };
  return { name, text: `<details><summary>${summary}</summary>\n\n${text}\n\n</details>` };
}

/** A section of the Markdown brief begins with an empty line, its heading and another. */
function belowHeading(section: readonly string[]): string {
  return section.slice(3).join('\n');
}

/** Its own room is in characters, of which one may take three bytes. */
function changes(verdict: JudgedVerdict, room: number): string {
  const whole = changeSection(verdict, room);
  const text = byteLength(whole) <= room ? whole : changeSection(verdict, Math.floor(room / 3));
  return text.replace(/^\n### What changes\n/, '');
}
