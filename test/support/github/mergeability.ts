import { findCodeowners } from './codeowners-errors.ts';
import { atLeast, permissionOf, teamMembers } from './permissions.ts';
import { rulesetsFor } from './rules.ts';
import { ownersOf } from './owners-of.ts';
import { pullRequestFiles } from './changed-files.ts';
import { resultsFor } from './required-checks.ts';
import { testMerge } from './test-merge.ts';
import type { SimPullRequest, SimRepository, SimReview, SimRuleset, World } from './world.ts';

export interface Mergeability {
  readonly mergeable: boolean;
  /** What stands in the way, one sentence each. */
  readonly why: readonly string[];
}

/** Whether the button would be green for somebody who cannot bypass anything. */
export function mergeability(
  world: World,
  repository: SimRepository,
  pull: SimPullRequest,
): Mergeability {
  const rules = rulesetsFor(repository, pull.stack?.base ?? pull.baseBranch);
  const why = [
    ...ownState(world, repository, pull),
    ...rules.flatMap((ruleset) => broken(world, repository, pull, ruleset)),
  ];
  return { mergeable: why.length === 0, why };
}

/** What no bypass gets around. */
export function ownState(
  world: World,
  repository: SimRepository,
  pull: SimPullRequest,
): readonly string[] {
  if (pull.state !== 'open') return [`the pull request is ${pull.state}`];
  return [
    ...(testMerge(world, repository, pull) === null ? ['the branches conflict'] : []),
    ...(pull.draft ? ['it is a draft'] : []),
  ];
}

/** What a ruleset still wants of it. */
export function broken(
  world: World,
  repository: SimRepository,
  pull: SimPullRequest,
  ruleset: SimRuleset,
): readonly string[] {
  const checks = ruleset.requiredChecks.flatMap((check) =>
    resultsFor(repository, check, [pull.testMerge?.commit ?? null, pull.headCommit]),
  );
  return [...checks, ...reviews(world, repository, pull, ruleset.pullRequest)];
}

function reviews(
  world: World,
  repository: SimRepository,
  pull: SimPullRequest,
  rule: SimRuleset['pullRequest'],
): readonly string[] {
  if (rule === null) return [];
  const counted = countedReviews(world, repository, pull);
  const approvals = counted.filter((one) => one.state === 'APPROVED');
  const vetoes = counted.filter((one) => one.state === 'CHANGES_REQUESTED');
  const pusher = lastPusher(repository, pull);
  const fresh = approvals.some((one) => one.account !== pusher && one.commit === pull.headCommit);
  return [
    ...(approvals.length < rule.requiredApprovals
      ? [`${rule.requiredApprovals} approving review is required, there are ${approvals.length}`]
      : []),
    ...(vetoes.length > 0 && rule.requiredApprovals > 0 ? ['changes are requested'] : []),
    ...(rule.lastPushApproval && !fresh
      ? ['the last push needs the approval of somebody else']
      : []),
    ...(rule.codeOwners ? ownersMissing(world, repository, pull, approvals) : []),
  ];
}

/**
 * The latest state of each account with write. Comments do not count, nor does its author. Behind a
 * dismissed review GitHub falls back to an older one of the same account.
 */
function countedReviews(
  world: World,
  repository: SimRepository,
  pull: SimPullRequest,
): readonly SimReview[] {
  const latest = new Map<number, SimReview>();
  for (const review of pull.reviews) {
    const { account, state } = review;
    if (account === null || account === pull.author) continue;
    if (state === 'COMMENTED' || state === 'PENDING' || state === 'DISMISSED') continue;
    if (atLeast(permissionOf(world, repository, account), 'write')) latest.set(account, review);
  }
  return [...latest.values()];
}

function lastPusher(repository: SimRepository, pull: SimPullRequest): number | null {
  const ref = `refs/heads/${pull.headBranch}`;
  return repository.activity.findLast((one) => one.ref === ref)?.actor ?? pull.author;
}

function ownersMissing(
  world: World,
  repository: SimRepository,
  pull: SimPullRequest,
  approvals: readonly SimReview[],
): readonly string[] {
  const found = findCodeowners(repository, pull.stack?.base ?? pull.baseBranch);
  if (found === null) return [];
  const paths = pullRequestFiles(repository, pull).flatMap(({ path, previous }) =>
    previous === null ? [path] : [path, previous],
  );
  return paths.flatMap((path) => {
    const owners = ownersOf(found.text, path);
    const approved = approvals.some(({ account }) =>
      owners.some((owner) => isOwner(world, owner, account)),
    );
    return owners.length === 0 || approved ? [] : [`an owner of ${path} must approve`];
  });
}

function isOwner(world: World, owner: string, account: number | null): boolean {
  if (account === null) return false;
  const name = owner.replace(/^@/, '').toLowerCase();
  if (name.includes('/')) return teamMembers(world, name).has(account);
  return world.accounts.get(account)?.login.toLowerCase() === name;
}
