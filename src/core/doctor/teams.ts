import { checked, unread, unreadFound, type Checked, type Found } from './finding.ts';
import type { Subject } from './subject.ts';

/** A team whose members cannot be read approves nothing: who is not known to be in it is not in it. */
export function checkTeams({ reading, tier }: Subject): Checked {
  if (reading.codeowners.kind === 'unread')
    return unread('teams', {
      what: 'which teams own something',
      why: reading.codeowners.why,
      essential: false,
    });
  const found = reading.teams.flatMap(({ name, readable }): readonly Found[] => {
    // The token of a workflow never sees members, whatever the token sees that asks now.
    if (tier === 'starter')
      return [unreadable(name, 'the token of a workflow cannot read members')];
    if (readable.kind === 'unread')
      return [
        unreadFound({
          what: `whether the members of ${name} can be read`,
          why: readable.why,
          essential: false,
        }),
      ];
    if (readable.value) return [];
    const isApp = reading.token.kind === 'read' && reading.token.value.kind === 'app';
    if (isApp) return [unreadable(name, 'this token cannot read its members')];
    return [
      unreadFound({
        what: `whether the App can read the members of ${name}`,
        why: 'this token cannot, and it is not that of the App',
        essential: false,
        fix: 'see that there is such a team, and that the App has Members: Read-only',
      }),
    ];
  });
  return checked(
    'teams',
    found,
    reading.teams.length === 0
      ? 'no team owns anything'
      : 'the members of all teams that own something can be read',
  );
}

function unreadable(name: string, why: string): Found {
  return {
    id: 'team-unreadable',
    message: `nobody can approve for ${name}: ${why}`,
    where: 'CODEOWNERS; the page of the App → Permissions & events → Organization permissions',
    fix: 'name people instead, or use an App with Members: Read-only',
    command: null,
  };
}
