import { asks, peopleAsked, teamsAsked, type Ask } from './asked.ts';
import type { TeamName } from './cast.ts';
import { personOf } from './known.ts';
import type { World } from './world.ts';

/** One thing that must hold, and whether no override stands in for it. */
export interface Part {
  readonly met: boolean;
  readonly mandatory: boolean;
}

/** Enough distinct humans for every ask, out of the accounts whose approval is good. */
export function judgedParts(world: World, approvers: readonly number[]): readonly Part[] {
  const asked = asks(world);
  if (asked.length === 0) return [];
  const personsFor = (ask: Ask): readonly string[] => [
    ...new Set(
      approvers.filter((id) => ask.holds(id) && ask.knows(id)).map((id) => personOf(world, id)),
    ),
  ];
  const isMet = (ask: Ask): boolean => personsFor(ask).length >= ask.count;
  const all = [...new Set(asked.flatMap(personsFor))];
  const { count, apart, mandatory } = peopleAsked(world);
  const enough =
    all.length >= count && (!apart || canBeApart(asked.filter(isMet), personsFor, all));
  return [
    ...asked.map((ask) => ({ met: isMet(ask), mandatory: ask.mandatory })),
    ...(count > 1 ? [{ met: enough, mandatory }] : []),
    ...(teamsAsked(world) > 0
      ? [{ met: areTwoTeams(teamsOfPersons(world, asked, approvers)), mandatory: false }]
      : []),
  ];
}

export function isAnyMandatory(world: World): boolean {
  const { count, mandatory } = peopleAsked(world);
  return asks(world).some((ask) => ask.mandatory) || (count > 1 && mandatory);
}

/** Tries every way of giving each person one line alone. */
function canBeApart(
  asked: readonly Ask[],
  personsFor: (ask: Ask) => readonly string[],
  all: readonly string[],
): boolean {
  return Array.from({ length: 2 ** all.length }, (_, code) => code).some((code) => {
    const onOwnerLine = (person: string) => ((code >> all.indexOf(person)) & 1) === 1;
    return asked.every((ask) => {
      const own = personsFor(ask).filter((one) => onOwnerLine(one) === (ask.line === 'owner'));
      return own.length >= ask.count;
    });
  });
}

interface Through {
  readonly person: string;
  readonly team: TeamName;
}

function teamsOfPersons(
  world: World,
  asked: readonly Ask[],
  approvers: readonly number[],
): readonly Through[] {
  return asked.flatMap((ask) =>
    approvers
      .filter((id) => ask.knows(id))
      .flatMap((id) => ask.through(id).map((team) => ({ person: personOf(world, id), team }))),
  );
}

/** One person through one team, and another person through another. */
function areTwoTeams(all: readonly Through[]): boolean {
  return all.some((a) => all.some((b) => a.person !== b.person && a.team !== b.team));
}
