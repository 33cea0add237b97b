import type { OwnershipBasis } from '../../../src/core/judgment/owner-lines.ts';
import { parseCodeowners } from '../../../src/core/ownership/codeowners-parse.ts';
import type { TeamName } from './cast.ts';
import type { Path } from './contents.ts';

/** An owner as a line names it: by login, by address, or a team. */
export type Owner =
  { readonly login: string } | { readonly email: string } | { readonly team: TeamName };

interface Owners {
  /** The file; null where the base has none. */
  readonly text: string | null;
  /** By path who owns it, and by which line; null where nobody does. */
  readonly of: Readonly<
    Record<Path, { readonly line: number; readonly owners: readonly Owner[] } | null>
  >;
}

const login = (name: string): Owner => ({ login: name });

function everywhere(text: string, ...owners: readonly Owner[]): Owners {
  const one = { line: 1, owners };
  return { text, of: { 'pay/a.yaml': one, 'bank/b.yaml': one } };
}

/** What each file means is written down here by hand, beside it. */
export const OWNERS = {
  pair: everywhere(
    '* @ana @bea @olga @ada\n',
    login('ana'),
    login('bea'),
    login('olga'),
    login('ada'),
  ),
  team: everywhere('* @acme/leads @hal\n', { team: 'acme/leads' }, login('hal')),
  lines: {
    text: '/pay/ @ana @hal @acme/leads\n/bank/ @bea @cyd @ana\n',
    of: {
      'pay/a.yaml': { line: 1, owners: [login('ana'), login('hal'), { team: 'acme/leads' }] },
      'bank/b.yaml': { line: 2, owners: [login('bea'), login('cyd'), login('ana')] },
    },
  },
  mail: everywhere(
    '* dan@example.com @gus @hal @coder @ana-too @bea\n',
    { email: 'dan@example.com' },
    login('gus'),
    login('hal'),
    login('coder'),
    login('ana-too'),
    login('bea'),
  ),
  twice: everywhere('* @ana @ana-too\n', login('ana'), login('ana-too')),
  solo: everywhere('* @ana\n', login('ana')),
  elsewhere: { text: '/docs/ @ana\n', of: { 'pay/a.yaml': null, 'bank/b.yaml': null } },
  unowned: {
    text: '* @ana @bea\n/pay/\n',
    of: { 'pay/a.yaml': null, 'bank/b.yaml': { line: 1, owners: [login('ana'), login('bea')] } },
  },
  none: { text: null, of: { 'pay/a.yaml': null, 'bank/b.yaml': null } },
  reserve: everywhere(
    '* @zoe @yan @xia @acme/north @acme/south\n',
    login('zoe'),
    login('yan'),
    login('xia'),
    { team: 'acme/north' },
    { team: 'acme/south' },
  ),
} as const satisfies Readonly<Record<string, Owners>>;

export type OwnersName = keyof typeof OWNERS;

export function ownersOfPath(name: OwnersName, path: Path): Owners['of'][Path] {
  return OWNERS[name].of[path];
}

function read(text: string): OwnershipBasis & { readonly bytes: Uint8Array } {
  const bytes = new TextEncoder().encode(text);
  return { path: 'CODEOWNERS', codeowners: parseCodeowners(bytes), bytes };
}

const ready = new Map(
  Object.entries(OWNERS).map(([name, { text }]) => [name, text === null ? null : read(text)]),
);

export function ownershipOf(name: OwnersName) {
  return ready.get(name) ?? null;
}
