import { LENGTH_LIMIT } from './own-lines.ts';
import { readRationale, wholeText, type Topics } from './rationale-text.ts';
import { comparableWords, containment, resemblance, shingles } from './similarity.ts';

/** A text that a rationale must not repeat. */
export interface TextSource {
  /** A rationale of the same person, another review of this change, or what both are about. */
  readonly kind: 'earlier' | 'review' | 'brief' | 'proposal';
  /** What it is called in messages. */
  readonly label: string;
  readonly text: string;
}

export interface NearDuplicate {
  readonly kind: TextSource['kind'];
  readonly label: string;
  /** From 0 to 1: resemblance, or for brief and proposal containment. */
  readonly similarity: number;
}

/** Another rationale is repeated from this resemblance on (`docs/rationale.md` has the figures). */
export const RESEMBLANCE_BOUND = 0.6;
/** Brief or proposal is pasted when this much of the rationale is in it. */
export const CONTAINMENT_BOUND = 0.5;
/** Fewer shingles are a phrase that two people may both use. */
const LEAST_SHINGLES = 8;
/** More texts are not compared, so that the cost is bounded. */
const SOURCE_LIMIT = 200;

/** The source that a rationale repeats most, or null where it repeats none. Linear in the texts. */
export function findNearDuplicate(
  body: string,
  sources: readonly TextSource[],
  asked: Topics,
): NearDuplicate | null {
  const ours = shingles(asked.questions.flatMap(({ text }) => comparableWords(text)));
  const own = without(shingles(comparableWords(readRationale(body, asked).own)), ours);
  if (own.size < LEAST_SHINGLES) return null;
  let most: NearDuplicate | null = null;
  for (const source of sources.slice(0, SOURCE_LIMIT)) {
    const found = compare(own, ours, source, asked);
    if (found !== null && found.similarity > (most?.similarity ?? 0)) most = found;
  }
  return most;
}

function compare(
  own: ReadonlySet<string>,
  ours: ReadonlySet<string>,
  { kind, label, text }: TextSource,
  asked: Topics,
): NearDuplicate | null {
  const cut = text.slice(0, LENGTH_LIMIT);
  const written = kind === 'earlier' || kind === 'review';
  const words = comparableWords(written ? readRationale(cut, asked).own : wholeText(cut));
  const theirs = without(shingles(words), ours);
  const similarity = written ? resemblance(own, theirs) : containment(own, theirs);
  const bound = written ? RESEMBLANCE_BOUND : CONTAINMENT_BOUND;
  return similarity >= bound ? { kind, label, similarity } : null;
}

/** The tool's own questions are nobody's copy. */
function without(set: ReadonlySet<string>, left: ReadonlySet<string>): ReadonlySet<string> {
  return left.size === 0 ? set : new Set([...set].filter((shingle) => !left.has(shingle)));
}
