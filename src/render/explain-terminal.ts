import { explanationLines } from '../core/explain/explanation-lines.ts';
import type {
  ExplainedAsking,
  ExplainedChange,
  ExplainedRule,
  Explanation,
} from '../core/explain/explained.ts';
import { escapeTerminal } from './escape.ts';
import { placeText } from './snippet.ts';
import type { Style } from './style.ts';
import { count, wrap } from './wrap.ts';

const INDENT = ' '.repeat(4);

/** Of each change what decided, and then each rule with its condition, part by part. */
export function renderExplainTerminal(explanation: Explanation, style: Style): string {
  const blocks = [
    headline(explanation, style),
    ...explanation.changes.map((change) => changeBlock(change, style)),
    ...explanation.notAsked.map((rule) => notAskedBlock(rule, style)),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function headline({ tier, changes, about, notAsked }: Explanation, style: Style): string {
  if (about === null)
    return changes.length === 0
      ? style.good('nothing to explain: no identity or access differs')
      : `${style.strong(tier)} risk by ${count(changes.length, 'change')}`;
  const asked = changes.flatMap((change) => change.rules);
  const matched = asked.filter((rule) => rule.effect !== null);
  if (asked.length === 0)
    return `no change here is of a kind that \`${escapeTerminal(about.id)}\` is about (${count(notAsked.length, 'rule')})`;
  return `\`${escapeTerminal(about.id)}\` matches ${matched.length} of ${count(asked.length, 'time')} that it is asked`;
}

function changeBlock(change: ExplainedChange, style: Style): string {
  const paint =
    change.tier === 'low' ? style.good : change.tier === 'moderate' ? style.wait : style.bad;
  const place = change.place === null ? '' : ` (${placeText(change.place)})`;
  const lines = [
    `${paint(change.tier)}  ${escapeTerminal(change.summary)}${style.faint(place)}`,
    wrap(`= ${change.tier}: ${escapeTerminal(change.because)}`, style.width, '  ', '    '),
  ];
  for (const { dimension, atLeast, reached, by } of change.bounds)
    lines.push(
      wrap(
        `${dimension} is ${reached} (the row asks for ${atLeast} or more), by ${by.join(', ')}`,
        style.width,
        '    ',
        '      ',
      ),
    );
  const rules = change.rules.map((rule) => ruleBlock(rule, style));
  return [lines.join('\n'), ...rules, ...supported(change.rules, style)].join('\n\n');
}

function ruleBlock(rule: ExplainedRule, style: Style): string {
  const lines = [ruleHead(rule, style)];
  for (const asking of rule.asked) lines.push(...askingLines(asking, style));
  if (rule.more > 0)
    lines.push(`${INDENT}${style.faint(`and on ${count(rule.more, 'more item')}`)}`);
  return [...lines, ...ruleTail(rule, style)].join('\n');
}

function ruleHead(rule: ExplainedRule, style: Style): string {
  const mark = rule.effect === null ? '-' : '*';
  const does = rule.effect === null ? 'does not match' : effectText(rule);
  return wrap(
    `${rule.factor} ${does}: ${escapeTerminal(rule.message)}`,
    style.width,
    `  ${mark} `,
    INDENT,
  );
}

function effectText(rule: ExplainedRule): string {
  if (rule.waiver !== null)
    return escapeTerminal(`is waived by ${rule.waiver.id} until ${rule.waiver.expiresAt}`);
  if (rule.effect === 'advisory') return 'is advice';
  if (rule.effect === 'shadow') return 'is tried out';
  const raises = Object.entries(rule.raises).map(([dimension, level]) => `${dimension} ${level}`);
  const floor = rule.floor === null ? [] : [`floor ${rule.floor}`];
  return `gives ${[...floor, ...raises].join(', ')}`;
}

function askingLines({ item, condition }: ExplainedAsking, style: Style): readonly string[] {
  const about =
    item === null ? [] : [wrap(`on ${escapeTerminal(item)}`, style.width, INDENT, `${INDENT}  `)];
  const tree = explanationLines(condition).map(({ depth, mark, label }) => {
    const indent = `${INDENT}${'  '.repeat(depth)}`;
    const paint = mark === '✓' ? style.good : mark === '!' ? style.wait : style.faint;
    return wrap(escapeTerminal(label), style.width, `${indent}${mark} `, `${indent}    `).replace(
      mark,
      paint(mark),
    );
  });
  return [...about, ...tree];
}

function ruleTail(rule: ExplainedRule, style: Style): readonly string[] {
  const status = rule.status === 'active' ? '' : ` (${rule.status})`;
  const place = `rule ${placeText(rule.rule)} of \`${rule.policy}\`${status}`;
  return [style.faint(wrap(place, style.width, INDENT, `${INDENT}  `))];
}

/** What each policy is evidence for, once and not with each of its rules. */
function supported(rules: readonly ExplainedRule[], style: Style): readonly string[] {
  const byPolicy = new Map(rules.map(({ policy, frameworks }) => [policy, frameworks]));
  const lines = [...byPolicy].flatMap(([policy, frameworks]) =>
    frameworks.length === 0
      ? []
      : [wrap(`\`${policy}\` supports ${frameworks.join('; ')}`, style.width, '  ', '    ')],
  );
  return lines.length === 0 ? [] : [style.faint(lines.join('\n'))];
}

function notAskedBlock(rule: ExplainedRule, style: Style): string {
  return [
    wrap(`${rule.factor}: ${escapeTerminal(rule.message)}`, style.width, '  - ', INDENT),
    ...ruleTail(rule, style),
  ].join('\n');
}
