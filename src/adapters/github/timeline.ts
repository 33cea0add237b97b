import * as z from 'zod';

import type { Snapshot } from '../../core/snapshot/snapshot.ts';
import { ACTOR, actor, user, type Roster } from './accounts.ts';
import type { GitHubClient } from './api.ts';
import { connection, PAGE, type ListQuery, type PullRequestPlace } from './connection.ts';
import { limits } from './limits.ts';
import { id, longId, readAs, time } from './payload.ts';
import { stateBefore, type Dismissals } from './reviews.ts';
import type { Gaps } from './unread.ts';

type Event = Snapshot['pullRequest']['events'][number];

/** What the timeline tells of forced pushes, other bases and dismissals. */
export interface Timeline {
  readonly events: readonly Event[];
  readonly dismissals: Dismissals;
}

const node = z.object({
  __typename: z.string(),
  actor: actor.optional(),
  createdAt: time.optional(),
  previousReviewState: z.string().nullish(),
  review: z.object({ fullDatabaseId: longId.nullish() }).nullish(),
});

type TimelineNode = z.output<typeof node>;

/** Of a stack, GitHub itself changes the base when the pull request below has landed. */
const KINDS: Readonly<Record<string, Event['kind']>> = {
  HeadRefForcePushedEvent: 'force-pushed',
  BaseRefChangedEvent: 'retargeted',
  AutomaticBaseChangeSucceededEvent: 'retargeted',
  head_ref_force_pushed: 'force-pushed',
  base_ref_changed: 'retargeted',
  automatic_base_change_succeeded: 'retargeted',
};

const BY = `actor { ${ACTOR} } createdAt`;

export const TIMELINE: ListQuery<TimelineNode> = {
  what: 'events',
  field: `timelineItems(${PAGE}, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT, BASE_REF_CHANGED_EVENT,
    AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT, REVIEW_DISMISSED_EVENT]`,
  selection: `pageInfo { hasNextPage endCursor } nodes { __typename
    ... on HeadRefForcePushedEvent { ${BY} } ... on BaseRefChangedEvent { ${BY} }
    ... on AutomaticBaseChangeSucceededEvent { ${BY} }
    ... on ReviewDismissedEvent { ${BY} previousReviewState review { fullDatabaseId } } }`,
  shape: connection(node),
  limit: limits.listed,
};

export function timelineOf(nodes: readonly TimelineNode[], roster: Roster, gaps: Gaps): Timeline {
  const events: Event[] = [];
  const dismissals = new Map<number, { by: number | null; was: ReturnType<typeof stateBefore> }>();
  for (const { __typename, actor: by, createdAt, previousReviewState, review } of nodes) {
    const account = roster.actor(by ?? null);
    const kind = KINDS[__typename];
    if (kind !== undefined && createdAt === undefined)
      gaps.add('events', 'GitHub does not say when one took place');
    else if (kind !== undefined && createdAt !== undefined)
      events.push({ kind, at: createdAt, by: account });
    if (__typename !== 'ReviewDismissedEvent') continue;
    const which = review?.fullDatabaseId ?? null;
    if (which !== null)
      dismissals.set(which, { by: account, was: stateBefore(previousReviewState ?? null) });
  }
  return { events, dismissals };
}

const restEvent = z.object({
  event: z.string().nullish(),
  actor: user.nullish(),
  created_at: time.nullish(),
  dismissed_review: z.object({ state: z.string().nullish(), review_id: id.nullish() }).nullish(),
});

/** The same over REST, which lists every comment and label besides. */
export async function restTimeline(
  client: GitHubClient,
  { owner, repo, number }: PullRequestPlace,
  { roster, gaps }: { readonly roster: Roster; readonly gaps: Gaps },
): Promise<Timeline> {
  const route = '/repos/{owner}/{repo}/issues/{number}/timeline';
  const listed = await client.pages(route, { owner, repo, number }, { limit: limits.listed });
  if (!listed.complete) gaps.add('events', `there are more than ${limits.listed} in the timeline`);
  const events: Event[] = [];
  const dismissals = new Map<number, { by: number | null; was: ReturnType<typeof stateBefore> }>();
  for (const found of readAs(z.array(restEvent), listed.items, 'the timeline')) {
    const kind = KINDS[found.event ?? ''];
    const which = found.dismissed_review?.review_id ?? null;
    if (kind === undefined && which === null) continue;
    const by = roster.user(found.actor ?? null);
    const at = found.created_at ?? null;
    if (kind !== undefined && at === null)
      gaps.add('events', 'GitHub does not say when one took place');
    else if (kind !== undefined && at !== null) events.push({ kind, at, by });
    // The state is the one from before.
    if (which !== null)
      dismissals.set(which, { by, was: stateBefore(found.dismissed_review?.state ?? null) });
  }
  return { events, dismissals };
}
