import { explanationLines } from '../core/explain/explanation-lines.ts';
import type { ExplainedChange, ExplainedRule, Explanation } from '../core/explain/explained.ts';
import { markdownCode } from './escape.ts';

/** The explanation as it can be pasted into a ticket. Foreign text stands in code spans only. */
export function renderExplainMarkdown(explanation: Explanation): string {
  const title =
    explanation.about === null
      ? `## jitl: why ${explanation.tier} risk`
      : `## jitl: ${markdownCode(explanation.about.id)}`;
  const none =
    explanation.changes.length === 0
      ? explanation.about === null
        ? ['', 'Nothing to explain: no identity or access differs.']
        : ['', 'No change here is of a kind that it is about.']
      : [];
  const lines = [
    title,
    ...none,
    ...explanation.changes.flatMap(changeLines),
    ...(explanation.notAsked.length === 0 ? [] : ['', '### Not asked', '']),
    ...explanation.notAsked.map(
      (rule) =>
        `- **${rule.factor}** (${markdownCode(rule.policy)}): ${markdownCode(rule.message)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function changeLines(change: ExplainedChange): readonly string[] {
  const lines = [
    '',
    `### ${change.tier}: ${markdownCode(change.summary)}`,
    '',
    `- ${change.tier}, because ${markdownCode(change.because)}`,
    ...change.bounds.map(
      ({ dimension, atLeast, reached, by }) =>
        `- ${dimension} is ${reached}, and the row asks for ${atLeast} or more; by ${by.map((id) => `**${id}**`).join(', ')}`,
    ),
  ];
  if (change.place !== null) {
    const { path, start } = change.place;
    lines.push(`- at ${markdownCode(`${path}:${start.line}:${start.column}`)}`);
  }
  const supports = new Map(change.rules.map(({ policy, frameworks }) => [policy, frameworks]));
  const supported = [...supports].flatMap(([policy, frameworks]) =>
    frameworks.length === 0 ? [] : [`- ${markdownCode(policy)}: ${frameworks.join('; ')}`],
  );
  const evidence = supported.length === 0 ? [] : ['', '#### Evidence for', '', ...supported];
  return [...lines, ...change.rules.flatMap(ruleLines), ...evidence];
}

function ruleLines(rule: ExplainedRule): readonly string[] {
  const does = rule.effect === null ? 'does not match' : rule.effect;
  const lines = ['', `#### ${rule.factor} (${does})`, '', markdownCode(rule.message), ''];
  for (const { item, condition } of rule.asked) {
    if (item !== null) lines.push(`- on ${markdownCode(item)}`);
    for (const { depth, mark, label } of explanationLines(condition))
      lines.push(`${'  '.repeat(depth + (item === null ? 0 : 1))}- ${mark} ${markdownCode(label)}`);
  }
  if (rule.more > 0) lines.push(`- and on ${rule.more} more`);
  const { path, start } = rule.rule;
  const place = `${path}:${start.line}:${start.column}`;
  lines.push('', `Rule ${markdownCode(place)} of ${markdownCode(rule.policy)}.`);
  return lines;
}
