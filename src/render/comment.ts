import { encodeCommentData, type CommentData } from '../core/published/comment-data.ts';
import { commentMarker } from '../core/published/comment-marker.ts';
import type { JudgedVerdict, Verdict } from '../core/verdict.ts';
import { factorList, identityList, questionList } from './comment-facts.ts';
import { foldedParts } from './comment-folded.ts';
import { noVerdictParts } from './comment-none.ts';
import { fitParts, joinParts, listPart, must, part, type Part } from './comment-parts.ts';
import { holdList, judgedBy, stepList, whoMayDecide } from './comment-people.ts';
import { templateBlock } from './comment-template.ts';
import { markdownCodeCut } from './escape.ts';
import { title } from './markdown.ts';
import { sinceLast } from './since-last.ts';
import { count } from './wrap.ts';

/** GitHub's limit for a comment. It speaks of characters; bytes are never fewer. */
export const COMMENT_LIMIT = 65_536;

/** Bytes that always stay free for what is around the folded parts. */
const RESERVE = 1000;

export interface CommentInput {
  readonly verdict: Verdict;
  /** What `commentDataOf` gave for this verdict. */
  readonly data: CommentData;
}

/**
 * Our comment on the pull request: what a reviewer must know on one screen, the rest folded, and at
 * its end what the next run must know. It decides nothing.
 */
export function renderComment(input: CommentInput): string {
  const { verdict, data } = input;
  const last = must(encodeCommentData(data));
  const body =
    verdict.kind === 'none'
      ? noVerdictParts(verdict)
      : isQuiet(verdict)
        ? [must(quietText(verdict))]
        : judgedParts(verdict, input);
  return `${joinParts([must(commentMarker), ...body, last], COMMENT_LIMIT - 1)}\n`;
}

/** A change that concerns nobody must not cost anybody a look. */
function isQuiet(verdict: JudgedVerdict): boolean {
  return (
    verdict.kind === 'allowed' &&
    verdict.changes.length === 0 &&
    verdict.requirements.length === 0 &&
    verdict.override === null &&
    verdict.diagnostics.length === 0
  );
}

function quietText({ coverage, subject }: JudgedVerdict): string {
  const what =
    coverage.gatedFiles === 0
      ? `nothing to gate in ${count(coverage.changedFiles, 'changed file')}`
      : `no change in meaning in ${count(coverage.gatedFiles, 'gated file')}`;
  return `**jitl: allowed**, ${what}.\nCompared with ${markdownCodeCut(subject.base.name, 120)} at \`${subject.base.commit.slice(0, 12)}\`.`;
}

function judgedParts(verdict: JudgedVerdict, { data }: CommentInput): readonly Part[] {
  const open = verdict.kind === 'pending' || verdict.kind === 'unknown';
  const top: readonly Part[] = [
    must(title(verdict)),
    listPart('what is next', '**Next**', stepList(verdict)),
    listPart('what else keeps it shut', '**What else keeps it shut**', holdList(verdict)),
    part('what changed since the last brief', sinceLast(verdict, data).join('\n')),
    part('who judged it', open ? '' : judgedBy(verdict).join('\n')),
    listPart('the identities', headOf(verdict), identityList(verdict)),
    listPart('the factors', '**Why it matters**', factorList(verdict)),
    listPart('the questions', '**Asked of the reviewer**', open ? questionList(verdict) : []),
    listPart('who may decide', '**Who may decide**', open ? whoMayDecide(verdict) : []),
    part('the template (`jitl review --template` writes it)', templateBlock(verdict)),
  ];
  const footer = must(footerText(verdict));
  const rest = foldedParts(verdict, 0).filter(({ name }) => name !== 'the changes');
  const around = [must(commentMarker), ...top, ...rest, footer, must(encodeCommentData(data))];
  const room = fitParts(around, COMMENT_LIMIT).room - RESERVE;
  return [...top, ...foldedParts(verdict, Math.max(0, room)), footer];
}

function headOf({ changes, agents }: JudgedVerdict): string {
  const holders = new Set(changes.map((change) => change.subject.holder.id)).size;
  const by = agents.length === 0 ? '' : ', written by an agent';
  return `**What changes**: ${count(changes.length, 'change')} to ${holders === 1 ? 'one subject' : `${holders} subjects`}${by}`;
}

function footerText({ subject, coverage, brief }: JudgedVerdict): string {
  const { base, head } = subject;
  const commit = head.workingTree ? 'the working tree' : `\`${(head.commit ?? '').slice(0, 12)}\``;
  return `Compared ${commit} with ${markdownCodeCut(base.name, 120)} at \`${base.commit.slice(0, 12)}\`: ${count(coverage.changedFiles, 'changed file')}, ${coverage.gatedFiles} gated. Brief \`${brief.digest}\`. This comment is written anew at each run and decides nothing; reviews do.`;
}
