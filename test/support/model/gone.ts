import type { World } from './world.ts';

/** An account is deleted: the forge keeps its reviews and commits as nobody's. */
export function pruneGone(world: World, who: number): World {
  const others = (ids: readonly number[]) => ids.filter((id) => id !== who);
  return {
    ...world,
    gone: [...others(world.gone), who],
    prompters: others(world.prompters),
    assignees: others(world.assignees),
    reviews: world.reviews.map((one) => (one.by === who ? { ...one, by: null } : one)),
    elsewhere: world.elsewhere.filter((one) => one.by !== who),
    teams: Object.fromEntries(
      Object.entries(world.teams).map(([team, members]) => [
        team,
        Object.fromEntries(Object.entries(members).filter(([id]) => Number(id) !== who)),
      ]),
    ) as World['teams'],
  };
}
