import { overlap } from './contents.ts';
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
    refusalsOf(world),
  ]);
}

/** Earlier refusals of this content by anybody who is not surely a machine, as they are told. */
function refusalsOf(world: World): readonly string[] {
  return world.refusals
    .filter((one) => overlap(one.content, world.content))
    .map(({ by }) => (world.gone.includes(by) ? '' : `${by}`))
    .sort()
    .flatMap((by) => visibleLogin(world, Number(by)) ?? []);
}
