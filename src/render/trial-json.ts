import type { ReviewTrial } from '../core/review-trial.ts';
import { jsonText } from './escape.ts';
import type { TrialDocument } from './trial-schema.ts';

export function renderTrialJson(trial: ReviewTrial): string {
  const document: TrialDocument = {
    schema: 'https://jitl.dev/schema/v1/review-trial.json',
    effect: trial.effect,
    refusals: trial.refusals.map(({ code, message, help }) => ({ code, message, help })),
    satisfies: [...trial.satisfies],
    verdict: trial.verdict === 'unknown' ? 'none' : trial.verdict,
    next: [...trial.next],
  };
  return jsonText(document);
}
