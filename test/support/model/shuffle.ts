import type { KnownFacts } from './facts.ts';

/** The same facts with every list of the forge in another order. */
export function shuffled(facts: KnownFacts, seed: number): KnownFacts {
  const { snapshot } = facts;
  const mix = mixer(seed);
  return {
    ...facts,
    commits: mix(facts.commits),
    snapshot: {
      ...snapshot,
      accounts: mix(snapshot.accounts),
      teams: mix(snapshot.teams).map((team) => ({
        ...team,
        members: team.members === null ? null : mix(team.members),
      })),
      commits: mix(snapshot.commits),
      pushers: mix(snapshot.pushers),
      reviews: mix(snapshot.reviews),
      earlierRefusals: mix(snapshot.earlierRefusals),
      earlierRationales: mix(snapshot.earlierRationales),
      pullRequest: { ...snapshot.pullRequest, events: mix(snapshot.pullRequest.events) },
    },
  };
}

/** Sorts by numbers that only the seed decides. */
function mixer(seed: number): <T>(list: readonly T[]) => T[] {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
  return (list) =>
    list
      .map((item) => ({ item, key: next() }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
}
