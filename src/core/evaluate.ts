import { digestBrief } from './brief/digest-brief.ts';
import { compareInventories } from './change/compare.ts';
import type { ControlPlaneFile } from './control-plane.ts';
import { digestBytes, type Digest } from './digest.ts';
import type { Diagnostic } from './diagnostic.ts';
import { takeInventory, withoutUnreadable, type Inventory } from './inventory/inventory.ts';
import {
  buildRegister,
  findContributors,
  type CommitText,
  type Contributors,
  type Register,
} from './judgment/contributors.ts';
import { deriveRequirements } from './judgment/derive-requirements.ts';
import { findVetoes, judgeRequirements, type JudgeContext } from './judgment/judge.ts';
import type { Denial, Judgment, Veto } from './judgment/judgment.ts';
import type { GatedPath, OwnershipBasis } from './judgment/owner-lines.ts';
import { qualifyReviews } from './judgment/qualify.ts';
import type { Requirement } from './judgment/requirement.ts';
import type { ChangedManifest } from './manifest/changed-files.ts';
import type { Manifest } from './manifest/object.ts';
import type { Basis } from './policy/basis.ts';
import { assess } from './risk/assess.ts';
import type { Snapshot } from './snapshot/snapshot.ts';
import type { GatedContent, Subject, Verdict } from './verdict.ts';

/** Everything that was gathered, before anything is decided. */
export interface GatheredFacts {
  readonly subject: Subject;
  readonly changed: readonly ChangedManifest[];
  /** Files that nobody changed, read because a changed one names something in them. */
  readonly context: readonly Manifest[];
  readonly controlPlane: readonly ControlPlaneFile[];
  /** What is wrong with the control plane as the head would leave it. */
  readonly controlPlaneProblems: readonly Diagnostic[];
  readonly basis: Basis;
  readonly ownership: (OwnershipBasis & { readonly bytes: Uint8Array }) | null;
  readonly conflicts: readonly string[] | null;
  readonly commits: readonly CommitText[];
  readonly snapshot: Snapshot | null;
  readonly notes: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** From facts to the verdict. Pure, total and deterministic: the same facts give the same bytes. */
export function evaluate(facts: GatheredFacts): Verdict {
  const { base, head } = inventories(facts);
  const { changes, resulting } = compareInventories(base, head, facts.controlPlane);
  const assessment = assess({ changes, resulting, basis: facts.basis, now: facts.now });
  const gated = gatedContent(facts);
  const people = whoTookPart(facts);
  const requirements = deriveRequirements({
    tier: assessment.tier,
    changes,
    basis: facts.basis,
    ownership: facts.ownership,
    gated: gatedPaths(gated),
    agentAuthored: people?.contributors.agentAuthored ?? false,
    unattributedCommits: people?.contributors.unattributed.length ?? 0,
  });
  const brief = {
    digest: briefDigest(facts, { gated, changes, assessment, requirements }),
    gated,
  };
  const judged = judge(facts, requirements, { people, assessment, digest: brief.digest });
  const denials = findDenials(facts);
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
    requirements,
    judgments: judged.judgments,
    reviews: judged.reviews,
    vetoes: judged.vetoes,
    brief,
    agents: people?.contributors.agents ?? [],
    incomplete: judged.incomplete,
    diagnostics: [...facts.diagnostics, ...facts.controlPlaneProblems, ...notesOf(facts, head)],
    notes: facts.notes,
  };
  if (denials.length > 0) return { kind: 'denied', ...result, denials };
  return { kind: isOpen(judged) ? 'allowed' : 'pending', ...result };
}

function inventories(facts: GatheredFacts): { readonly base: Inventory; readonly head: Inventory } {
  const of = (side: 'base' | 'head'): Inventory =>
    takeInventory([...facts.changed.flatMap((entry) => entry[side] ?? []), ...facts.context]);
  const head = of('head');
  return { base: withoutUnreadable(of('base'), head), head };
}

