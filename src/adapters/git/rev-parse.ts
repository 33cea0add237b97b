import type { Place } from './discover.ts';
import type { OwnRepository } from './own-repository.ts';
import type { Refs } from './refs.ts';
import { runGit } from './run.ts';

type Where = { readonly own: OwnRepository; readonly place: Place };

/**
 * The one command that runs with the other git directory, because reflogs (`main@{1}`), upstreams
 * (`@{u}`) and searches (`:/text`) exist only there. Of that directory's configuration `rev-parse`
 * executes nothing: it is given no index (so no fsmonitor), writes no ref (so no hook), shows no
 * commit (so no gpg program, pager or textconv), and where an object is missing, fetching is off.
 * What it says is taken as an id and nothing else; the commit with that id is read and hashed like
 * all others. Which id it is rests on the reflogs and on commits that only git has read.
 */
export async function parseExpression(where: Where, text: string): Promise<string | null> {
  // `^x` is a negation and `a..b` a range, which `--verify` would print in a form of their own.
  if (text.startsWith('^')) return null;
  const { exitCode, stdout } = await runGit(where.own, {
    gitDirectory: where.place.gitDirectory,
    args: ['rev-parse', '--verify', '--quiet', '--end-of-options', text],
    answers: [1, 128],
  });
  const oid = /^([0-9a-f]{40}|[0-9a-f]{64})\n$/.exec(stdout.toString('latin1'))?.[1];
  return exitCode === 0 ? (oid ?? null) : null;
}

/** Refs that are no files (`reftable`): one process for each name, and no list. */
export function openForeignRefs(where: Where): Refs {
  return {
    lookup: async (name) => {
      const oid = await parseExpression(where, name);
      return oid === null ? null : { name, oid };
    },
    list: () => Promise.resolve([]),
  };
}
