import { digestBrief, type BriefDigest, type BriefInput } from './brief/digest-brief.ts';
import { digestChange } from './brief/digest-change.ts';
import { compareFacts } from './compare-facts.ts';
import type { ControlPlaneFile } from './control-plane.ts';
import { digestBytes } from './digest.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Inventory } from './inventory/inventory.ts';
import { gatedContent, gatedPaths } from './gated-content.ts';
import type { CommitText } from './judgment/contributors.ts';
import { deriveRequirements } from './judgment/derive-requirements.ts';
import { findEarlierRefusals, questionOnRefusals } from './judgment/earlier-refusals.ts';
import type { Passing } from './judgment/holds.ts';
import { judgeReviews, whoTookPart } from './judgment/judge-reviews.ts';
import type { Denial } from './judgment/judgment.ts';
import { denyLifetimes } from './judgment/lifetimes.ts';
import type { OwnershipBasis } from './judgment/owner-lines.ts';
import type { ChangedManifest } from './manifest/changed-files.ts';
import type { Manifest } from './manifest/object.ts';
import { findPassing } from './passage/judge-passages.ts';
import type { IntermediateRevision } from './passage/passage.ts';
import type { Basis } from './policy/basis.ts';
import { proposalOf } from './proposal.ts';
import { assess } from './risk/assess.ts';
import { questionsAsked } from './risk/questions.ts';
import { lapsedWaivers } from './risk/lapsed-waivers.ts';
import type { Snapshot } from './snapshot/snapshot.ts';
import type { JudgedVerdict, Subject } from './verdict.ts';

