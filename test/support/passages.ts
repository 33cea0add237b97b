import { digestText } from '../../src/core/digest.ts';
import {
  readChangedFile,
  type ChangedManifest,
  type FileContent,
} from '../../src/core/manifest/changed-files.ts';
import { readManifest } from '../../src/core/manifest/read-manifest.ts';
import { findPassing, type PassingFinding } from '../../src/core/passage/judge-passages.ts';
import type { Basis } from '../../src/core/policy/basis.ts';
import { judgeFiles, type Files } from './judge-files.ts';

const encoder = new TextEncoder();

function content(text: string | undefined): FileContent | null {
  if (text === undefined) return null;
  return {
    mode: '100644',
    oid: digestText(text).slice('sha256:'.length),
    content: { kind: 'bytes', bytes: encoder.encode(text) },
  };
}

/** What a linear history of states, named `step-0` and so on, holds that does not land. */
export function findIn(history: {
  readonly base: Files;
  readonly steps: readonly Files[];
  readonly head: Files;
  readonly basis: Basis;
}): readonly PassingFinding[] {
  const { base, steps, head, basis } = history;
  const all = [base, ...steps, head];
  const paths = [...new Set(all.flatMap((files) => Object.keys(files)))];
  const changing = paths.filter((path) => all.some((files) => files[path] !== base[path]));
  const between = (from: Files, to: Files): readonly ChangedManifest[] =>
    changing.map((path) =>
      readChangedFile({
        path,
        decodable: true,
        base: content(from[path]),
        head: content(to[path]),
      }),
    );
  const { changes, assessment } = judgeFiles(base, head, { basis });
  return findPassing({
    revisions: steps.map((step, at) => ({
      commit: `step-${at}`,
      changed: between(base, step),
      beyond: between(head, step),
      controlPlane: [],
      context: [],
      contextMissing: [],
    })),
    // As the program has it: also files that land as they were and that a step changes.
    context: paths
      .filter((path) => base[path] === head[path])
      .flatMap((path) => {
        const text = head[path];
        return text === undefined
          ? []
          : [readManifest({ path, side: 'head', bytes: encoder.encode(text) })];
      }),
    final: { changes, assessment },
    basis,
    now: Date.parse('2026-11-25T10:00:00Z'),
  });
}