/** Diagnostics of changed files; what is wrong with untouched files is not this change's matter. */
function notesOf(facts: GatheredFacts, head: Inventory): readonly Diagnostic[] {
  const changed = new Set(facts.changed.map((entry) => entry.file.path));
  return head.diagnostics.filter((problem) => changed.has(problem.location?.path ?? ''));
}

function gatedContent(facts: GatheredFacts): readonly GatedContent[] {
  const controlled = new Set(facts.controlPlane.map((file) => file.path));
  return facts.changed
    .filter(({ file, base, head }) => controlled.has(file.path) || speaks(base) || speaks(head))
    .map(({ file }) => ({
      path: file.path,
      base: file.base === null ? null : { mode: file.base.mode, oid: file.base.oid },
      head: file.head === null ? null : { mode: file.head.mode, oid: file.head.oid },
    }));
}

function speaks(manifest: Manifest | null): boolean {
  return manifest !== null && (manifest.objects.length > 0 || manifest.unassessable.length > 0);
}

function gatedPaths(gated: readonly GatedContent[]): readonly GatedPath[] {
  return gated.map(({ path, base, head }) => ({
    path,
    submodule: base?.mode === '160000' || head?.mode === '160000',
  }));
}

interface People {
  readonly snapshot: Snapshot;
  readonly register: Register;
  readonly contributors: Contributors;
}

function whoTookPart(facts: GatheredFacts): People | null {
  const { snapshot } = facts;
  if (snapshot === null) return null;
  const register = buildRegister(snapshot, facts.basis.people);
  return {
    snapshot,
    register,
    contributors: findContributors(snapshot, facts.commits, register),
  };
}

interface Decided {
  readonly gated: readonly GatedContent[];
  readonly changes: Parameters<typeof digestBrief>[0]['changes'];
  readonly assessment: ReturnType<typeof assess>;
  readonly requirements: readonly Requirement[];
}

function briefDigest(facts: GatheredFacts, decided: Decided): Digest {
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

interface JudgedReviews {
  readonly judgments: readonly Judgment[];
  readonly reviews: ReturnType<typeof qualifyReviews>;
  readonly vetoes: readonly Veto[];
  /** What the snapshot lacks; anything here keeps the gate shut where somebody must decide. */
  readonly incomplete: readonly string[];
}

function judge(
  facts: GatheredFacts,
  requirements: readonly Requirement[],
  about: {
    readonly people: People | null;
    readonly assessment: ReturnType<typeof assess>;
    readonly digest: Digest;
  },
): JudgedReviews {
  const { people } = about;
  if (people === null)
    return {
      judgments: judgeRequirements(requirements, null),
      reviews: [],
      vetoes: [],
      incomplete: [],
    };
  const first = requirements[0];
  const outcomes = qualifyReviews({
    ...people,
    briefDigest: about.digest,
    questions: about.assessment.questions,
    bindTo: first?.bindTo ?? 'brief',
    maxAge: first?.maxAge ?? null,
    now: facts.now,
  });
  const context: JudgeContext = { ...people, outcomes };
  const incomplete = people.snapshot.incomplete.map((entry) => `${entry.what}: ${entry.why}`);
  return {
    judgments: judgeRequirements(requirements, context),
    reviews: outcomes,
    vetoes: findVetoes(requirements, context),
    incomplete,
  };
}

function isOpen(judged: JudgedReviews): boolean {
  return (
    judged.judgments.every((judgment) => judgment.status === 'satisfied') &&
    judged.vetoes.length === 0 &&
    (judged.incomplete.length === 0 || judged.judgments.length === 0)
  );
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
      message: `the gate’s own files would be left broken: ${broken.length} error(s)`,
      help: 'repair the files named above; a broken policy would block every later change',
    });
  return denials;
}

function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).map((path) => `\`${path}\``);
  return paths.length > 3 ? `${shown.join(', ')} and ${paths.length - 3} more` : shown.join(', ');
}
