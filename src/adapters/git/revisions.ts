import { JitlError } from '../../errors.ts';
import type { Commit } from './commit.ts';
import { isObjectId } from './object-format.ts';
import { quoted } from './printable.ts';
import { isRefName, type RefTarget } from './refs.ts';
import { parseExpression } from './rev-parse.ts';
import type { Session } from './session.ts';
import { isShallow, peelToCommit, shallowClone } from './store.ts';
import { closest } from './suggest.ts';

/** A revision that has been found, its commit read and checked. */
export interface Resolved {
  /** A full ref name, or what was typed. */
  readonly name: string;
  readonly commit: Commit;
}

interface Candidate {
  readonly name: string;
  readonly oid: string;
}

/** Where a short name is looked for. Git silently prefers the tag; here all of them must agree. */
const homes = ['refs/heads/', 'refs/remotes/', 'refs/tags/', 'refs/'] as const;

/**
 * Finds the commit that a typed revision means. Foreign text never becomes an argument of git: a
 * name is looked up as a file, an expression such as `main~2` is asked of the reader by id, and
 * a branch that is called `--output=x` is a name like any other.
 */
export async function resolveRevision(session: Session, text: string): Promise<Resolved> {
  if (text === '' || text.length > 1024 || /[\p{Cc}]/u.test(text)) throw unknown(text);
  // Only reflogs and text searches over all refs need the other repository itself.
  if (text.includes('@{') || text.startsWith(':/') || /^[A-Z]+_HEAD$/.test(text)) {
    const oid = await parseExpression(session, text);
    return asCommit(session, text, oid === null ? [] : [{ name: text, oid }]);
  }
  const split = text.search(/[~^]/);
  if (split === -1) return asCommit(session, text, await candidatesFor(session, text));
  const suffix = text.slice(split);
  // `^@`, `^!` and ranges are sets of commits, `^{tree}` is none: the reader says so.
  if (split === 0 || !/^(?:~\d{0,9}|\^\d{0,9}|\^\{[^{}]*\})+$/.test(suffix)) throw unknown(text);
  const start = await asCommit(session, text, await candidatesFor(session, text.slice(0, split)));
  const answer = await session.store.batch.info(start.commit.oid + suffix);
  const oid = answer.kind === 'info' && answer.type === 'commit' ? answer.oid : null;
  return asCommit(session, text, oid === null ? [] : [{ name: text, oid }]);
}

/** What `HEAD` is; an error in a repository without a commit. */
export async function resolveHead(session: Session): Promise<Resolved> {
  const target = await session.refs.lookup('HEAD');
  if (target === null || target.oid === null) {
    const branch = target === null ? 'HEAD' : target.name;
    throw new JitlError('revision-unknown', `${quoted(branch)} has no commit yet`, {
      help: 'commit something first, or name a revision with `--head REV`',
    });
  }
  return asCommit(session, 'HEAD', [{ name: target.name, oid: target.oid }]);
}

async function candidatesFor(session: Session, name: string): Promise<readonly Candidate[]> {
  // An id is an id, even where somebody has made a branch that is called like it.
  if (isObjectId(session.place.objectFormat, name)) return [{ name, oid: name }];
  if (name === 'HEAD' || name === '@') {
    const { name: ref, commit } = await resolveHead(session);
    return [{ name: ref, oid: commit.oid }];
  }
  if (name.startsWith('refs/')) return found([await session.refs.lookup(name)], [name]);
  const names = homes.map((home) => home + name).filter((full) => isRefName(full));
  names.push(...[`refs/remotes/${name}/HEAD`].filter((full) => isRefName(full)));
  const targets = await Promise.all(names.map((full) => session.refs.lookup(full)));
  return [...found(targets, names), ...(await abbreviated(session, name))];
}

function found(
  targets: readonly (RefTarget | null)[],
  names: readonly string[],
): readonly Candidate[] {
  return targets.flatMap((target, at) =>
    target === null || target.oid === null
      ? []
      : [{ name: names[at] ?? target.name, oid: target.oid }],
  );
}

async function abbreviated(session: Session, name: string): Promise<readonly Candidate[]> {
  if (!/^[0-9a-f]{4,63}$/.test(name)) return [];
  const answer = await session.store.batch.info(`${name}^{commit}`);
  if (answer.kind === 'ambiguous') {
    throw new JitlError(
      'revision-ambiguous',
      `several commits have an id that begins ${quoted(name)}`,
      {
        help: 'type more digits of the id',
      },
    );
  }
  return answer.kind === 'info' ? [{ name: answer.oid, oid: answer.oid }] : [];
}

/** One commit, or an error: nothing found, or names of one spelling that mean different commits. */
async function asCommit(
  session: Session,
  text: string,
  candidates: readonly Candidate[],
): Promise<Resolved> {
  const resolved: Resolved[] = [];
  for (const { name, oid } of candidates) {
    const commit = await peelToCommit(session.store, oid);
    if (commit !== null) resolved.push({ name, commit });
  }
  const [first, ...others] = resolved;
  if (first === undefined) {
    if (await isShallow(session.place)) throw shallowClone();
    throw unknown(text, await similarNames(session, text));
  }
  if (others.some((other) => other.commit.oid !== first.commit.oid)) {
    const names = resolved.map((one) => quoted(one.name));
    throw new JitlError('revision-ambiguous', `${quoted(text)} means several revisions`, {
      help: `type one of ${names.join(', ')}`,
    });
  }
  return first;
}

async function similarNames(session: Session, text: string): Promise<readonly string[]> {
  const lists = await Promise.all(homes.slice(0, 3).map((home) => session.refs.list(home)));
  return closest(
    text,
    lists.flat().map((name) => name.replace(/^refs\/(?:heads|remotes|tags)\//, '')),
  );
}

function unknown(text: string, similar: readonly string[] = []): JitlError {
  const help =
    similar.length > 0
      ? `did you mean ${similar.map((name) => quoted(name)).join(' or ')}`
      : 'type a branch, a tag or an id; `git branch --all` lists branches, `git fetch` gets new ones';
  return new JitlError('revision-unknown', `there is no commit ${quoted(text)}`, { help });
}
