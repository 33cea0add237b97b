import { readShippedPolicies } from '../../../src/adapters/fs/shipped-policies.ts';
import { changeKinds } from '../../../src/core/change/change.ts';
import { diagnosticCodes } from '../../../src/core/diagnostic.ts';
import { disqualificationCodes, holdCodes } from '../../../src/core/judgment/judgment.ts';
import { readBasis } from '../../../src/core/policy/read-basis.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { verdictDocument } from '../../../src/render/verdict-schema.ts';

/** What a told story shows of the ids that it used. */
export interface Covered {
  readonly json: string;
  readonly verdict: Verdict;
}

export type CoveredKind = 'changes' | 'reviews' | 'factors' | 'denials' | 'holds' | 'diagnostics';

/** Ids that no scenario can show, and why. Everything else must occur. */
export const exceptions: Readonly<Record<CoveredKind, Readonly<Record<string, string>>>> = {
  changes: {},
  reviews: {},
  factors: {},
  denials: {},
  holds: {},
  diagnostics: {
    'context-incomplete': 'needs more than 5,000 files that name one object; too slow here',
  },
};

/** The ids of one kind that occur in no story; also exceptions that are none any more. */
export async function notCovered(
  kind: CoveredKind,
  told: readonly Covered[],
): Promise<readonly string[]> {
  const seen = new Set(told.flatMap((story) => idsOf(kind, story)));
  const all = await idsToCover(kind);
  const excepted = exceptions[kind];
  return [
    ...all.filter((id) => !seen.has(id) && !Object.hasOwn(excepted, id)),
    ...Object.keys(excepted).flatMap((id) => (seen.has(id) ? [`${id} is no exception`] : [])),
  ];
}

async function idsToCover(kind: CoveredKind): Promise<readonly string[]> {
  switch (kind) {
    case 'changes':
      return changeKinds;
    case 'reviews':
      return disqualificationCodes;
    case 'denials':
      return verdictDocument.shape.denials.element.shape.code.options;
    case 'holds':
      return holdCodes;
    case 'diagnostics':
      return diagnosticCodes;
    case 'factors': {
      const { basis } = readBasis(await readShippedPolicies(), []);
      const policies = basis?.policies ?? [];
      return policies.flatMap(({ document }) => document.spec.factors.map((factor) => factor.id));
    }
    default:
      return kind satisfies never;
  }
}

function idsOf(kind: CoveredKind, story: Covered): readonly string[] {
  const parsed = verdictDocument.safeParse(JSON.parse(story.json));
  if (!parsed.success) return [];
  const document = parsed.data;
  switch (kind) {
    case 'changes':
      return document.changes.map((change) => change.kind);
    case 'reviews':
      return document.reviews.flatMap((review) => review.code ?? []);
    case 'factors':
      return document.factors.map((factor) => factor.id);
    case 'denials':
      return document.denials.map((denial) => denial.code);
    case 'holds':
      return document.holds.map((hold) => hold.code);
    case 'diagnostics':
      return [...document.diagnostics.map((problem) => problem.code), ...reasonsOf(story.verdict)];
    default:
      return kind satisfies never;
  }
}

/** The document does not say why something is unassessable, so the verdict itself is asked. */
function reasonsOf(verdict: Verdict): readonly string[] {
  if (verdict.kind === 'none') return [];
  return verdict.changes.flatMap((change) =>
    change.kind === 'unassessable' ? [change.reason] : [],
  );
}
