import { contentOf, overlap } from './contents.ts';
import { visibleLogin } from './known.ts';
import { peopleAsked } from './asked.ts';
import type { World } from './world.ts';

/**
 * What a reviewer has to judge, as one text: two states of the world are the same brief exactly when
 * these are equal. No commit, review or time is among them.
 */
export function versionOf(world: World): string {
  return JSON.stringify([
    world.content,
    [...world.rules].sort(),
    world.people,
    world.owners,
    world.baseRef,
    peopleAsked(world).count,
    peopleAsked(world).count > 1 && peopleAsked(world).mandatory,
    refusalsOf(world),
  ]);
}

/** Earlier refusals of this content by anybody who is not surely a machine, and of what in it. */
function refusalsOf(world: World): readonly string[] {
  const told = world.refusals
    .filter((one) => overlap(one.content, world.content) && visibleLogin(world, one.by) !== null)
    .map(({ by, content }) => ({ by: world.gone.includes(by) ? '' : `${by}`, content }));
  const logins = told
    .map(({ by }) => by)
    .sort()
    .map((by) => visibleLogin(world, Number(by)) ?? '');
  const does = contentOf(world.content).does.filter((one) =>
    told.some(({ content }) => contentOf(content).does.includes(one)),
  );
  return [...logins, ...does];
}