/** Everything that was gathered, before anything is decided. */
export interface GatheredFacts {
  readonly subject: Subject;
  readonly changed: readonly ChangedManifest[];
  /** Files that nobody changed, read because a changed one names something in them. */
  readonly context: readonly Manifest[];
  /** What of that was left out, over a limit; it could be anything. */
  readonly contextMissing: readonly string[];
  readonly controlPlane: readonly ControlPlaneFile[];
  /** What is wrong with the control plane as the head would leave it. */
  readonly controlPlaneProblems: readonly Diagnostic[];
  readonly basis: Basis;
  readonly ownership: (OwnershipBasis & { readonly bytes: Uint8Array }) | null;
  readonly conflicts: readonly string[] | null;
  readonly commits: readonly CommitText[];
  readonly snapshot: Snapshot | null;
  /** Reviews of the snapshot that are only assumed: nothing is asked of their text. */
  readonly assumed: ReadonlySet<number>;
  /** What the commits between base and head held. */
  readonly intermediate: readonly IntermediateRevision[] | 'too-many';
  readonly notes: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** From facts to the verdict. Pure, total and deterministic: the same facts give the same bytes. */
export function evaluate(facts: GatheredFacts): JudgedVerdict {
  const { head, ...compared } = compareFacts(facts);
  const { changes } = compared;
  const assessment = assess({ ...compared, basis: facts.basis, now: facts.now });
  const gated = gatedContent(facts.changed, facts.controlPlane);
  const people = whoTookPart(facts.snapshot, facts.commits, facts.basis.people);
  const digests = new Map(changes.map((change) => [change.id, digestChange(change)] as const));
  const earlierRefusals =
    people === null ? [] : findEarlierRefusals(people.snapshot, people.register, digests);
  const asked = deriveRequirements({
    tier: assessment.tier,
    changes,
    basis: facts.basis,
    ownership: facts.ownership,
    gated: gatedPaths(gated),
    agentAuthored: people?.contributors.agentAuthored ?? false,
    unattributed: people?.contributors.unattributed ?? [],
    unoperated: people?.contributors.unoperated ?? [],
    refusedBefore: earlierRefusals.length > 0,
  });
  const questions = [
    ...questionsAsked(assessment, asked.demands),
    ...questionOnRefusals(earlierRefusals),
  ];
  const brief = {
    ...briefOf(facts, { gated, changes, assessment, asked, questions }),
    gated,
    questions,
  };
  const judged = judgeReviews(people, {
    asked,
    changes,
    questions,
    brief,
    proposal: proposalOf(facts, { changes, assessment, brief }),
    passing: passingOf(facts, { changes, assessment }),
    assumed: facts.assumed,
    now: facts.now,
  });
  const denials = [
    ...findDenials(facts),
    ...denyLifetimes(changes, asked.demands.maxLifetime, facts.now),
  ];
  const { basis, now } = facts;
  const lapsed = lapsedWaivers({ changes, factors: assessment.factors, basis, now });
  const result = {
    subject: facts.subject,
    coverage: {
      changedFiles: facts.changed.length,
      gatedFiles: gated.length,
      identityObjects: head.objects,
      contextFiles: facts.context.length,
    },
    changes,
    assessment,
    ...asked,
    judgments: judged.judgments,
    reviews: judged.reviews,
    vetoes: judged.vetoes,
    holds: judged.holds,
    override: judged.override,
    refusedOverrides: judged.refused,
    earlierRefusals,
    brief,
    agents: people?.contributors.agents ?? [],
    headCommit: facts.snapshot?.pullRequest.headCommit ?? null,
    whatIf: null,
    diagnostics: [
      ...facts.diagnostics,
      ...facts.controlPlaneProblems,
      ...lapsed,
      ...notesOf(facts, head),
    ],
    notes: facts.notes,
  };
  if (denials.length > 0) return { kind: 'denied', ...result, denials };
  return { kind: KINDS[judged.status], ...result };
}

const KINDS = { satisfied: 'allowed', unsatisfied: 'pending', unknown: 'unknown' } as const;

function passingOf(
  facts: GatheredFacts,
  final: Pick<BriefInput, 'changes' | 'assessment'>,
): Passing {
  const { intermediate, context, basis, now } = facts;
  if (intermediate === 'too-many') return intermediate;
  return findPassing({ revisions: intermediate, context, final, basis, now });
}

/** Diagnostics of changed files; what is wrong with untouched files is not this change's matter. */
function notesOf(facts: GatheredFacts, head: Inventory): readonly Diagnostic[] {
  const changed = new Set(facts.changed.map((entry) => entry.file.path));
  return head.diagnostics.filter((problem) => changed.has(problem.location?.path ?? ''));
}

type Decided = Pick<BriefInput, 'gated' | 'changes' | 'assessment' | 'asked' | 'questions'>;

function briefOf(facts: GatheredFacts, decided: Decided): BriefDigest {
  const { snapshot, ownership } = facts;
  return digestBrief({
    ...decided,
    repository: snapshot === null ? null : snapshot.repository,
    pullRequest:
      snapshot === null
        ? null
        : { number: snapshot.pullRequest.number, baseRef: snapshot.pullRequest.baseRef },
    basis: facts.basis,
    ownership:
      ownership === null ? null : { path: ownership.path, digest: digestBytes(ownership.bytes) },
  });
}

function findDenials(facts: GatheredFacts): readonly Denial[] {
  const denials: Denial[] = [];
  if (facts.conflicts !== null)
    denials.push({
      code: 'merge-conflict',
      message: `head conflicts with the base in ${listed(facts.conflicts)}, so nothing could land`,
      help: `merge or rebase onto ${facts.subject.base.name} and resolve the conflict`,
    });
  const broken = facts.controlPlaneProblems.filter((problem) => problem.severity === 'error');
  if (broken.length > 0)
    denials.push({
      code: 'control-plane-invalid',
      message: `the gate's own files would be left broken: ${broken.length} error(s)`,
      help: 'repair the files named above; a broken policy would block every later change',
    });
  return denials;
}

function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).map((path) => `\`${path}\``);
  return paths.length > 3 ? `${shown.join(', ')} and ${paths.length - 3} more` : shown.join(', ');
}
