import { describeChange, describePermission } from '../change/describe.ts';
import { inputsBy, type AssessmentInput } from '../risk/assess.ts';
import type { Assessment } from '../risk/assessment.ts';
import type { Explanation } from './explained.ts';
import { explainRated, type Explainable } from './explain-rated.ts';

export interface ExplainInput extends AssessmentInput {
  readonly assessment: Assessment;
  /** The id of a factor or policy of the basis; null: every factor that matched. */
  readonly about: string | null;
}

/** The changes of an assessment, explained. */
export function explainChanges(input: ExplainInput): Explanation {
  const { assessment, basis, about, now } = input;
  const inputs = inputsBy(input);
  const tiers = new Map(assessment.tiers.map((rated) => [rated.change, rated]));
  const changes = input.changes.flatMap((change): readonly Explainable[] => {
    const decided = tiers.get(change.id);
    if (decided === undefined) return [];
    return [
      {
        id: change.id,
        kind: change.kind,
        summary: describeChange(change),
        subject: change.subject.holder.id,
        place: change.head ?? change.base,
        input: inputs(change),
        decided,
        found: assessment.factors.filter((factor) => factor.change === change.id),
        describe: (item) => {
          const permission = 'permissions' in change ? change.permissions[item] : undefined;
          return permission === undefined ? null : describePermission(permission);
        },
      },
    ];
  });
  return explainRated(changes, { basis, about, now, tier: assessment.tier });
}
