import {
  compileOwners,
  ownersOf,
  ownersOfSubmodule,
  type OwnershipAnswer,
} from './codeowners-match.ts';
import type { Codeowners, SkippedLine } from './codeowners-model.ts';

/** One path somebody asks about, repository-relative. */
export interface AskedPath {
  readonly path: string;
  /** False where the name is no UTF-8 and `path` spells its bytes as `\xNN`. */
  readonly decodable: boolean;
  /** What the base has there; `file` also for what it does not have yet. */
  readonly kind: 'file' | 'submodule' | 'directory';
}

/** Who decides about one path, in words. */
export interface OwnersAnswer {
  readonly status: OwnershipAnswer['status'];
  /** As written; empty unless `owned`. Any one of them may approve. */
  readonly owners: readonly string[];
  /** The line that decides, and its text. */
  readonly line: number | null;
  readonly text: string | null;
  /** Why nobody may approve, and what to do about it; null for `owned`. */
  readonly reason: string | null;
  readonly help: string | null;
}

export interface PathAnswer {
  readonly path: string;
  readonly answer: OwnersAnswer;
  /** Both answers for a submodule, where two lines decide: both must be satisfied. */
  readonly submodule: { readonly entry: OwnersAnswer; readonly inside: OwnersAnswer } | null;
}

/** What `jitl owners` found out. */
export interface OwnersReport {
  /** The revision that was looked at; null where there is no repository. */
  readonly base: { readonly name: string; readonly commit: string } | null;
  /** Where the rules stand. */
  readonly file: string;
  /** In the order in which they were asked for. */
  readonly paths: readonly PathAnswer[];
  readonly skipped: readonly SkippedLine[];
}

/** Where the rules stand, and whether only a change of the base branch can change them. */
export interface RulesFile {
  readonly path: string;
  readonly onBase: boolean;
}

/**
 * Answers for every path, in order. A file name that is no UTF-8, a directory, and a submodule that
 * two lines decide have no single answer: they are `ambiguous`, for that is the one word that
 * nobody takes for permission.
 */
export function answerPaths(
  file: RulesFile,
  codeowners: Codeowners,
  asked: readonly AskedPath[],
): readonly PathAnswer[] {
  const matcher = compileOwners(codeowners.rules);
  // One object for a rule: a hundred thousand paths share a few hundred answers.
  const known = new Map<OwnershipAnswer, OwnersAnswer>();
  const inWords = (found: OwnershipAnswer): OwnersAnswer => {
    const answer = known.get(found) ?? describe(file, found);
    known.set(found, answer);
    return answer;
  };
  return asked.map(({ path, decodable, kind }) => {
    if (!decodable) return { path, answer: undecodable, submodule: null };
    if (kind === 'directory') return { path, answer: directory, submodule: null };
    if (kind === 'file') return { path, answer: inWords(ownersOf(matcher, path)), submodule: null };
    const [entry, inside] = ownersOfSubmodule(matcher, path).map(inWords);
    if (entry === undefined || inside === undefined || entry === inside)
      return { path, answer: entry ?? undecodable, submodule: null };
    return { path, answer: twoAnswers(entry, inside), submodule: { entry, inside } };
  });
}

function describe(file: RulesFile, found: OwnershipAnswer): OwnersAnswer {
  const place = file.onBase ? `${file.path} on the base branch` : file.path;
  if (found.status === 'unmatched')
    return without('unmatched', {
      reason: `no line of ${file.path} matches, so nobody has authority`,
      help: `add a line for it to ${place}`,
    });
  const { line, text, owners } = found.rule;
  if (found.status === 'owned')
    return {
      status: 'owned',
      owners: owners.map((owner) => owner.text),
      line,
      text,
      reason: null,
      help: null,
    };
  const words =
    found.status === 'unowned'
      ? {
          reason: `line ${line} names no owner, so nobody has authority`,
          help: `name an owner in line ${line} of ${place}, or add a line for it further down`,
        }
      : {
          reason: `line ${line} can be read in more than one way: ${found.reason}`,
          help: `give line ${line} of ${place} one meaning, or add a line for it further down`,
        };
  return { ...without(found.status, words), line, text };
}

const undecodable = without('ambiguous', {
  reason: 'the name is not valid UTF-8, and GitHub does not say how it reads such a name',
  help: 'rename the file',
});

const directory = without('ambiguous', {
  reason: 'it is a directory at the base, and each file in it has an answer of its own',
  help: 'ask for its files: `git ls-files -z -- DIRECTORY | jitl owners --stdin -z`',
});

function twoAnswers(entry: OwnersAnswer, inside: OwnersAnswer): OwnersAnswer {
  return without('ambiguous', {
    reason: `it is a submodule: as an entry ${brief(entry)}, and for what is inside ${brief(inside)}`,
    help:
      entry.status === 'owned' && inside.status === 'owned'
        ? 'somebody of each line has to approve'
        : 'add a line that matches the entry and what is inside it, such as `/path/of/it @owner`',
  });
}

function brief({ status, line }: OwnersAnswer): string {
  if (line === null) return 'no line matches';
  return status === 'owned' ? `line ${line} decides` : `line ${line} leaves it ${status}`;
}

function without(
  status: OwnersAnswer['status'],
  words: { readonly reason: string; readonly help: string },
): OwnersAnswer {
  return { status, owners: [], line: null, text: null, ...words };
}
