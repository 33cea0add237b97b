import { controlPlaneFiles } from '../../src/core/control-plane-files.ts';
import {
  briefDocument,
  digestBrief,
  type BriefDocument,
  type BriefInput,
} from '../../src/core/brief/digest-brief.ts';
import { digestBytes, digestText } from '../../src/core/digest.ts';
import { evaluate } from '../../src/core/evaluate.ts';
import type { CommitText } from '../../src/core/judgment/contributors.ts';
import { readChangedFile, type FileContent } from '../../src/core/manifest/changed-files.ts';
import { readManifest } from '../../src/core/manifest/read-manifest.ts';
import { parseCodeowners } from '../../src/core/ownership/codeowners-parse.ts';
import type { Basis } from '../../src/core/policy/basis.ts';
import { readBasis } from '../../src/core/policy/read-basis.ts';
import { readSnapshot } from '../../src/core/snapshot/read-snapshot.ts';
import type { JudgedVerdict } from '../../src/core/verdict.ts';
import { shippedSources } from './judge-files.ts';

/** A file of one side: its text, or what else stands at the path. */
export type StoryFile =
  string | { readonly mode: string; readonly text?: string; readonly bytes?: Uint8Array };
export type StoryFiles = Readonly<Record<string, StoryFile>>;

/** What a pull request and the rules at its base are, for the pure part of the program. */
export interface Story {
  readonly base: StoryFiles;
  readonly head: StoryFiles;
  /** Unchanged files that were read for context. */
  readonly context: Readonly<Record<string, string>>;
  /** Files under `.jitl/` of the base. */
  readonly rules: Readonly<Record<string, string>>;
  readonly codeowners: { readonly path: string; readonly text: string } | null;
  /** As JSON text, so that its form is part of the story; null for a run without one. */
  readonly snapshot: string | null;
  readonly commits: readonly CommitText[];
  readonly baseCommit: string;
  readonly notes: readonly string[];
  readonly now: string;
}

export interface Told {
  readonly verdict: JudgedVerdict;
  readonly digest: string;
  readonly document: BriefDocument;
}

const encoder = new TextEncoder();

/** The verdict, and the document that its brief's digest is of. */
export function tell(story: Story): Told {
  const basis = basisOf(story.rules);
  const snapshot = snapshotOf(story);
  const files = [...new Set([...Object.keys(story.base), ...Object.keys(story.head)])].map(
    (path) => ({
      path,
      decodable: true,
      base: content(story.base[path]),
      head: content(story.head[path]),
    }),
  );
  const owners = story.codeowners === null ? null : encoder.encode(story.codeowners.text);
  const ownership =
    owners === null || story.codeowners === null
      ? null
      : { path: story.codeowners.path, codeowners: parseCodeowners(owners), bytes: owners };
  const verdict = evaluate({
    subject: {
      repository: snapshot?.repository.name ?? null,
      pullRequest: snapshot?.pullRequest.number ?? null,
      base: { name: 'main', commit: story.baseCommit },
      head: { name: 'change', commit: '1'.repeat(40), workingTree: false },
    },
    changed: files.map(readChangedFile),
    context: Object.entries(story.context).map(([path, text]) =>
      readManifest({ path, side: 'head', bytes: encoder.encode(text) }),
    ),
    contextMissing: [],
    controlPlane: controlPlaneFiles(files),
    controlPlaneProblems: [],
    basis,
    ownership,
    conflicts: null,
    commits: story.commits,
    snapshot,
    assumed: new Set(),
    intermediate: [],
    notes: story.notes,
    diagnostics: [],
    now: Date.parse(story.now),
  });
  const input: BriefInput = {
    repository: snapshot?.repository ?? null,
    pullRequest: snapshot?.pullRequest ?? null,
    gated: verdict.brief.gated,
    changes: verdict.changes,
    assessment: verdict.assessment,
    questions: verdict.brief.questions,
    asked: verdict,
    basis,
    ownership:
      ownership === null ? null : { path: ownership.path, digest: digestBytes(ownership.bytes) },
  };
  if (digestBrief(input).digest !== verdict.brief.digest)
    throw new Error('the verdict was digested from something else');
  return { verdict, digest: verdict.brief.digest, document: briefDocument(input) };
}

const shipped = shippedSources();
const bases = new Map<string, Basis>();

/** Most stories have the same rules, and compiling them takes longer than all the rest. */
function basisOf(rules: Story['rules']): Basis {
  const key = JSON.stringify(Object.entries(rules));
  const known = bases.get(key);
  if (known !== undefined) return known;
  const own = Object.entries(rules).map(([path, text]) => ({
    path,
    side: 'base' as const,
    bytes: encoder.encode(text),
  }));
  const { basis, diagnostics } = readBasis(shipped, own);
  if (basis === null) throw new Error(JSON.stringify(diagnostics));
  bases.set(key, basis);
  return basis;
}

function snapshotOf(story: Story) {
  if (story.snapshot === null) return null;
  const { snapshot, diagnostics } = readSnapshot('snapshot.json', encoder.encode(story.snapshot));
  if (snapshot === null) throw new Error(JSON.stringify(diagnostics));
  return snapshot;
}

function content(file: StoryFile | undefined): FileContent | null {
  if (file === undefined) return null;
  const { mode, text, bytes } =
    typeof file === 'string' ? { mode: '100644', text: file, bytes: undefined } : file;
  const own = bytes ?? encoder.encode(text ?? '');
  return {
    mode,
    oid: digestText(`${mode} ${String(own)}`).slice('sha256:'.length, 'sha256:'.length + 40),
    content:
      mode === '120000' || mode === '160000' ? { kind: 'unread' } : { kind: 'bytes', bytes: own },
  };
}
