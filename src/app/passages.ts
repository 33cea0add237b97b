import { controlPlaneFiles } from '../core/control-plane-files.ts';
import type { ChangedFile, ChangedManifest } from '../core/manifest/changed-files.ts';
import { readChangedFile } from '../core/manifest/changed-files.ts';
import type { IntermediateRevision } from '../core/passage/passage.ts';
import type { Comparison, FileState, Passage, PassageEntry, Repository } from '../ports.ts';
import { readChanged } from './changed-files.ts';
import { readContext } from './context.ts';

/**
 * Reads what the commits between base and head hold beside what lands, oldest first, as far as it
 * is gated. Two commits that hold the same are told as one, by the older. Nothing is read for a
 * branch of one commit, and a comparison with a conflict has none.
 */
export async function readPassages(
  repository: Repository,
  comparison: Comparison,
): Promise<readonly IntermediateRevision[] | 'too-many'> {
  const answer = await repository.passages(comparison);
  if (answer.kind === 'too-many') return answer.kind;
  const passages = answer.passages.filter(({ changed }) => holdsItsOwn(changed));
  if (passages.length === 0) return [];
  const read = await readStates(repository, passages);
  const own = distinct(passages.map((passage) => gatedPart(passage, read))).filter(({ changed }) =>
    holdsItsOwn(changed),
  );
  if (own.length === 0) return [];
  const revisions = own.map((passage) => describe(passage, read));
  const entries = revisions.flatMap(({ changed, beyond }) => [...changed, ...beyond]);
  const context = await readContext(repository, comparison, [...new Set(entries)]);
  return revisions.map((revision) => ({
    ...revision,
    context: context.manifests,
    contextMissing: context.missing,
  }));
}

/** A commit all of whose files are as they were, or all as they land, holds nothing of its own. */
function holdsItsOwn(changed: readonly PassageEntry[]): boolean {
  return (
    changed.some(({ base, head }) => stateKey(head) !== stateKey(base)) &&
    changed.some(({ landing, head }) => stateKey(head) !== stateKey(landing))
  );
}

/** What was read of every state, each state once, and of every pair of states. */
interface ReadStates {
  readonly isGated: (path: string) => boolean;
  readonly pair: (entry: PassageEntry, base: FileState | null) => ChangedManifest;
}

async function readStates(
  repository: Repository,
  passages: readonly Passage[],
): Promise<ReadStates> {
  const states = new Map<string, PassageEntry>();
  for (const { changed } of passages)
    for (const entry of changed)
      for (const state of [entry.base, entry.head, entry.landing])
        if (state !== null) states.set(key(entry, state), { ...entry, base: state, head: state });
  const files = await readChanged(repository, [...states.values()]);
  const manifests = files.map(readChangedFile);
  const known = new Map([...states.keys()].map((id, at) => [id, manifests[at]] as const));
  const gated = new Set(controlPlaneFiles(files).map((file) => file.path));
  for (const { file, head } of manifests)
    if (head !== null && head.objects.length + head.unassessable.length > 0) gated.add(file.path);
  const pairs = new Map<string, ChangedManifest>();
  return {
    isGated: (path) => gated.has(path),
    pair: (entry, from) => {
      const id = `${key(entry, from)}\0${stateKey(entry.head)}`;
      const made =
        pairs.get(id) ??
        pairOf(entry, known.get(key(entry, from)), known.get(key(entry, entry.head)));
      pairs.set(id, made);
      return made;
    },
  };
}

function pairOf(
  { path, decodable }: PassageEntry,
  from: ChangedManifest | undefined,
  to: ChangedManifest | undefined,
): ChangedManifest {
  const file: ChangedFile = {
    path,
    decodable,
    base: from?.file.base ?? null,
    head: to?.file.head ?? null,
  };
  return { file, base: from?.base ?? null, head: to?.head ?? null };
}

function gatedPart(passage: Passage, read: ReadStates): Passage {
  return { ...passage, changed: passage.changed.filter(({ path }) => read.isGated(path)) };
}

function distinct(passages: readonly Passage[]): readonly Passage[] {
  const told = new Map<string, Passage>();
  for (const passage of passages) {
    const id = passage.changed
      .map(({ base, head }) => `${stateKey(base)} ${stateKey(head)}`)
      .join();
    if (!told.has(id)) told.set(id, passage);
  }
  return [...told.values()];
}

function describe(
  { commit, changed }: Passage,
  read: ReadStates,
): Pick<IntermediateRevision, 'commit' | 'changed' | 'beyond' | 'controlPlane'> {
  const own = changed.map((entry) => read.pair(entry, entry.base));
  const passing = changed.filter(
    ({ base, head, landing }) =>
      stateKey(head) !== stateKey(base) && stateKey(head) !== stateKey(landing),
  );
  return {
    commit,
    changed: own,
    beyond: changed.map((entry) => read.pair(entry, entry.landing)),
    controlPlane: controlPlaneFiles(passing.map((entry) => read.pair(entry, entry.base).file)),
  };
}

function key(entry: PassageEntry, state: FileState | null): string {
  return `${entry.path}\0${entry.decodable}\0${stateKey(state)}`;
}

function stateKey(state: FileState | null): string {
  return state === null ? '-' : `${state.mode} ${state.oid}`;
}
