import { writeFileSync } from 'node:fs';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';

import { exitCodes } from '../src/app/exit-code.ts';
import { verdictDocument } from '../src/render/verdict-schema.ts';
import { missingFrom } from './scenarios/support/containment.ts';
import { notCovered, type Covered } from './scenarios/support/coverage.ts';
import {
  readScenarios,
  runScenario,
  stableText,
  type Outcome,
  type Scenario,
} from './support/scenario.ts';
import { formatArchive } from './support/txtar.ts';

/** The verdict that each folder stands for, and how many stories it must hold at least. */
const FOLDERS = {
  allowed: { verdict: 'allowed', exitCode: exitCodes.allowed, least: 45 },
  pending: { verdict: 'pending', exitCode: exitCodes.pending, least: 140 },
  denied: { verdict: 'denied', exitCode: exitCodes.denied, least: 6 },
  'no-verdict': { verdict: 'none', exitCode: exitCodes.none, least: 16 },
} as const;

const UPDATE = process.env['UPDATE_GOLDEN'] === '1';

const validate = new Ajv2020({ strict: false }).compile(z.toJSONSchema(verdictDocument));

const outcomes = new Map<string, Promise<Outcome>>();

/** Each story is told once, however many tests ask for it. */
function outcomeOf(scenario: Scenario): Promise<Outcome> {
  const known = outcomes.get(scenario.path);
  if (known !== undefined) return known;
  const outcome = runScenario(scenario);
  outcomes.set(scenario.path, outcome);
  return outcome;
}

for (const [folder, { verdict, exitCode, least }] of Object.entries(FOLDERS)) {
  const scenarios = readScenarios(folder);

  test(`there are at least ${least} scenarios that end ${verdict}`, () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(least);
  });

  describe.concurrent(folder, () => {
    for (const scenario of scenarios)
      test(scenario.name, async () => {
        const outcome = await outcomeOf(scenario);
        expect(outcome.exitCode, outcome.terminal).toBe(exitCode);
        const document: unknown = JSON.parse(outcome.json);
        expect(document).toMatchObject({ verdict });
        expect(schemaErrors(document)).toEqual([]);
        expect(scenario.comment.trim()).not.toBe('');
        const want: unknown = JSON.parse(scenario.files.get('want/json') ?? '{}');
        const missing = missingFrom(document, want).join('\n');
        expect(missing, missing).toBe('');
        expectTerminal(scenario, stableText(outcome.terminal));
      });
  });
}

function schemaErrors(document: unknown): readonly string[] {
  if (validate(document)) return [];
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}

/** The golden text may be written anew; the folder and `want/json` never are. */
function expectTerminal(scenario: Scenario, terminal: string): void {
  const golden = scenario.files.get('want/terminal');
  if (UPDATE && golden !== terminal) {
    const files = new Map(scenario.files);
    files.set('want/terminal', terminal);
    writeFileSync(scenario.path, formatArchive({ comment: scenario.comment, files }));
    return;
  }
  expect(terminal).toBe(golden);
}

describe('coverage by id', () => {
  const kinds = ['changes', 'reviews', 'factors', 'denials', 'holds', 'diagnostics'] as const;

  for (const kind of kinds)
    test(`every id of ${kind} occurs in a scenario`, async () => {
      const scenarios = Object.keys(FOLDERS).flatMap((folder) => readScenarios(folder));
      const told: Covered[] = await Promise.all(scenarios.map(outcomeOf));
      expect(await notCovered(kind, told)).toEqual([]);
    });
});
