import { groupOf } from '../../core/judgment/authority.ts';
import type { JudgedVerdict } from '../../core/verdict.ts';

/** Whom the verdict turns on: their members and rights must be known. */
export interface NeededAuthority {
  /** `organisation/slug`, folded to lower case. */
  readonly teams: readonly string[];
  /** Logins, folded to lower case. */
  readonly people: readonly string[];
}

/** Everybody whom a requirement, an expertise or the emergency path names. */
export function neededAuthority(verdict: JudgedVerdict): NeededAuthority {
  const groups = [
    ...verdict.requirements.map(({ authority }) => groupOf(authority)),
    ...verdict.requirements.flatMap(({ expertise }) => expertise),
    ...(verdict.demands.breakGlass?.roles ?? []),
  ];
  return {
    teams: unique(groups.flatMap(({ teams }) => teams)),
    // An address is nobody that a forge can be asked about.
    people: unique(groups.flatMap(({ people }) => people)).filter((name) => !name.includes('@')),
  };
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names.map((name) => name.replace(/^@/, '').toLowerCase()))];
}
