import { evaluate } from '../../core/evaluate.ts';
import type { Snapshot } from '../../core/snapshot/snapshot.ts';
import { JitlError } from '../../errors.ts';
import type { Neighbours } from '../../forge.ts';
import type { Bench } from './bench.ts';
import { gatherKnown, type GatheredPullRequest } from './gather-known.ts';

/** Pull requests of one head that are judged along; whoever opens more of them waits. */
const SIBLINGS = 3;

/**
 * How the other pull requests with this head fare. A result is attached to the commit, so a success
 * here is shown there too.
 */
export async function judgeSiblings(
  neighbours: Neighbours,
  bench: Bench,
): Promise<Snapshot['siblings']> {
  const judged: Snapshot['siblings'] = [];
  for (const [index, { number, baseRef }] of neighbours.siblings.entries()) {
    const satisfied = index < SIBLINGS ? await isSatisfied(number, neighbours, bench) : 'unknown';
    judged.push({ number, baseRef, satisfied });
  }
  return judged;
}

async function isSatisfied(
  number: number,
  neighbours: Neighbours,
  bench: Bench,
): Promise<boolean | 'unknown'> {
  try {
    const { gathered } = await gatherSibling(number, neighbours, bench);
    if (gathered.kind === 'none') return 'unknown';
    const { kind } = evaluate(gathered.facts);
    return kind === 'unknown' ? 'unknown' : kind === 'allowed';
  } catch (error) {
    if (error instanceof JitlError) return 'unknown';
    throw error;
  }
}

/** The same for a sibling: who else has this head is not asked again. */
async function gatherSibling(
  number: number,
  others: Neighbours,
  bench: Bench,
): Promise<GatheredPullRequest> {
  const reading = await bench.forge.readPullRequest(number);
  const [pushers, collaborators] = await Promise.all([
    bench.forge.readPushers(reading),
    bench.forge.readCollaborators(),
  ]);
  const neighbours = { ...others, siblings: [] };
  const first = { reading, neighbours, pushers, collaborators, siblings: [] };
  return gatherKnown({ ...first, teams: [], permissions: [] }, bench);
}
