import { count } from './wrap.ts';
import type { Factor } from '../core/risk/assessment.ts';
import type { JudgedVerdict } from '../core/verdict.ts';

/** A finding that decides nothing, as one line of foreign text. */
export interface OtherFinding {
  readonly label: 'waived' | 'advice' | 'shadow';
  readonly text: string;
}

/** A waived factor stays in sight, and so does advice. Shadows are for whoever tries a policy out. */
export function otherFindings(verdict: JudgedVerdict): readonly OtherFinding[] {
  const who = new Map(
    verdict.changes.map((change) => [change.id, change.subject.holder.name] as const),
  );
  const { factors } = verdict.assessment;
  const about = (factor: Factor): string => who.get(factor.change) ?? factor.change;
  const waived = factors.flatMap((factor) => {
    if (factor.waiver === null) return [];
    const { id, ticket, expiresAt } = factor.waiver;
    const by = ticket === null ? id : `${id} (${ticket})`;
    return [`${factor.id} of ${about(factor)}, by ${by} until ${expiresAt}: ${factor.message}`];
  });
  const advice = factors
    .filter((factor) => factor.effect === 'advisory')
    .map((factor) => `${factor.id} of ${about(factor)}: ${factor.message}`);
  const shadow = factors.filter((factor) => factor.effect === 'shadow');
  const ids = [...new Set(shadow.map((factor) => factor.id))];
  return [
    ...unique(waived).map((text) => ({ label: 'waived' as const, text })),
    ...unique(advice).map((text) => ({ label: 'advice' as const, text })),
    ...(ids.length === 0
      ? []
      : [
          {
            label: 'shadow' as const,
            text: `${count(shadow.length, 'finding')} of policies that are tried out and decide nothing: ${ids.join(', ')}`,
          },
        ]),
  ];
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
