import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import { JitlError } from '../../errors.ts';
import type { Comparison, ComparisonRequest } from '../../ports.ts';
import { commitFact } from './commit.ts';
import { resolveDefaultBase } from './default-base.ts';
import { walkHistory } from './history.ts';
import { mergeTrees } from './merge.ts';
import { quoted } from './printable.ts';
import { resolveHead, resolveRevision, type Resolved } from './revisions.ts';
import type { Session } from './session.ts';
import { isShallow, shallowClone } from './store.ts';
import { asChangedEntries, diffTrees } from './tree-walk.ts';
import { readWorkingTree, type WorkingTree } from './working-tree.ts';

interface Head {
  readonly resolved: Resolved;
  readonly tree: string;
  readonly isWorkingTree: boolean;
  readonly notes: readonly string[];
}

/** What would change on base if head landed now, and by which commits. */
export async function compare(session: Session, request: ComparisonRequest): Promise<Comparison> {
  const finding = {
    base:
      request.base === undefined
        ? resolveDefaultBase(session)
        : resolveRevision(session, request.base),
    head:
      request.head === undefined ? workingTreeHead(session) : revisionHead(session, request.head),
    ignored: ignoredNotes(session),
  };
  // All at once, but of several errors always the same one is shown.
  await Promise.allSettled([finding.base, finding.head]);
  const head = await finding.head;
  const base = await finding.base;
  const ignored = await finding.ignored;
  const { commit } = head.resolved;
  const { mergeBases, headOnly } = await walkHistory(session, base.commit, commit);
  if (mergeBases.length === 0) throw await noMergeBase(session, base, head.resolved);
  const merge = await mergeTrees(session, {
    base: base.commit,
    head: commit,
    headTree: head.tree,
    mergeBases,
  });
  const changes =
    merge.kind === 'clean' ? await diffTrees(session.store, base.commit.tree, merge.tree) : [];
  return {
    base: { name: base.name, commit: base.commit.oid, tree: base.commit.tree },
    head: {
      name: head.resolved.name,
      commit: head.tree === commit.tree ? commit.oid : null,
      workingTree: head.isWorkingTree,
    },
    merge,
    changed: asChangedEntries(changes),
    commits: headOnly.map((one) => commitFact(one)),
    notes: [...head.notes, ...mergeBaseNotes(mergeBases.length), ...ignored],
  };
}

async function revisionHead(session: Session, text: string): Promise<Head> {
  const resolved = await resolveRevision(session, text);
  return { resolved, tree: resolved.commit.tree, isWorkingTree: false, notes: [] };
}

async function workingTreeHead(session: Session): Promise<Head> {
  const { workTree } = session.place;
  if (workTree === null) {
    throw new JitlError('revision-unknown', 'a bare repository has no working tree to compare', {
      help: 'name what would land with `--head REV`',
    });
  }
  const reading = readWorkingTree(session, workTree);
  // Without a commit, that is the error to show, whatever the index is like.
  reading.catch(() => undefined);
  const resolved = await resolveHead(session);
  const files = await reading;
  const { tree } = resolved.commit;
  return {
    resolved,
    tree: files?.tree ?? tree,
    isWorkingTree: true,
    notes: workingTreeNotes(files, tree),
  };
}

function workingTreeNotes(files: WorkingTree | null, committed: string): readonly string[] {
  if (files === null) return ['nothing is checked out, so the commit was compared'];
  if (files.tree === committed) return [];
  const counts = `${files.modified} not staged, ${files.untracked} untracked`;
  return [`the working tree has uncommitted changes, and they were compared too (${counts})`];
}

function mergeBaseNotes(count: number): readonly string[] {
  if (count < 2) return [];
  return [`base and head have ${count} merge bases, so a forge may merge them differently`];
}

/** Things that change what the user's own git shows, and that have no effect here. */
async function ignoredNotes(session: Session): Promise<readonly string[]> {
  const grafts = join(session.place.commonDirectory, 'info/grafts');
  const [replaced, size] = await Promise.all([
    session.refs.list('refs/replace/'),
    stat(grafts).then(
      (facts) => facts.size,
      () => 0,
    ),
  ]);
  return [
    ...(replaced.length > 0 ? [`${replaced.length} replace ref(s) were ignored`] : []),
    ...(size > 0 ? ['the grafts file was ignored'] : []),
  ];
}

async function noMergeBase(session: Session, base: Resolved, head: Resolved): Promise<JitlError> {
  if (await isShallow(session.place)) return shallowClone();
  return new JitlError(
    'no-merge-base',
    `${quoted(base.name)} and ${quoted(head.name)} have no common history`,
    { help: 'name the branch that head was started from with `--base REV`' },
  );
}
