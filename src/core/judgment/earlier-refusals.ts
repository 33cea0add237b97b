import { sortedBy } from '../order.ts';
import type { Question } from '../risk/assessment.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { EarlierRefusal } from './judgment.ts';
import type { Register } from './register.ts';

const REASON_LIMIT = 2000;
const SHOWN = 10;

/**
 * Refusals of other pull requests that were about a change which this one makes too, the latest pull
 * request first: what is asked about them is part of the brief, which no order of a list may change.
 */
export function findEarlierRefusals(
  snapshot: Snapshot,
  register: Register,
  digests: ReadonlyMap<string, string>,
): readonly EarlierRefusal[] {
  const inOrder = sortedBy(
    snapshot.earlierRefusals,
    ({ pullRequest, submittedAt, account, body }) =>
      [String(pullRequest).padStart(16, '0'), submittedAt, account, body].join('\u0001'),
  ).reverse();
  const found = inOrder.flatMap((refusal) => {
    const account = refusal.account === null ? undefined : register.account(refusal.account);
    if (account !== undefined && account.type !== 'unknown' && register.isAgent(account)) return [];
    const refused = new Set<string>(refusal.changes);
    const changes = [...digests].flatMap(([id, digest]) => (refused.has(digest) ? [id] : []));
    if (changes.length === 0) return [];
    return [
      {
        pullRequest: refusal.pullRequest,
        login: account?.login ?? 'ghost',
        because: refusal.body.slice(0, REASON_LIMIT),
        changes,
      },
    ];
  });
  return found.slice(0, SHOWN);
}

/** Whoever approves what was refused before says what is different now. */
export function questionOnRefusals(refusals: readonly EarlierRefusal[]): readonly Question[] {
  if (refusals.length === 0) return [];
  const where = refusals.map((one) => `#${one.pullRequest} (@${one.login})`).join(', ');
  return [
    {
      id: 'earlier-refusal',
      text: `The same was refused before, in ${where}. What is different now?`,
      changes: [...new Set(refusals.flatMap((one) => one.changes))].sort(),
    },
  ];
}
