import { compareFacts } from '../../src/core/compare-facts.ts';
import { digestText } from '../../src/core/digest.ts';
import {
  readChangedFileBy,
  type ChangedFile,
  type FileContent,
} from '../../src/core/manifest/changed-files.ts';
import type { Manifest } from '../../src/core/manifest/object.ts';
import { readManifest } from '../../src/core/manifest/read-manifest.ts';
import type { Basis } from '../../src/core/policy/basis.ts';
import { assess } from '../../src/core/risk/assess.ts';
import type { Assessment } from '../../src/core/risk/assessment.ts';
import type { Files } from './judge-files.ts';

const encoder = new TextEncoder();
const NOW = Date.parse('2026-11-25T10:00:00Z');

/** From files to the assessment, as the program goes, without what comes after it. */
export interface FileRater {
  readonly rate: (base: Files, head: Files) => Assessment;
}

/** Files that are met again are read once. */
export function fileRater(basis: Basis): FileRater {
  const read = new Map<string, Manifest>();
  const manifestOf: typeof readManifest = (source) => {
    const key = `${source.side} ${source.path} ${digestText(new TextDecoder().decode(source.bytes))}`;
    const known = read.get(key) ?? readManifest(source);
    read.set(key, known);
    return known;
  };
  const content = (text: string | undefined): FileContent | null =>
    text === undefined
      ? null
      : {
          mode: '100644',
          oid: '0'.repeat(40),
          content: { kind: 'bytes', bytes: encoder.encode(text) },
        };
  return {
    rate: (base, head) => {
      const paths = [...new Set([...Object.keys(base), ...Object.keys(head)])].sort();
      const changed = paths
        .filter((path) => base[path] !== head[path])
        .map((path): ChangedFile => ({
          path,
          decodable: true,
          base: content(base[path]),
          head: content(head[path]),
        }));
      const context = paths
        .filter((path) => base[path] === head[path])
        .map((path) => manifestOf({ path, side: 'head', bytes: encoder.encode(head[path] ?? '') }));
      const facts = {
        changed: changed.map((file) => readChangedFileBy(file, manifestOf)),
        context,
        contextMissing: [],
        controlPlane: [],
      };
      return assess({ ...compareFacts(facts), basis, now: NOW });
    },
  };
}
