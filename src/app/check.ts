import { controlPlaneFiles } from '../core/control-plane-files.ts';
import { evaluate, type GatheredFacts } from '../core/evaluate.ts';
import { readChangedFile } from '../core/manifest/changed-files.ts';
import { readBasis } from '../core/policy/read-basis.ts';
import type { BasisSource } from '../core/policy/read-documents.ts';
import type { Snapshot } from '../core/snapshot/snapshot.ts';
import type { Verdict } from '../core/verdict.ts';
import { JitlError } from '../errors.ts';
import type { Comparison, ComparisonRequest, Repository } from '../ports.ts';
import { readChanged } from './changed-files.ts';
import { readContext } from './context.ts';
import {
  basisSources,
  controlPlaneProblems,
  ownershipOf,
  readControlPlane,
} from './control-plane.ts';
import { readPassages } from './passages.ts';

export interface CheckRequest extends ComparisonRequest {
  readonly repository: Repository;
  /** The policies that come with jitl. */
  readonly shipped: readonly BasisSource[];
  readonly snapshot: Snapshot | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The facts, or why there is no verdict: the rules that would decide cannot be used. */
export type Gathered =
  | { readonly kind: 'facts'; readonly facts: GatheredFacts }
  | { readonly kind: 'none'; readonly verdict: Extract<Verdict, { readonly kind: 'none' }> };

export async function check(request: CheckRequest): Promise<Verdict> {
  const gathered = await gather(request);
  return gathered.kind === 'none' ? gathered.verdict : evaluate(gathered.facts);
}

/** Gathers what the verdict needs, in the order in which each step depends on the last. */
export async function gather(request: CheckRequest): Promise<Gathered> {
  const { repository, snapshot } = request;
  const comparison = await repository.compare(request);
  requireSameChange(comparison, snapshot);
  const subject = {
    repository: snapshot?.repository.name ?? null,
    pullRequest: snapshot?.pullRequest.number ?? null,
    base: { name: baseNameOf(comparison, snapshot), commit: comparison.base.commit },
    head: comparison.head,
  };
  const basisTree = await basisTreeOf(repository, comparison, snapshot);
  const [controlBase, changed] = await Promise.all([
    readControlPlane(repository, basisTree),
    readChanged(repository, comparison.changed),
  ]);
  const { basis, diagnostics } = readBasis(request.shipped, basisSources(controlBase, 'base'));
  if (basis === null)
    return { kind: 'none', verdict: { kind: 'none', diagnostics, subject, failure: null } };
  const manifests = changed.map(readChangedFile);
  const context = await readContext(repository, comparison, manifests);
  const intermediate = await readPassages(repository, comparison);
  const controlPlane = controlPlaneFiles(changed);
  const controlHead =
    controlPlane.length === 0 || comparison.merge.kind !== 'clean'
      ? []
      : await readControlPlane(repository, comparison.merge.tree);
  const facts: GatheredFacts = {
    subject,
    changed: manifests,
    context: context.manifests,
    controlPlane,
    controlPlaneProblems:
      controlPlane.length === 0
        ? []
        : controlPlaneProblems(controlHead, controlPlane, request.shipped),
    basis,
    ownership: ownershipOf(controlBase),
    conflicts: comparison.merge.kind === 'conflict' ? comparison.merge.paths : null,
    commits: comparison.commits,
    snapshot,
    assumed: new Set(),
    intermediate,
    contextMissing: context.missing,
    notes: comparison.notes,
    diagnostics,
    now: request.now,
  };
  return { kind: 'facts', facts };
}

/**
 * The tree whose policies, people and CODEOWNERS decide: the base, or what the forge judges by in its
 * place, as with stacked pull requests.
 */
async function basisTreeOf(
  repository: Repository,
  comparison: Comparison,
  snapshot: Snapshot | null,
): Promise<string> {
  const basis = snapshot?.pullRequest.basis ?? null;
  return basis === null ? comparison.base.tree : (await repository.resolveTree(basis.commit)).tree;
}

/** What was looked up by its id is shown by the name that the forge has for it. */
function baseNameOf({ base }: Comparison, snapshot: Snapshot | null): string {
  if (snapshot === null || base.commit !== snapshot.pullRequest.baseCommit) return base.name;
  return snapshot.pullRequest.baseRef;
}

/** A snapshot of another head must not open the gate for this one. */
function requireSameChange(comparison: Comparison, snapshot: Snapshot | null): void {
  if (snapshot === null) return;
  const { headCommit } = snapshot.pullRequest;
  if (comparison.head.commit !== headCommit)
    throw new JitlError(
      'input-invalid',
      `the snapshot is of head \`${headCommit.slice(0, 12)}\`, and what is checked is ${
        comparison.head.commit === null
          ? 'a working tree with uncommitted changes'
          : `\`${comparison.head.commit.slice(0, 12)}\``
      }`,
      { help: `add \`--head ${headCommit}\`, or take a new snapshot` },
    );
}
