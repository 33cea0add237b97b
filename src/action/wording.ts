import { commentDataOf } from '../core/published/comment-data-of.ts';
import type { Wording } from '../app/pull-request/gate.ts';
import { checkReportOf } from '../render/check-report.ts';
import { renderComment } from '../render/comment.ts';
import { groupReportOf } from '../render/group-report.ts';
import { renderSarif } from '../render/sarif.ts';

/** The words of the pull request, by the renderers. */
export const wording: Wording = {
  check: checkReportOf,
  comment: (verdict, { headCommit, previous }) =>
    renderComment({ verdict, data: commentDataOf(verdict, previous, headCommit) }),
  sarif: renderSarif,
  group: groupReportOf,
};
