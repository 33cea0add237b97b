import type { Forge } from '../../forge.ts';

/**
 * A forge that is asked each question about people once in a run: several pull requests are judged
 * in one, and their teams are the same. What belongs to one pull request is always asked anew.
 */
export function remembering(forge: Forge): Forge {
  const collaborators = new Map<'all', ReturnType<Forge['readCollaborators']>>();
  const teams = new Map<string, ReturnType<Forge['readTeam']>>();
  const permissions = new Map<string, ReturnType<Forge['readPermission']>>();
  return {
    ...forge,
    readTeam: (name) => once(teams, name.toLowerCase(), () => forge.readTeam(name)),
    readPermission: (login) =>
      once(permissions, login.toLowerCase(), () => forge.readPermission(login)),
    readCollaborators: () => once(collaborators, 'all', () => forge.readCollaborators()),
  };
}

function once<Key, Answer>(known: Map<Key, Answer>, key: Key, ask: () => Answer): Answer {
  const answer = known.get(key) ?? ask();
  known.set(key, answer);
  return answer;
}
