import type { Comparison } from '../../ports.ts';
import { decodePath } from './byte-path.ts';
import type { Commit } from './commit.ts';
import { writeObject } from './loose-object.ts';
import { runGit } from './run.ts';
import type { Session } from './session.ts';
import { explained } from './store.ts';
import { diffTrees, type RawChange } from './tree-walk.ts';
import { verifyBlobs } from './blobs.ts';

/** What is merged into what. */
export interface MergeRequest {
  readonly base: Commit;
  /** The head commit; for a working tree its HEAD, while `headTree` is the tree of the files. */
  readonly head: Commit;
  readonly headTree: string;
  readonly mergeBases: readonly Commit[];
}

const nobody = 'jitl <jitl@localhost> 0 +0000';

/** The tree that landing the head on the base would give, or the paths that stand in the way. */
export async function mergeTrees(
  session: Session,
  request: MergeRequest,
): Promise<Comparison['merge']> {
  const { base, head, headTree, mergeBases } = request;
  // What these give is what git gives for one merge base, without asking it.
  if (mergeBases.some((one) => one.oid === base.oid)) return { kind: 'clean', tree: headTree };
  if (base.tree === headTree) return { kind: 'clean', tree: headTree };
  const [only] = mergeBases.length === 1 ? mergeBases : [];
  if (only?.tree === headTree) return { kind: 'clean', tree: base.tree };
  if (only?.tree === base.tree) return { kind: 'clean', tree: headTree };

  const [ours, theirs] =
    only === undefined
      ? [base.oid, await withTree(session, head, headTree)]
      : await graft(session, only, request);
  const [merge] = await Promise.all([
    runMerge(session, ours, theirs),
    only === undefined ? null : verifyInputs(session, only.tree, request),
  ]);
  return merge;
}

/**
 * With one merge base git is given three commits of our own that have the real trees: it then
 * takes no merge base from commits that have not been hashed. After a criss-cross merge it walks
 * the real history, unhashed below the merge bases; a note says that there are several.
 */
async function graft(
  session: Session,
  mergeBase: Commit,
  { base, headTree }: MergeRequest,
): Promise<readonly [string, string]> {
  const root = await writeCommit(session, mergeBase.tree, []);
  return Promise.all([
    writeCommit(session, base.tree, [root]),
    writeCommit(session, headTree, [root]),
  ]);
}

async function withTree(session: Session, commit: Commit, tree: string): Promise<string> {
  return commit.tree === tree ? commit.oid : writeCommit(session, tree, [commit.oid]);
}

async function writeCommit(
  session: Session,
  tree: string,
  parents: readonly string[],
): Promise<string> {
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${nobody}`,
    `committer ${nobody}`,
  ];
  return writeObject(session.own, 'commit', Buffer.from(`${lines.join('\n')}\n\n`, 'latin1'));
}

async function runMerge(
  session: Session,
  ours: string,
  theirs: string,
): Promise<Comparison['merge']> {
  const { exitCode, stdout } = await runGit(session.own, {
    args: [
      'merge-tree',
      '--write-tree',
      '--no-messages',
      '-z',
      '--name-only',
      '--end-of-options',
      ours,
      theirs,
    ],
    answers: [1],
  }).catch(async (error: unknown) => {
    throw await explained(session.store, error);
  });
  const [tree = '', ...paths] = stdout
    .toString('latin1')
    .split('\0')
    .filter((part) => part !== '');
  if (exitCode === 0) return { kind: 'clean', tree };
  return {
    kind: 'conflict',
    paths: [...new Set(paths.map((path) => decodePath(path).path))].sort(),
  };
}

/**
 * Git does not hash what it merges. A forged tree of the merge base that already has the head's
 * change would make it look as if the base had undone it, and it would land unseen; likewise a
 * forged blob that is merged line by line. So the trees on both ways are read and hashed here, and
 * the blobs of paths that both sides touch. Not checked: blobs that only serve to detect renames.
 */
async function verifyInputs(
  session: Session,
  mergeBase: string,
  { base, headTree }: MergeRequest,
): Promise<void> {
  const [ours, theirs] = await Promise.all([
    diffTrees(session.store, mergeBase, base.tree),
    diffTrees(session.store, mergeBase, headTree),
  ]);
  const mine = new Map(ours.map((change) => [change.path, change]));
  const both = theirs.flatMap((change) => {
    const other = mine.get(change.path);
    return other === undefined ? [] : [change, other];
  });
  await verifyBlobs(session.store, both.flatMap(blobsOf));
}

function blobsOf({ base, head }: RawChange): readonly string[] {
  return [base, head].flatMap((file) =>
    file === null || file.mode === '160000' ? [] : [file.oid],
  );
}
