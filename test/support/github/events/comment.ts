import { commentShape } from '../shapes/review.ts';
import { pullRequestShape } from '../shapes/pull-request.ts';
import type { Actor, Sim } from '../sim.ts';
import type { SimComment, SimPullRequest, SimRepository } from '../world.ts';
import { emit, onDefaultBranch } from './emit.ts';
import { isRecord, seed } from './seed.ts';

export interface CommentActivity {
  readonly action: 'created' | 'edited';
  readonly comment: SimComment;
  readonly actor: Actor;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Runs on the default branch. The issue is the pull request: `issue.pull_request` says so. */
export function emitComment(
  sim: Sim,
  repository: SimRepository,
  pull: SimPullRequest,
  activity: CommentActivity,
): void {
  const shape = pullRequestShape(sim.world, repository, pull);
  const example = seed('issue_comment', activity.action)['issue'];
  emit(sim, {
    name: 'issue_comment',
    action: activity.action,
    repository,
    actor: activity.actor,
    payload: {
      issue: {
        ...(isRecord(example) ? example : {}),
        url: shape.issue_url,
        html_url: shape.html_url,
        comments_url: shape.comments_url,
        id: pull.id,
        node_id: pull.nodeId,
        number: pull.number,
        title: pull.title,
        user: shape.user,
        labels: [],
        state: shape.state,
        locked: false,
        assignee: shape.assignee,
        assignees: shape.assignees,
        comments: pull.comments.length,
        created_at: pull.createdAt,
        updated_at: pull.updatedAt,
        closed_at: pull.closedAt,
        author_association: shape.author_association,
        body: pull.body,
        draft: pull.draft,
        pull_request: {
          url: shape.url,
          html_url: shape.html_url,
          diff_url: shape.diff_url,
          patch_url: shape.patch_url,
          merged_at: shape.merged_at,
        },
      },
      comment: commentShape(sim.world, repository, pull, activity.comment),
      ...activity.more,
    },
    ...onDefaultBranch(repository),
  });
}
