import fc from 'fast-check';

import type { JudgedVerdict } from '../../../src/core/verdict.ts';
import { applyReview } from './apply-review.ts';
import { TEAMS } from './cast.ts';
import type { Unread, World } from './world.ts';

/** Somebody else dismisses an approval; the forge keeps its text. Null where none counts. */
export function dismissOne(world: World, verdict: JudgedVerdict, pick: number): World | null {
  const counting = verdict.reviews.filter(({ outcome }) => outcome.kind === 'approval');
  const chosen = counting[pick % Math.max(1, counting.length)]?.review;
  if (chosen === undefined) return null;
  const dismissed = { by: 1, was: 'approved' as const };
  return {
    ...world,
    reviews: world.reviews.map((one) =>
      one.id === chosen ? { ...one, state: 'dismissed', dismissed } : one,
    ),
  };
}

type Spoil = (world: World) => World | null;

const anybody = fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
const role = fc.constantFrom('author' as const, 'committer', 'pusher', 'prompter', 'co-author');

const contributor = fc.tuple(anybody, role).map(([id, as]): Spoil => (world) => {
  if (world.gone.includes(id)) return null;
  const email = world.actors.find((actor) => actor.id === id)?.email ?? null;
  const commit = { author: 1, committer: 1, coAuthor: null, tool: false };
  switch (as) {
    case 'pusher':
      return { ...world, pushers: [...world.pushers, id] };
    // Whoever is known to have asked answers for the agent: that is a fact of its own.
    case 'prompter':
      return world.prompters.length === 0
        ? null
        : { ...world, prompters: [...world.prompters, id] };
    case 'co-author':
      return { ...world, commits: [...world.commits, { ...commit, coAuthor: email }] };
    default:
      return { ...world, commits: [...world.commits, { ...commit, [as]: id }] };
  }
});

/** A machine cannot refuse, so whoever refuses is left aside. */
const machine = anybody.map((id): Spoil => (world) => {
  const refuses = world.reviews.some((one) => one.by === id && one.state !== 'approved');
  const refused = world.refusals.some((one) => one.by === id);
  if (refuses || refused) return null;
  return {
    ...world,
    actors: world.actors.map((actor) => (actor.id === id ? { ...actor, type: 'bot' } : actor)),
  };
});

const veto = fc.constantFrom(2, 3, 4, 5).map(
  (who): Spoil =>
    (world) =>
      applyReview(world, {
        do: 'review',
        who,
        says: 'changes-requested',
        text: 'own',
        brief: 'present',
        head: 'present',
        incidents: 0,
      }),
);

const fact: fc.Arbitrary<Unread> = fc.oneof(
  fc.record({ fact: fc.constantFrom('account' as const, 'type', 'permission'), of: anybody }),
  fc.record({ fact: fc.constant('dismissal' as const), of: fc.nat({ max: 6 }) }),
  fc.record({ fact: fc.constant('team' as const), of: fc.constantFrom(...TEAMS) }),
  fc.constant({ fact: 'other' as const }),
);

const lost = fact.map((one): Spoil => (world) => ({ ...world, unread: [...world.unread, one] }));

/** Some fact that speaks against the change, added to any state; null where it means nothing. */
export const addedFact: fc.Arbitrary<Spoil> = fc.oneof(contributor, machine, veto, lost);
