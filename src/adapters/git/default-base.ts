import { JitlError } from '../../errors.ts';
import { resolveRevision, type Resolved } from './revisions.ts';
import type { Session } from './session.ts';

/**
 * The branch that a change would land on if nobody says: the upstream's default branch as the
 * clone recorded it, else the usual names, upstream before local (a local `main` may be old).
 */
export async function resolveDefaultBase(session: Session): Promise<Resolved> {
  const names = [
    'refs/remotes/origin/HEAD',
    ...(await onlyRemoteHead(session)),
    'refs/remotes/origin/main',
    'refs/remotes/origin/master',
    'refs/heads/main',
    'refs/heads/master',
  ];
  for (const name of names) {
    const target = await session.refs.lookup(name);
    if (target !== null && target.oid !== null) return resolveRevision(session, target.name);
  }
  throw new JitlError('base-unknown', 'there is no upstream default branch and no main or master', {
    help: 'name what the change would land on with `--base REV`',
  });
}

async function onlyRemoteHead(session: Session): Promise<readonly string[]> {
  const refs = await session.refs.list('refs/remotes/');
  const remotes = new Set(refs.map((name) => name.split('/')[2] ?? ''));
  return remotes.size === 1 ? [`refs/remotes/${[...remotes].join('')}/HEAD`] : [];
}
