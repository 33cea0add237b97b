import type { OwnerRule } from './codeowners-model.ts';
import { buildTrie, lastMatch, type Trie } from './codeowners-trie.ts';

/** Rules compiled once, to be asked about many paths. */
export interface OwnerMatcher {
  /** Remembers the last path, which changes the time of an answer and never the answer. */
  readonly trie: Trie;
  readonly answers: readonly OwnershipAnswer[];
}

/**
 * Who decides about a path. Only `owned` can be approved: `unowned` (a line took ownership away),
 * `unmatched` (no line says anything) and `ambiguous` block a gated path.
 */
export type OwnershipAnswer =
  | { readonly status: 'owned'; readonly rule: OwnerRule }
  | { readonly status: 'unowned'; readonly rule: OwnerRule }
  | { readonly status: 'unmatched' }
  | { readonly status: 'ambiguous'; readonly rule: OwnerRule; readonly reason: string };

const unmatched: OwnershipAnswer = { status: 'unmatched' };

/** Only patterns that match any name match this one: NUL is in no path and in no usable file. */
const anyName = '\0\0\0';

/** Compiles the rules of one file, in the order of the file. */
export function compileOwners(rules: readonly OwnerRule[]): OwnerMatcher {
  return { trie: buildTrie(rules.map((rule) => rule.readings)), answers: rules.map(answerOf) };
}

/**
 * The line that decides about a repository-relative path: the last that matches (D). An ambiguous
 * line stands under every pattern it may mean: as the last one it blocks, whether it would give
 * the path an owner or take it away; before a later, certain line it changes nothing.
 */
export function ownersOf(matcher: OwnerMatcher, path: string): OwnershipAnswer {
  return matcher.answers[lastMatch(matcher.trie, path)] ?? unmatched;
}

/**
 * A submodule is a file in one view and a directory in the other: it needs the owners of both
 * answers, those of the entry itself and those of whatever is inside it.
 */
export function ownersOfSubmodule(
  matcher: OwnerMatcher,
  path: string,
): readonly [OwnershipAnswer, OwnershipAnswer] {
  return [ownersOf(matcher, path), ownersOf(matcher, `${path}/${anyName}`)];
}

function answerOf(rule: OwnerRule): OwnershipAnswer {
  if (rule.ambiguous !== null) return { status: 'ambiguous', rule, reason: rule.ambiguous };
  return { status: rule.owners.length > 0 ? 'owned' : 'unowned', rule };
}
