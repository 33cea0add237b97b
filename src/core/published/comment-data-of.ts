import { digestChange } from '../brief/digest-change.ts';
import type { Digest } from '../digest.ts';
import type { Verdict } from '../verdict.ts';
import { ADDED_KEPT, BRIEFS_KEPT, CHANGES_KEPT, type CommentData } from './comment-data.ts';

/**
 * What the comment keeps of a verdict. `previous` is what our last comment on this pull request kept,
 * and null where there is none that can be trusted; `head` is the commit that was judged.
 */
export function commentDataOf(
  verdict: Verdict,
  previous: CommentData | null,
  head: string | null,
): CommentData {
  const common = {
    version: 1 as const,
    head,
    base: verdict.subject.base.commit === '' ? null : verdict.subject.base.commit,
    verdict: verdict.kind,
    ...followUpOf(verdict, previous),
  };
  // What was shown before stays known: a run that fails in between makes nobody forget a refusal.
  if (verdict.kind === 'none')
    return {
      ...common,
      digest: null,
      parts: null,
      changes: previous?.changes ?? [],
      gone: previous?.gone ?? [],
      changesCut: previous?.changesCut ?? false,
      briefs: briefsBefore(previous, null),
      since: previous?.since ?? null,
    };
  const all = [...new Set(verdict.changes.map(digestChange))];
  return {
    ...common,
    digest: verdict.brief.digest,
    parts: { ...verdict.brief.parts },
    ...changesOf(all, previous),
    briefs: briefsBefore(previous, verdict.brief.digest),
    since: sinceOf(all, previous, verdict.brief.digest),
  };
}

/**
 * An override that was in force stays owed until the change is allowed without one: only that is the
 * ordinary judgment.
 */
function followUpOf(
  verdict: Verdict,
  previous: CommentData | null,
): Pick<CommentData, 'override' | 'judged'> {
  const inForce = verdict.kind === 'none' ? null : verdict.override;
  const owed = previous === null || previous.judged ? null : previous.override;
  return {
    override: inForce === null ? owed : { dueAt: inForce.followUpBy },
    judged: verdict.kind === 'allowed' && inForce === null,
  };
}

function changesOf(
  all: readonly Digest[],
  previous: CommentData | null,
): Pick<CommentData, 'changes' | 'gone' | 'changesCut'> {
  const changes = all.slice(0, CHANGES_KEPT);
  const before = [...(previous?.changes ?? []), ...(previous?.gone ?? [])];
  const now = new Set(all);
  const left = [...new Set(before)].filter((one) => !now.has(one));
  const gone = left.slice(0, CHANGES_KEPT - changes.length);
  const cut = changes.length < all.length || gone.length < left.length;
  return { changes, gone, changesCut: cut || (previous?.changesCut ?? false) };
}

/** Earlier briefs, each once, without the one that is shown now. */
function briefsBefore(previous: CommentData | null, now: Digest | null): CommentData['briefs'] {
  if (previous === null) return [];
  const { digest, parts, briefs } = previous;
  const known = [
    ...briefs.filter((brief) => brief.digest !== digest),
    ...(digest === null || parts === null ? [] : [{ digest, parts }]),
  ];
  return known.filter((brief) => brief.digest !== now).slice(-BRIEFS_KEPT);
}

/** As long as the brief stays the same, it stays compared with the same earlier one. */
function sinceOf(
  all: readonly Digest[],
  previous: CommentData | null,
  now: Digest,
): CommentData['since'] {
  if (previous === null) return null;
  const last = previous.digest ?? previous.briefs.at(-1)?.digest ?? null;
  if (last === null) return null;
  if (last === now) return previous.since;
  if (previous.changesCut) return { digest: last, added: null, gone: null, first: [] };
  const before = new Set(previous.changes);
  const current = new Set(all);
  const fresh = all.filter((one) => !before.has(one));
  return {
    digest: last,
    added: fresh.length,
    gone: previous.changes.filter((one) => !current.has(one)).length,
    first: fresh.slice(0, ADDED_KEPT),
  };
}
