import type { Change } from '../change/change.ts';
import type { Json } from '../canonical-json.ts';
import { digestJson, type Digest } from '../digest.ts';
import type { Requirement } from '../judgment/requirement.ts';
import type { Location } from '../location.ts';
import type { Basis } from '../policy/basis.ts';
import type { Assessment } from '../risk/assessment.ts';
import type { GatedContent } from '../verdict.ts';

export interface BriefInput {
  readonly repository: { readonly id: number; readonly name: string } | null;
  readonly pullRequest: { readonly number: number; readonly baseRef: string } | null;
  readonly gated: readonly GatedContent[];
  readonly changes: readonly Change[];
  readonly assessment: Assessment;
  readonly requirements: readonly Requirement[];
  readonly basis: Basis;
  readonly ownership: { readonly path: string; readonly digest: Digest } | null;
}

/**
 * The digest that an approval quotes. It covers everything that was to be judged and the rules that
 * judged it (docs/brief.md lists it field by field), and leaves out commit ids, so that a rebase
 * which changes none of that keeps a judgment, and review state, so that reading does not change it.
 */
export function digestBrief(input: BriefInput): Digest {
  const { assessment } = input;
  return digestJson({
    version: 1,
    repository: input.repository,
    pullRequest: input.pullRequest,
    gated: input.gated.map((entry) => ({ path: entry.path, base: entry.base, head: entry.head })),
    changes: input.changes.map(plainChange),
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
    questions: assessment.questions.map(({ id, text, changes }) => ({
      id,
      text,
      changes: [...changes],
    })),
    requirements: input.requirements.map(plainRequirement),
    policies: input.basis.sources.map(({ path, digest }) => ({ path, digest })),
    ownership: input.ownership,
  });
}

function plainRequirement(requirement: Requirement): Json {
  const { id, tier, count, paths, bindTo, maxAge, authority } = requirement;
  return { id, tier, count, paths: [...paths], bindTo, maxAge, authority: toJson(authority) };
}

function plainChange(change: Change): Json {
  return toJson(change);
}

/** Records as JSON; of a location only the file counts, since lines move without any meaning. */
function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object') return null;
  if (isLocation(value)) return { path: value.path, side: value.side };
  const members: Record<string, Json> = {};
  for (const [key, member] of Object.entries(value))
    if (member !== undefined) members[key] = toJson(member);
  return members;
}

function isLocation(value: object): value is Location {
  return 'excerpt' in value && 'start' in value && 'path' in value;
}
