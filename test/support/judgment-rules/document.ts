import { format, resolveConfig } from 'prettier';

import type { JudgmentRule } from './rule.ts';

/** The parts of the page, in order, each with its rules. */
export type RuleParts = readonly (readonly [heading: string, rules: readonly JudgmentRule[]])[];

const OPENING = [
  '# When a review counts',
  'Each rule of judgment, what `jitl` does about it, where that is decided, and the scenarios that show it from both sides: those in which the gate opens, and those in which the rule keeps it shut. What a rule leaves to others is said too. This page is written by `test/judgment-rules.test.ts` from `test/support/judgment-rules/`; a rule without a scenario on each side does not pass there.',
  'A requirement is satisfied, unsatisfied or unknown. Unknown never passes: where something is surely unsatisfied the verdict is pending, and where only unread facts stand in the way there is none. Why a single review does not count has [its own page](disqualifications.md).',
];

/** The page, formatted as the others are. `folderOf` gives the folder of a scenario. */
export async function ruleDocument(
  parts: RuleParts,
  folderOf: (scenario: string) => string,
  path: string,
): Promise<string> {
  const link = (name: string): string =>
    `[${name}](../test/scenarios/${folderOf(name)}/${name}.txtar)`;
  const code = (text: string): string => `\`${text}\``;
  const section = (rule: JudgmentRule): readonly string[] => [
    `### ${rule.number}. ${rule.title}`,
    rule.does,
    [
      `- **Decided in** ${rule.decidedIn.map(code).join(', ')}.`,
      `- **Opens:** ${rule.holds.map(link).join(', ')}.`,
      `- **Keeps shut:** ${rule.blocks.map(link).join(', ')}.`,
      ...(rule.open === null ? [] : [`- **Stays open.** ${rule.open}`]),
    ].join('\n'),
  ];
  const paragraphs = [
    ...OPENING,
    ...parts.flatMap(([heading, rules]) => [`## ${heading}`, ...rules.flatMap(section)]),
  ];
  const options = await resolveConfig(path);
  return await format(paragraphs.join('\n\n'), {
    ...options,
    parser: 'markdown',
    proseWrap: 'always',
  });
}
