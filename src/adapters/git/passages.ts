import type { Comparison, FileState, Passage, PassageEntry, Passages } from '../../ports.ts';
import { decodePath, type BytePath } from './byte-path.ts';
import { limits } from './limits.ts';
import { readRange, type RangeCommit } from './range.ts';
import type { Session } from './session.ts';
import { keepTrees } from './tree-cache.ts';
import { diffTrees, listFiles, type RawChange, type TreeReader } from './tree-walk.ts';

type States = ReadonlyMap<BytePath, FileState>;
type Changes = ReadonlyMap<BytePath, RawChange>;

/** What one commit holds of its own. */
interface Step {
  readonly oid: string;
  readonly mergeBase: string | null;
  /** Its tree against the newest merge base. */
  readonly differing: Changes;
  /** Of these, what no other merge base holds either. */
  readonly introduced: Changes;
}

/**
 * What the commits between base and head hold besides what lands. It is read through the one
 * reader, so that it starts no process and every tree has been hashed.
 */
export async function readPassages(session: Session, comparison: Comparison): Promise<Passages> {
  const { merge, base, head, commits } = comparison;
  const isHead = ({ oid }: { readonly oid: string }): boolean => oid === head.commit;
  if (merge.kind !== 'clean' || commits.every(isHead)) return { kind: 'read', passages: [] };
  const tooMany = { kind: 'too-many', commits: commits.length } as const;
  if (commits.length > limits.passageCommits) return tooMany;

  const read = keepTrees(session.store);
  const steps: Step[] = [];
  let entries = 0;
  for (const one of await readRange(session, commits)) {
    if (isHead(one.commit)) continue;
    const step = await readStep(session, read, one);
    entries += step.differing.size;
    if (entries > limits.passageEntries) return tooMany;
    if (step.introduced.size > 0) steps.push(step);
  }
  if (steps.length === 0) return { kind: 'read', passages: [] };
  const landed = await diffTrees(session.store, base.tree, merge.tree, read);
  const paths = [
    ...new Set([...steps.flatMap((step) => [...step.introduced.keys()]), ...pathsOf(landed)]),
  ];
  if (paths.length * steps.length > limits.passageEntries) return tooMany;
  const landing = await statesAt(session, merge.tree, paths);
  if (countPassing(steps, landing) > limits.passingStates) return tooMany;
  return { kind: 'read', passages: await describeSteps(session, steps, { paths, landing }) };
}

async function readStep(
  session: Session,
  read: TreeReader,
  { commit, mergeBases }: RangeCommit,
): Promise<Step> {
  const [newest, ...others] = mergeBases;
  const compare = async (from: string | null): Promise<Changes> => {
    const changes = await diffTrees(session.store, from, commit.tree, read);
    return new Map(changes.map((change) => [change.path, change]));
  };
  const differing = await compare(newest?.tree ?? null);
  let introduced = differing;
  for (const other of others) {
    const also = await compare(other.tree);
    introduced = new Map([...introduced].filter(([path]) => also.has(path)));
  }
  return { oid: commit.oid, mergeBase: newest?.tree ?? null, differing, introduced };
}

function pathsOf(changes: readonly RawChange[]): readonly BytePath[] {
  return changes.map((change) => change.path);
}

async function statesAt(
  session: Session,
  tree: string | null,
  paths: readonly BytePath[],
): Promise<States> {
  if (tree === null) return new Map();
  const wanted = new Set(paths);
  const files = await listFiles(session.store, tree, paths);
  return new Map(
    files.flatMap(({ path, mode, oid }) => (wanted.has(path) ? [[path, { mode, oid }]] : [])),
  );
}

/** A mass change that lands as it is counts for nothing here. */
function countPassing(steps: readonly Step[], landing: States): number {
  const states = new Set<string>();
  for (const { introduced } of steps)
    for (const [path, { head }] of introduced)
      if (stateKey(head) !== stateKey(landing.get(path))) states.add(`${path}\0${stateKey(head)}`);
  return states.size;
}

async function describeSteps(
  session: Session,
  steps: readonly Step[],
  about: { readonly paths: readonly BytePath[]; readonly landing: States },
): Promise<readonly Passage[]> {
  const bases = new Map<string | null, States>();
  const told = new Set<string>();
  const passages: Passage[] = [];
  for (const step of steps) {
    const base =
      bases.get(step.mergeBase) ?? (await statesAt(session, step.mergeBase, about.paths));
    bases.set(step.mergeBase, base);
    const changed = about.paths
      .map((path) => entryOf(path, { step, base, landing: about.landing }))
      .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    const key = changed.map((entry) => `${stateKey(entry.base)} ${stateKey(entry.head)}`).join();
    if (told.has(key)) continue;
    told.add(key);
    passages.push({ commit: step.oid, changed });
  }
  return passages;
}

function entryOf(
  path: BytePath,
  { step, base, landing }: { readonly step: Step; readonly base: States; readonly landing: States },
): PassageEntry {
  const change = step.introduced.get(path);
  // What another merge base holds is the base's own doing: the same on both sides.
  const other = step.differing.get(path);
  const state = other === undefined ? (base.get(path) ?? null) : other.head;
  return {
    ...decodePath(path),
    base: change === undefined ? state : change.base,
    head: change === undefined ? state : change.head,
    landing: landing.get(path) ?? null,
  };
}

function stateKey(state: FileState | null | undefined): string {
  return state === null || state === undefined ? '-' : `${state.mode} ${state.oid}`;
}
