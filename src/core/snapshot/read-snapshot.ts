import type { Diagnostic } from '../diagnostic.ts';
import { validateDocument } from '../schema/validate.ts';
import { parseYaml } from '../yaml/parse.ts';
import { snapshot, type Snapshot } from './snapshot.ts';

export interface SnapshotReading {
  readonly snapshot: Snapshot | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a snapshot file. It is JSON; reading it as YAML gives every problem its line and column. */
export function readSnapshot(path: string, bytes: Uint8Array): SnapshotReading {
  const parsed = parseYaml(escapeInvisible(bytes));
  const document = parsed.documents[0];
  const problem = parsed.problems[0] ?? document?.problems[0];
  if (problem !== undefined || parsed.lines === null || document?.root?.kind !== 'mapping')
    return {
      snapshot: null,
      diagnostics: [
        {
          code: 'snapshot-invalid',
          severity: 'error',
          message: `\`${path}\` is no snapshot: ${problem?.message ?? 'it holds no JSON object'}`,
          help: 'write one in the form of `schema/snapshot.v1.json`',
        },
      ],
    };
  const { value, diagnostics } = validateDocument(
    document.root,
    { path, side: 'head', lines: parsed.lines },
    snapshot,
    { unknownKey: 'snapshot-invalid', invalid: 'snapshot-invalid' },
  );
  return { snapshot: value, diagnostics };
}

const INVISIBLE = /[\u007f-\u009f\u2028\u2029\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * People write emoji and invisible characters in reviews, and JSON may hold them as they are. In
 * JSON every character beyond ASCII stands inside a string, where its escape means the same.
 */
function escapeInvisible(bytes: Uint8Array): Uint8Array {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
  return new TextEncoder().encode(
    text.replace(INVISIBLE, (character) =>
      Array.from(
        { length: character.length },
        (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
      ).join(''),
    ),
  );
}
