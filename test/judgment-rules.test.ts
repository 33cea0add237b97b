import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { aroundIt } from './support/judgment-rules/around-it.ts';
import { boundTo } from './support/judgment-rules/bound-to.ts';
import { ruleDocument, type RuleParts } from './support/judgment-rules/document.ts';
import { whatItSays } from './support/judgment-rules/what-it-says.ts';
import { whatPoliciesAdd } from './support/judgment-rules/what-policies-add.ts';
import { whoCounts } from './support/judgment-rules/who-counts.ts';
import { readScenarios, type Scenario } from './support/scenario.ts';

const RULES = 41;

const parts: RuleParts = [
  ['Who counts', whoCounts],
  ['What a review is bound to, and what stands', boundTo],
  ['What a review says, and who asks', whatItSays],
  ['Agents, emergencies, time', aroundIt],
  ['What policies can add', whatPoliciesAdd],
];
const rules = parts.flatMap(([, some]) => some);

const SHUT = ['pending', 'denied', 'no-verdict'];
const scenarios = new Map<string, Scenario>();
for (const folder of ['allowed', ...SHUT])
  for (const scenario of readScenarios(folder)) {
    if (scenarios.has(scenario.name)) throw new Error(`${scenario.name} is told twice`);
    scenarios.set(scenario.name, scenario);
  }

const folderOf = (name: string): string => scenarios.get(name)?.folder ?? 'missing';
const pathOf = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

it('every rule is there once, in order', () => {
  const numbers = rules.map((rule) => rule.number);
  expect(numbers).toEqual(Array.from({ length: RULES }, (_, index) => index + 1));
});

describe.each(rules)('rule $number: $title', (rule) => {
  it('opens the gate in a scenario', () => {
    expect(rule.holds.length).toBeGreaterThan(0);
    for (const name of rule.holds) expect(folderOf(name), name).toBe('allowed');
  });

  it('keeps the gate shut in a scenario', () => {
    expect(rule.blocks.length).toBeGreaterThan(0);
    for (const name of rule.blocks) expect(SHUT, name).toContain(folderOf(name));
  });

  it('tells what to do wherever it keeps the gate shut', () => {
    for (const name of rule.blocks)
      expect(scenarios.get(name)?.files.get('want/terminal'), name).toMatch(
        /^(?:next {2}|help: | {2}= help: )/m,
      );
  });

  it('is decided in files that exist', () => {
    expect(rule.decidedIn.length).toBeGreaterThan(0);
    for (const file of rule.decidedIn) expect(existsSync(pathOf(file)), file).toBe(true);
  });
});

it('docs/judgment.md says the same (UPDATE_GOLDEN=1 writes it)', async () => {
  const path = pathOf('docs/judgment.md');
  const text = await ruleDocument(parts, folderOf, path);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, text);
  expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(text);
});
