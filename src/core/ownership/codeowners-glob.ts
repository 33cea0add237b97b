/** One pattern segment as code points, with wildcards as negative numbers: no escapes are left. */
type Atoms = readonly number[];

/** `*`: any characters of one segment, none included. */
export const anyRun = -1;

/** `?`: one character. */
export const anyOne = -2;

/** One step of a pattern: a name, any one name, some names, or any number of names. */
export type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'glob'; readonly glob: Glob }
  | { readonly kind: 'deep' };

/** A segment with wildcards, prepared for matching. */
export interface Glob {
  /** Equal keys match equally: the trie shares their edge. */
  readonly key: string;
  readonly prefix: string;
  readonly middles: readonly string[];
  readonly suffix: string;
  /** Code units that the literal parts need: prefix and suffix must not overlap. */
  readonly shortest: number;
  /** Only for a glob with `?`, which cannot be cut into literal pieces. */
  readonly atoms: Atoms | null;
}

/** `**` is a step of its own only when it is the whole segment; `a**b` is `a*b` (S). */
export function segmentOf(atoms: Atoms): Segment {
  if (atoms.every((atom) => atom >= 0)) return { kind: 'literal', text: textOf(atoms) };
  if (atoms.every((atom) => atom === anyRun)) return { kind: atoms.length === 1 ? 'any' : 'deep' };
  return { kind: 'glob', glob: compileGlob(atoms) };
}

/**
 * Whether a name matches, in at most |name| × |glob| steps. Nothing is ever tried twice beyond
 * the last `*`, because the leftmost place for a piece is never worse than a later one.
 */
export function globMatches(glob: Glob, name: string): boolean {
  if (name.length < glob.shortest) return false;
  if (glob.atoms !== null) return atomsMatch(glob.atoms, name);
  if (!name.startsWith(glob.prefix) || !name.endsWith(glob.suffix)) return false;
  const limit = name.length - glob.suffix.length;
  let from = glob.prefix.length;
  for (const piece of glob.middles) {
    const at = name.indexOf(piece, from);
    if (at === -1 || at + piece.length > limit) return false;
    from = at + piece.length;
  }
  return true;
}

function compileGlob(written: Atoms): Glob {
  const atoms = written.filter((atom, at) => atom !== anyRun || written[at - 1] !== anyRun);
  const key = atoms.join(' ');
  if (atoms.includes(anyOne)) {
    const shortest = atoms.filter((atom) => atom !== anyRun).length;
    return { key, prefix: '', middles: [], suffix: '', shortest, atoms };
  }
  const pieces: string[] = [];
  let start = 0;
  for (let at = atoms.indexOf(anyRun); at !== -1; at = atoms.indexOf(anyRun, start)) {
    pieces.push(textOf(atoms.slice(start, at)));
    start = at + 1;
  }
  const suffix = textOf(atoms.slice(start));
  const shortest = pieces.reduce((sum, piece) => sum + piece.length, suffix.length);
  return { key, prefix: pieces[0] ?? '', middles: pieces.slice(1), suffix, shortest, atoms: null };
}

/** The two-pointer match: on a mismatch only the last `*` takes one character more. */
function atomsMatch(atoms: Atoms, name: string): boolean {
  // `?` is one character, not one half of a surrogate pair.
  const points = Array.from(name, (character) => character.codePointAt(0));
  let atomAt = 0;
  let pointAt = 0;
  let lastRun = -1;
  let retryAt = 0;
  while (pointAt < points.length) {
    const atom = atoms[atomAt];
    if (atom === anyRun) {
      lastRun = atomAt;
      retryAt = pointAt;
      atomAt += 1;
    } else if (atom === anyOne || (atom !== undefined && atom === points[pointAt])) {
      atomAt += 1;
      pointAt += 1;
    } else if (lastRun !== -1) {
      retryAt += 1;
      pointAt = retryAt;
      atomAt = lastRun + 1;
    } else {
      return false;
    }
  }
  while (atoms[atomAt] === anyRun) atomAt += 1;
  return atomAt === atoms.length;
}

/** Not `fromCodePoint(...atoms)`: a line of megabytes would overflow the call stack. */
function textOf(atoms: Atoms): string {
  return atoms.map((atom) => String.fromCodePoint(atom)).join('');
}
