import { groupOf, isMember, unreadTeam, type AuthorityContext } from './authority.ts';
import { foldLogin } from './register.ts';
import type { Authority } from './requirement.ts';

/** A team through which somebody who approves holds an authority. */
export interface TeamHold {
  readonly person: string;
  readonly login: string;
  readonly review: number;
  /** Without `@`, in lower case. */
  readonly team: string;
  /** What could not be read of it; null where it is sure. */
  readonly unread: string | null;
}

/** The teams of an authority that an account is in, or may be in. */
export function teamsThrough(
  authority: Authority,
  account: number,
  context: AuthorityContext,
): readonly Pick<TeamHold, 'team' | 'unread'>[] {
  return groupOf(authority).teams.flatMap((name) => {
    const member = isMember(name, account, context.snapshot);
    if (member === 'no') return [];
    return [{ team: foldLogin(name), unread: member === 'unread' ? unreadTeam(name) : null }];
  });
}

/** Whoever counts for a team, and no other: one pair of a person and a team. */
type Pair = Pick<TeamHold, 'person' | 'team'>;

/**
 * How many different people can each stand for another team: the greatest matching of people to
 * teams, by one augmenting path for each person.
 */
export function matchTeams(pairs: readonly Pair[]): number {
  const teamsOf = new Map<string, Set<string>>();
  for (const { person, team } of pairs)
    teamsOf.set(person, (teamsOf.get(person) ?? new Set()).add(team));
  const standsFor = new Map<string, string>();
  const place = (person: string, tried: Set<string>): boolean => {
    for (const team of teamsOf.get(person) ?? []) {
      if (tried.has(team)) continue;
      tried.add(team);
      const holder = standsFor.get(team);
      if (holder !== undefined && !place(holder, tried)) continue;
      standsFor.set(team, person);
      return true;
    }
    return false;
  };
  return [...teamsOf.keys()].filter((person) => place(person, new Set())).length;
}
