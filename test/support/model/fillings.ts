import type { Actor } from './cast.ts';
import { isUnread, type Unread, type World } from './world.ts';

/** Every way in which the fact could be, once it is read, as far as it can matter here. */
export function fillings(world: World, { fact, ...about }: Unread): readonly World[] {
  const read = { ...world, unread: [] };
  if (fact === 'team' && 'of' in about) {
    const team = about.of as keyof World['teams'];
    const reviewers = [...new Set(world.reviews.flatMap(({ by }) => by ?? []))];
    return Array.from({ length: 2 ** reviewers.length }, (_, code) => ({
      ...read,
      teams: {
        ...world.teams,
        [team]: Object.fromEntries(
          reviewers.flatMap((id, at) => (((code >> at) & 1) === 1 ? [[id, 'active']] : [])),
        ),
      },
    }));
  }
  const each = (options: readonly Partial<Actor>[]): readonly World[] =>
    options.map((option) => ({
      ...read,
      actors: world.actors.map((actor) =>
        'of' in about && actor.id === about.of ? { ...actor, ...option } : actor,
      ),
    }));
  if (fact === 'permission') return each([{ permission: 'write' }, { permission: 'read' }]);
  if (fact === 'type') return each([{ type: 'user' }, { type: 'bot' }]);
  return isUnread(world, fact) ? [read] : [];
}
