import { isAncestor, tip } from './git.ts';
import { permissionOf, teamMembers } from './permissions.ts';
import type { Actor, Sim } from './sim.ts';
import type { SimRepository, SimRuleset, World } from './world.ts';

/** Active rulesets of a branch. */
export function rulesetsFor(repository: SimRepository, branch: string): readonly SimRuleset[] {
  return repository.rulesets.filter(
    (ruleset) =>
      ruleset.enforcement === 'active' &&
      ruleset.branches.some(
        (wanted) =>
          wanted === branch ||
          wanted === '~ALL' ||
          (wanted === '~DEFAULT_BRANCH' && branch === repository.defaultBranch),
      ),
  );
}

/** The ids that GitHub gives its roles in a bypass list. */
const roles = { 2: 'maintain', 4: 'write', 5: 'admin' } as const;

/** Whether a ruleset lets this actor past; `pull_request` only where one is merged. */
export function mayBypass(
  world: World,
  repository: SimRepository,
  ruleset: SimRuleset,
  { actor, merging }: { readonly actor: Actor; readonly merging: boolean },
): boolean {
  const role = permissionOf(world, repository, actor.account);
  return ruleset.bypass.some(({ actorId, actorType, mode }) => {
    if (mode === 'pull_request' && !merging) return false;
    if (actorType === 'User') return actorId === actor.account;
    if (actorType === 'Integration') return actor.token !== null && actor.token.app === actorId;
    if (actorType === 'OrganizationAdmin') return role === 'admin';
    if (actorType === 'RepositoryRole')
      return Object.entries(roles).some(([id, name]) => Number(id) === actorId && name === role);
    const team = [...world.teams].find(([, one]) => one.id === actorId);
    return (
      actorType === 'Team' && team !== undefined && teamMembers(world, team[0]).has(actor.account)
    );
  });
}

/** Throws where a rule keeps this push out. */
export function refuseDirectPush(
  sim: Sim,
  repository: SimRepository,
  push: { readonly branch: string; readonly commit: string; readonly actor: Actor },
): void {
  for (const ruleset of rulesetsFor(repository, push.branch)) {
    if (mayBypass(sim.world, repository, ruleset, { actor: push.actor, merging: false })) continue;
    const why = [
      ...(ruleset.pullRequest === null ? [] : ['changes must be made through a pull request']),
      ...(ruleset.mergeQueue ? ['changes must be made through the merge queue'] : []),
      ...(ruleset.requiredChecks.length > 0 ? ['required status checks are expected'] : []),
      ...(ruleset.blockForcePush && rewinds(repository, push) ? ['it cannot be force-pushed'] : []),
    ];
    if (why.length > 0) throw new Error(`${push.branch} is protected: ${why.join('; ')}`);
  }
}

function rewinds(
  repository: SimRepository,
  push: { readonly branch: string; readonly commit: string },
): boolean {
  const before = tip(repository, push.branch);
  return before !== null && !isAncestor(repository, before, push.commit);
}
