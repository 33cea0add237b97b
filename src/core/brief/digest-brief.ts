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
  readonly basis: Basis;
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

/**
 * The digest that an approval quotes. It covers everything that was to be judged and the rules that
 * judged it (docs/brief.md lists it field by field), and leaves out commit ids, so that a rebase
 * which changes none of that keeps a judgment, and review state, so that reading does not change it.
 */
export function digestBrief(input: BriefInput): BriefDigest {
  const parts: BriefParts = {
    repository: digestJson(input.repository),
    pullRequest: digestJson(input.pullRequest),
    gated: digestJson(
      input.gated.map((entry) => ({ path: entry.path, base: entry.base, head: entry.head })),
    ),
    changes: digestJson(input.changes.map(plainJson)),
    assessment: digestJson(plainAssessment(input.assessment)),
    questions: digestJson(
      input.questions.map(({ id, text, changes }) => ({ id, text, changes: [...changes] })),
    ),
    requirements: digestJson({
      requirements: input.asked.requirements.map(plainRequirement),
      demands: plainJson(input.asked.demands),
    }),
    policies: digestJson(input.basis.sources.map(({ path, digest }) => ({ path, digest }))),
    ownership: digestJson(input.ownership),
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
      .filter((factor) => !factor.shadow)
      .map(({ id, policy, change, raises, floor, evidence }) => ({
        id,
        policy,
        change,
        raises,
        floor,
        evidence: [...evidence],
      })),
  };
}

function plainRequirement(requirement: Requirement): Json {
  const { id, reviewLine, tier, count, paths, authority } = requirement;
  return { id, reviewLine, tier, count, paths: [...paths], authority: plainJson(authority) };
}
