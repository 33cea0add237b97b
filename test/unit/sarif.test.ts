import type { Log, Result } from 'sarif';
import { describe, expect, test } from 'vitest';

import type { Verdict } from '../../src/core/verdict.ts';
import { renderSarif } from '../../src/render/sarif.ts';
import { hostileTexts, poisoned } from '../support/hostile-texts.ts';
import { everything, noVerdict, nothingToGate, readersOf } from '../support/published-verdicts.ts';
import { runnerCommands } from '../support/runner-commands.ts';

function log(verdict: Verdict): Log {
  return JSON.parse(renderSarif(verdict)) as Log;
}

function results(verdict: Verdict): readonly Result[] {
  return log(verdict).runs[0]?.results ?? [];
}

/** What the standard asks of the parts that we write, and GitHub besides. */
function expectShape({ version, runs }: Log): void {
  expect(version).toBe('2.1.0');
  expect(runs).toHaveLength(1);
  const [run] = runs;
  const rules = run?.tool.driver.rules ?? [];
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const { helpUri, shortDescription } of rules) {
    expect(URL.canParse(helpUri ?? '')).toBe(true);
    expectMessage(shortDescription?.text);
  }
  const prints = new Set<string>();
  for (const result of run?.results ?? []) {
    expect(rules[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
    expect(['error', 'warning', 'note']).toContain(result.level);
    expectMessage(result.message.text);
    expect(result.message.markdown).toBeUndefined();
    for (const { physicalLocation } of result.locations ?? []) {
      const uri = physicalLocation?.artifactLocation?.uri ?? '';
      expect(uri).toMatch(/^(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+$/);
      expect(physicalLocation?.region?.startLine).toBeGreaterThanOrEqual(1);
    }
    const print = result.partialFingerprints?.['jitl/v1'] ?? '';
    expect(print).toMatch(/^[0-9a-f]{64}:\d+$/);
    prints.add(print);
  }
  expect(prints.size).toBe(run?.results?.length);
}

/** No link and no placeholder: brackets and backslashes are escaped, and braces are double. */
function expectMessage(text: string | undefined): void {
  const left = (text ?? '').replace(/\\[\\[\]]|\{\{|\}\}/g, '');
  expect(left, text).not.toMatch(/[[\]{}\\]/);
  expect(text).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
}

describe('SARIF', () => {
  test('has a result for each factor that counts, with its rule and place', () => {
    const verdict = readersOf('secrets', 2);
    const counting = verdict.assessment.factors.filter(({ effect }) => effect === 'counts');
    expect(results(verdict)).toHaveLength(counting.length);
    const read = results(verdict).find(({ ruleId }) => ruleId === 'secrets-read');
    expect(read).toMatchObject({ level: 'error' });
    expect(read?.message.text).toMatch(/^ServiceAccount team-0\/app-0 gains .*: Can read/);
    expect(read?.locations?.[0]?.physicalLocation?.artifactLocation).toEqual({
      uri: 'prod/app-0.yaml',
      uriBaseId: '%SRCROOT%',
    });
    const [run] = log(verdict).runs;
    const rule = run?.tool.driver.rules?.find(({ id }) => id === 'secrets-read');
    expect(rule?.helpUri).toBe('https://jitl.dev/docs/factors/secrets-read');
    expectShape(log(verdict));
  });

  test('names a finding by what it is, and not by the line it stands in', () => {
    const verdict = readersOf('secrets', 2);
    const moved = {
      ...verdict,
      assessment: {
        ...verdict.assessment,
        factors: verdict.assessment.factors.map((factor) => ({
          ...factor,
          location:
            factor.location === null
              ? null
              : {
                  ...factor.location,
                  start: { line: 90, column: 1 },
                  end: { line: 90, column: 2 },
                },
        })),
      },
    };
    const prints = (value: Verdict) => results(value).map((one) => one.partialFingerprints);
    expect(prints(moved)).toEqual(prints(verdict));
    expect(results(moved)[0]?.locations).not.toEqual(results(verdict)[0]?.locations);
    expect(prints(readersOf('configmaps, secrets', 2))).not.toEqual(prints(readersOf('pods', 2)));
  });

  test('tells apart what is found twice', () => {
    const verdict = readersOf('secrets', 1);
    const { factors } = verdict.assessment;
    const twice = {
      ...verdict,
      assessment: { ...verdict.assessment, factors: [...factors, ...factors] },
    };
    expectShape(log(twice));
  });

  test('says what is wrong with files, and that a run without a verdict did not succeed', () => {
    expect(results(noVerdict(false))).toMatchObject([{ ruleId: 'yaml-syntax', level: 'error' }]);
    const [failed] = log(noVerdict(true)).runs;
    expect(failed?.invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { descriptor: { id: 'revision-unknown' }, message: { text: 'no such commit; fetch it' } },
        ],
      },
    ]);
    expect(results(nothingToGate())).toEqual([]);
    for (const verdict of [noVerdict(true), noVerdict(false), nothingToGate(), everything()])
      expectShape(log(verdict));
  });

  test('takes foreign text for text', () => {
    for (const text of hostileTexts) {
      const written = renderSarif(poisoned(everything(), text));
      expectShape(JSON.parse(written) as Log);
      expect(runnerCommands(written), text).toEqual([]);
    }
  });
});
