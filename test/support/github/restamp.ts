import { askOnce } from './git.ts';
import type { SimPullRequest, SimRepository } from './world.ts';

/** What a head changes against what it was branched from, without ids and line numbers. */
export function ownPatch(repository: SimRepository, base: string, head: string): string {
  const args = ['diff', '--no-ext-diff', '--no-color', '--full-index', '--binary'];
  const { exitCode, output } = askOnce(repository, [...args, `${base}...${head}`], {
    answers: [128],
  });
  if (exitCode !== 0) return `nothing in common: ${head}`;
  const kept = output.split('\n').filter((line) => !line.startsWith('index '));
  return kept.map((line) => (line.startsWith('@@ ') ? '@@' : line)).join('\n');
}

/**
 * GitHub points an approval of the old head at the new one while the pull request's own patch stays
 * the same: after an update of the branch, and after a force-push with an identical patch.
 */
export function restamp(pull: SimPullRequest, before: string, after: string): void {
  for (const review of pull.reviews)
    if (review.state === 'APPROVED' && review.commit === before) review.commit = after;
}
