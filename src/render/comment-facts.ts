import { tiers } from '../core/policy/documents/tiers.ts';
import type { Factor } from '../core/risk/assessment.ts';
import type { JudgedVerdict } from '../core/verdict.ts';
import { changedIdentities, identitySentence } from './comment-identities.ts';
import { markdownCodeCut } from './escape.ts';

/** What is shown before the rest is counted. */
const SHOWN = { identities: 6, factors: 5, questions: 10 };

/** Characters of one foreign text. */
const TEXT = 220;

/** One sentence on each identity, the worst first. */
export function identityList(verdict: JudgedVerdict): readonly string[] {
  const all = changedIdentities(verdict);
  if (all.length === 0) return [];
  const left = all.length - SHOWN.identities;
  return [
    ...all
      .slice(0, SHOWN.identities)
      .map((one) => `- **${one.tier}** ${markdownCodeCut(identitySentence(one), TEXT)}`),
    ...(left > 0 ? [`- and ${left} more, none of a higher tier`] : []),
  ];
}

/** What decided, each factor once: those that demand a tier or pose a question, the worst first. */
export function factorList(verdict: JudgedVerdict): readonly string[] {
  const tierOf = new Map(verdict.assessment.tiers.map((one) => [one.change, one.tier] as const));
  const weight = ({ floor, change }: Factor): number =>
    tiers.indexOf(tierOf.get(change) ?? 'low') * 10 + (floor === null ? 0 : tiers.indexOf(floor));
  const telling = verdict.assessment.factors
    .filter(({ effect, question, floor }) => effect === 'counts' && (question ?? floor) !== null)
    .sort((a, b) => weight(b) - weight(a));
  const each = [...new Map([...telling].reverse().map((one) => [one.id, one])).values()].reverse();
  const left = each.length - SHOWN.factors;
  const ids = each.slice(SHOWN.factors, SHOWN.factors * 3).map(({ id }) => `\`${id}\``);
  return [
    ...each
      .slice(0, SHOWN.factors)
      .map((factor) => `- **${factor.id}**: ${markdownCodeCut(factor.message, TEXT)}`),
    ...(left > 0 ? [`- and ${left} more: ${ids.join(', ')}${left > ids.length ? ', …' : ''}`] : []),
  ];
}

/** What the review answers. */
export function questionList(verdict: JudgedVerdict): readonly string[] {
  const { questions } = verdict.brief;
  const left = questions.length - SHOWN.questions;
  return [
    ...questions
      .slice(0, SHOWN.questions)
      .map(({ id, text }) => `- **${id}**: ${markdownCodeCut(text, TEXT)}`),
    ...(left > 0 ? [`- and ${left} more, all in the template below`] : []),
  ];
}
