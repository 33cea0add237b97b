import { contentOf } from './contents.ts';
import { accountsCalled, isRegisteredAgent, perhapsMachine, personOf } from './known.ts';
import type { World } from './world.ts';

/** Everybody whose hands the change went through, by account. Gone accounts are nobody. */
export function accountsInvolved(world: World): readonly number[] {
  const { opener, pushers, prompters, commits } = world;
  const askers = mayBeAnAgents(world) ? world.assignees : [];
  return [opener, ...pushers, ...prompters, ...askers, ...commits.flatMap(namesOf)].filter(
    (id): id is number => id !== null && !world.gone.includes(id),
  );

  function namesOf({ author, committer, coAuthor }: World['commits'][number]) {
    return [author, committer, ...(coAuthor === null ? [] : accountsCalled(world, coAuthor))];
  }
}

/** Whether an agent may have opened the pull request, so that an assignee may have asked for it. */
function mayBeAnAgents(world: World): boolean {
  return world.gone.includes(world.opener) || perhapsMachine(world, world.opener);
}

/** By person: everybody who is not independent of the change. */
export function dependentPersons(world: World): ReadonlySet<string> {
  const accounts = accountsInvolved(world);
  const operators = accounts.some((id) => isRegisteredAgent(world, id))
    ? operatorsOfCoder(world)
    : [];
  const content = contentOf(world.content);
  const gaining = content.gains === null ? [] : accountsCalled(world, content.gains);
  const owning =
    content.declaredOwner === null || !world.rules.includes('declared-owner')
      ? []
      : accountsCalled(world, content.declaredOwner);
  return new Set(
    [...accounts, ...operators, ...gaining, ...owning].map((id) => personOf(world, id)),
  );
}

function operatorsOfCoder(world: World): readonly number[] {
  if (world.people.coder === 'operated') return accountsCalled(world, 'olga');
  if (world.people.coder === 'operated-by-ana')
    // Ana is registered by id, so a changed login or an unread account hides neither of hers.
    return [...accountsCalled(world, 'ana'), ...(world.people.persons ? [2, 11] : [])];
  return [];
}

/** Whether a hand in the change belongs to nobody who is known. */
export function isUnattributed(world: World): boolean {
  const nobody = (id: number | null): boolean => id === null || world.gone.includes(id);
  return (
    nobody(world.opener) ||
    world.pushers.some(nobody) ||
    world.commits.some(
      ({ author, committer, coAuthor }) =>
        nobody(author) ||
        nobody(committer) ||
        (coAuthor !== null && accountsCalled(world, coAuthor).length === 0),
    )
  );
}

export function isAgentAuthored(world: World): boolean {
  return (
    world.commits.some((commit) => commit.tool) ||
    accountsInvolved(world).some((id) => perhapsMachine(world, id))
  );
}

/** Whether a machine took part whom nobody is known to run and nobody is known to have asked. */
export function isUnanswered(world: World): boolean {
  if (world.prompters.length > 0) return false;
  if (mayBeAnAgents(world) && world.assignees.length > 0) return false;
  const operated = world.people.coder === 'operated' || world.people.coder === 'operated-by-ana';
  return accountsInvolved(world).some(
    (id) => perhapsMachine(world, id) && !(operated && isRegisteredAgent(world, id)),
  );
}
