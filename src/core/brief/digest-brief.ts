import type { Change } from '../change/change.ts';
import type { Json } from '../canonical-json.ts';
import { digestJson, type Digest } from '../digest.ts';
import type { Asked, Requirement } from '../judgment/requirement.ts';
import type { Basis } from '../policy/basis.ts';
import type { Assessment, Question } from '../risk/assessment.ts';
import type { GatedContent } from '../verdict.ts';
import { plainJson } from './plain-json.ts';

export interface BriefInput {
  readonly repository: { readonly id: number; readonly name: string } | null;
  readonly pullRequest: { readonly number: number; readonly baseRef: string } | null;
  readonly gated: readonly GatedContent[];
  readonly changes: readonly Change[];
  readonly assessment: Assessment;
  readonly questions: readonly Question[];
  readonly asked: Asked;
  readonly basis: Pick<Basis, 'sources'>;
  readonly ownership: { readonly path: string; readonly digest: Digest } | null;
}

/** What a brief consists of; each part has a digest of its own, to tell what changed since. */
export const briefParts = [
  'repository',
  'pullRequest',
  'gated',
  'changes',
  'assessment',
  'questions',
  'requirements',
  'policies',
  'ownership',
] as const;
export type BriefParts = Readonly<Record<(typeof briefParts)[number], Digest>>;

export interface BriefDigest {
  readonly digest: Digest;
  readonly parts: BriefParts;
}

/** What is digested: plain JSON by part. Nothing else of the input reaches the digest. */
export type BriefDocument = Readonly<Record<keyof BriefParts, Json>>;

/**
 * Everything that was to be judged and the rules that judged it; docs/brief.md lists it field by
 * field. Commit ids are left out, so that a rebase which changes none of it keeps a judgment, and so
 * is review state, so that reading does not change it.
 */
export function briefDocument(input: BriefInput): BriefDocument {
  const { repository, pullRequest, ownership } = input;
  return {
    repository: repository === null ? null : { id: repository.id, name: repository.name },
    pullRequest:
      pullRequest === null ? null : { number: pullRequest.number, baseRef: pullRequest.baseRef },
    gated: input.gated.map(({ path, base, head }) => ({
      path,
      base: plainJson(base),
      head: plainJson(head),
    })),
    changes: input.changes.map(plainJson),
    assessment: plainAssessment(input.assessment),
    questions: input.questions.map(({ id, text, changes }) => ({
      id,
      text,
      changes: [...changes],
    })),
    requirements: {
      requirements: input.asked.requirements.map(plainRequirement),
      demands: plainJson(input.asked.demands),
    },
    policies: input.basis.sources.map(({ path, digest }) => ({ path, digest })),
    ownership: ownership === null ? null : { path: ownership.path, digest: ownership.digest },
  };
}

/** The digest that an approval quotes: of the digests of the parts of the document. */
export function digestBrief(input: BriefInput): BriefDigest {
  const document = briefDocument(input);
  const parts: BriefParts = {
    repository: digestJson(document.repository),
    pullRequest: digestJson(document.pullRequest),
    gated: digestJson(document.gated),
    changes: digestJson(document.changes),
    assessment: digestJson(document.assessment),
    questions: digestJson(document.questions),
    requirements: digestJson(document.requirements),
    policies: digestJson(document.policies),
    ownership: digestJson(document.ownership),
  };
  return { digest: digestJson({ version: 1, ...parts }), parts };
}

function plainAssessment(assessment: Assessment): Json {
  return {
    tier: assessment.tier,
    tiers: assessment.tiers.map(({ change, tier, dimensions, because }) => ({
      change,
      tier,
      dimensions,
      because,
    })),
    factors: assessment.factors
      .filter((factor) => factor.effect !== 'shadow')
      .map(({ id, policy, change, effect, waiver, ...rest }) => ({
        id,
        policy,
        change,
        effect,
        waiver: waiver === null ? null : { id: waiver.id, expiresAt: waiver.expiresAt },
        raises: rest.raises,
        floor: rest.floor,
        evidence: [...rest.evidence],
      })),
  };
}

function plainRequirement(requirement: Requirement): Json {
  const { id, reviewLine, tier, count, paths, overridable, authority, expertise } = requirement;
  return {
    id,
    reviewLine,
    tier,
    count,
    paths: [...paths],
    overridable,
    authority: plainJson(authority),
    expertise: expertise.map(plainJson),
  };
}
