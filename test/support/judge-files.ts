import { readFileSync, readdirSync } from 'node:fs';

import { evaluate, type GatheredFacts } from '../../src/core/evaluate.ts';
import { readChangedFile, type FileContent } from '../../src/core/manifest/changed-files.ts';
import { readManifest } from '../../src/core/manifest/read-manifest.ts';
import { parseCodeowners } from '../../src/core/ownership/codeowners-parse.ts';
import type { Basis } from '../../src/core/policy/basis.ts';
import { isPolicyTest, readBasis } from '../../src/core/policy/read-basis.ts';
import type { BasisSource } from '../../src/core/policy/read-documents.ts';
import { digestText } from '../../src/core/digest.ts';
import type { JudgedVerdict } from '../../src/core/verdict.ts';

/** Text by path. */
export type Files = Readonly<Record<string, string>>;

const POLICIES = new URL('../../policies/', import.meta.url);

/** The policies that ship, read as the program reads them. */
export function shippedSources(): readonly BasisSource[] {
  return readdirSync(POLICIES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml') && !isPolicyTest(name))
    .sort()
    .map((name) => ({
      path: `jitl:${name}`,
      side: 'base' as const,
      bytes: new Uint8Array(readFileSync(new URL(name, POLICIES))),
    }));
}

export function shippedBasis(): Basis {
  const { basis, diagnostics } = readBasis(shippedSources(), []);
  if (basis === null) throw new Error(JSON.stringify(diagnostics));
  return basis;
}

const encoder = new TextEncoder();

function content(text: string | undefined): FileContent | null {
  if (text === undefined) return null;
  return {
    mode: '100644',
    oid: digestText(text).slice('sha256:'.length),
    content: { kind: 'bytes', bytes: encoder.encode(text) },
  };
}

type MoreFacts = Partial<GatheredFacts> & { readonly basis: Basis };

/** What the program would decide about two sets of files, without git: the pure part alone. */
export function judgeFiles(base: Files, head: Files, more: MoreFacts): JudgedVerdict {
  return evaluate(gatherFiles(base, head, more));
}

/** The facts that the program would gather of two sets of files. */
export function gatherFiles(base: Files, head: Files, more: MoreFacts): GatheredFacts {
  const paths = [...new Set([...Object.keys(base), ...Object.keys(head)])];
  const changed = paths
    .filter((path) => base[path] !== head[path])
    .map((path) =>
      readChangedFile({
        path,
        decodable: true,
        base: content(base[path]),
        head: content(head[path]),
      }),
    );
  const same = paths.filter((path) => base[path] === head[path]);
  const owners = encoder.encode('* @owner\n');
  return {
    subject: {
      repository: null,
      pullRequest: null,
      base: { name: 'main', commit: '0'.repeat(40) },
      head: { name: 'change', commit: '1'.repeat(40), workingTree: false },
    },
    changed,
    context: same.map((path) =>
      readManifest({ path, side: 'head', bytes: encoder.encode(head[path] ?? '') }),
    ),
    contextMissing: [],
    controlPlane: [],
    controlPlaneProblems: [],
    ownership: { path: 'CODEOWNERS', codeowners: parseCodeowners(owners), bytes: owners },
    conflicts: null,
    commits: [],
    snapshot: null,
    assumed: new Set(),
    intermediate: [],
    notes: [],
    diagnostics: [],
    now: Date.parse('2026-11-25T10:00:00Z'),
    ...more,
  };
}
