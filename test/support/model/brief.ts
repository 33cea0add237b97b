import { evaluate } from '../../../src/core/evaluate.ts';
import { factsOf } from './facts.ts';
import { versionOf } from './version.ts';
import { answer, reason } from './words.ts';
import type { World } from './world.ts';

/** What the program shows to a reviewer. */
export interface ShownBrief {
  readonly digest: string;
  /** Ids of what is asked: the questions, then the sections. */
  readonly asked: readonly string[];
}

/** By version: one version is one brief, in whatever state of the world it is read. */
const shown = new Map<string, ShownBrief>();

export function readBrief(world: World): ShownBrief {
  const version = versionOf(world);
  const found = shown.get(version);
  if (found !== undefined) return found;
  const { brief, demands } = evaluate(factsOf(world));
  const made = {
    digest: brief.digest,
    asked: [...brief.questions.map(({ id }) => id), ...demands.sections],
  };
  shown.set(version, made);
  return made;
}

/** Null where nobody has read that version yet. */
export function briefOfVersion(version: string): ShownBrief | null {
  return shown.get(version) ?? null;
}

export interface BodyParts {
  readonly digests: readonly string[];
  readonly head: string | null;
  readonly incidents: readonly string[];
  /** Number of the words; null: nothing but "LGTM". */
  readonly words: number | null;
  readonly asked: readonly string[];
  /** How many of what is asked, from the last, have no answer. */
  readonly unanswered: number;
}

export function bodyOf(parts: BodyParts): string {
  const { words } = parts;
  const answered = parts.asked.slice(0, parts.asked.length - parts.unanswered);
  return [
    ...parts.digests.map((digest) => `Brief: ${digest}`),
    ...(parts.head === null ? [] : [`Head: ${parts.head}`]),
    ...parts.incidents.map((incident) => `Break-glass: ${incident}`),
    '',
    words === null ? 'LGTM' : reason(words),
    '',
    ...(words === null ? [] : answered.map((id, at) => `${id}: ${answer(words, at)}`)),
  ].join('\n');
}
