import * as z from 'zod';

import { JitlError } from '../errors.ts';
import type { BranchOf } from '../forge.ts';

/**
 * What set the run off, as far as it says where to look. Payloads are frozen when an event happens and
 * may be played again, so nothing of them but a number or a name is used, and all of it is read anew.
 */
export type Poke =
  | { readonly kind: 'pull-request'; readonly number: number }
  | { readonly kind: 'head'; readonly head: BranchOf }
  | { readonly kind: 'group'; readonly headRef: string; readonly commit: string }
  /** Every open pull request; `into` a branch, where that moved. */
  | { readonly kind: 'sweep'; readonly into: string | null }
  | {
      readonly kind: 'comment';
      readonly number: number;
      readonly comment: number;
      readonly login: string;
    }
  | { readonly kind: 'nothing'; readonly why: string };

const oid = z.string().regex(/^[0-9a-f]{40}$/);
const number = z.int().positive();

const pullRequestEvent = z.object({ pull_request: z.object({ number }) });

const workflowRunEvent = z.object({
  workflow_run: z.object({
    event: z.string(),
    head_branch: z.string().nullable(),
    head_sha: oid,
    head_repository: z.object({ full_name: z.string() }).nullish(),
  }),
});

const mergeGroupEvent = z.object({
  action: z.string(),
  merge_group: z.object({ head_sha: oid, head_ref: z.string() }),
});

const commentEvent = z.object({
  action: z.string(),
  issue: z.object({ number, pull_request: z.looseObject({}).nullish() }),
  comment: z.object({
    id: z.int().positive(),
    body: z.string(),
    user: z.object({ login: z.string(), type: z.string() }).nullish(),
  }),
});

const pushEvent = z.object({ ref: z.string(), deleted: z.boolean().default(false) });

const COMMAND = '/jitl recheck';

/** Tells from an event what to look at. `payload` is the file that the runner names. */
export function readEvent(name: string, payload: unknown): Poke {
  switch (name) {
    case 'pull_request':
    case 'pull_request_target':
    case 'pull_request_review': {
      const event = parse(pullRequestEvent, name, payload);
      return { kind: 'pull-request', number: event.pull_request.number };
    }
    case 'workflow_run':
      return ofWorkflowRun(parse(workflowRunEvent, name, payload).workflow_run);
    case 'merge_group': {
      const event = parse(mergeGroupEvent, name, payload);
      if (event.action !== 'checks_requested') return { kind: 'nothing', why: 'the group is gone' };
      return {
        kind: 'group',
        headRef: event.merge_group.head_ref,
        commit: event.merge_group.head_sha,
      };
    }
    case 'issue_comment':
      return ofComment(parse(commentEvent, name, payload));
    case 'push': {
      const event = parse(pushEvent, name, payload);
      if (event.deleted || !event.ref.startsWith('refs/heads/'))
        return { kind: 'nothing', why: 'no branch has moved' };
      return { kind: 'sweep', into: event.ref };
    }
    case 'schedule':
    case 'workflow_dispatch':
      return { kind: 'sweep', into: null };
    default:
      return { kind: 'nothing', why: `the event \`${name}\` says nothing about a pull request` };
  }
}

/** The run of the signal tells which branch; its list of pull requests is empty for forks. */
function ofWorkflowRun(run: z.output<typeof workflowRunEvent>['workflow_run']): Poke {
  const { event, head_branch: branch, head_sha: commit, head_repository: repository } = run;
  if (branch === null) return { kind: 'nothing', why: 'the run belongs to no branch' };
  if (event === 'merge_group') return { kind: 'group', headRef: `refs/heads/${branch}`, commit };
  if (event !== 'pull_request' && event !== 'pull_request_review')
    return { kind: 'nothing', why: `the run was set off by \`${event}\`` };
  return { kind: 'head', head: { repository: repository?.full_name ?? null, branch } };
}

function ofComment({ action, issue, comment }: z.output<typeof commentEvent>): Poke {
  if (action !== 'created') return { kind: 'nothing', why: 'no comment was written' };
  if (issue.pull_request === null || issue.pull_request === undefined)
    return { kind: 'nothing', why: 'the comment is on no pull request' };
  if (comment.body.trim() !== COMMAND)
    return { kind: 'nothing', why: `the comment is not \`${COMMAND}\`` };
  const user = comment.user ?? null;
  // A bot that answers its own comments would never end.
  if (user === null || user.type !== 'User')
    return { kind: 'nothing', why: 'only a person may ask for another look' };
  return { kind: 'comment', number: issue.number, comment: comment.id, login: user.login };
}

function parse<Shape extends z.ZodType>(
  shape: Shape,
  name: string,
  payload: unknown,
): z.output<Shape> {
  const result = shape.safeParse(payload);
  if (result.success) return result.data;
  const where = result.error.issues[0]?.path.join('.') ?? '';
  throw new JitlError(
    'input-invalid',
    `the event \`${name}\` is not as GitHub sends it: \`${where}\``,
    {
      help: 'run the gate in a workflow of GitHub; `docs/github.md` shows which events it takes',
    },
  );
}
