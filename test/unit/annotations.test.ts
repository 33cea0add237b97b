import { describe, expect, test } from 'vitest';

import type { Annotation } from '../../src/forge.ts';
import { annotationLines, annotationsOf } from '../../src/render/annotations.ts';
import { hostileTexts, poisoned } from '../support/hostile-texts.ts';
import { everything, noVerdict, nothingToGate, readersOf } from '../support/published-verdicts.ts';
import { runnerCommands } from '../support/runner-commands.ts';

describe('annotations', () => {
  test('point at the lines of the head, and say what changes and why it matters', () => {
    const all: readonly Annotation[] = annotationsOf(readersOf('secrets', 2));
    expect(all.map(({ path, level, title }) => ({ path, level, title }))).toEqual([
      { path: 'prod/app-0.yaml', level: 'failure', title: 'jitl: high risk' },
      { path: 'prod/app-1.yaml', level: 'failure', title: 'jitl: high risk' },
    ]);
    expect(all[0]).toMatchObject({ startLine: 7, endLine: 7 });
    expect(all[0]?.message.split('\n')[1]).toMatch(/^secrets-read: /);
  });

  test('are at most fifty, the riskiest first, and none points at the base', () => {
    const many = readersOf('secrets', 60);
    const first = many.changes[0]?.id ?? '';
    const mixed = {
      ...many,
      changes: many.changes.map((change, index) =>
        index === 1 ? { ...change, head: null } : change,
      ),
      assessment: {
        ...many.assessment,
        tiers: many.assessment.tiers.map((one) =>
          one.change === first ? { ...one, tier: 'low' as const } : one,
        ),
      },
    };
    const all = annotationsOf(mixed);
    expect(all).toHaveLength(50);
    expect(new Set(all.map(({ level }) => level))).toEqual(new Set(['failure']));
    expect(all.map(({ path }) => path)).not.toContain(many.changes[1]?.head?.path);
  });

  test('end on the last line that belongs to the place', () => {
    const one = readersOf('secrets', 1);
    const at = (line: number, column: number) =>
      annotationsOf({
        ...one,
        changes: one.changes.map((change) => ({
          ...change,
          head:
            change.head === null
              ? null
              : { ...change.head, start: { line: 3, column: 1 }, end: { line, column } },
        })),
      })[0];
    expect(at(5, 1)).toMatchObject({ startLine: 3, endLine: 4 });
    expect(at(5, 2)).toMatchObject({ startLine: 3, endLine: 5 });
    expect(at(3, 1)).toMatchObject({ startLine: 3, endLine: 3 });
  });

  test('of a job are ten of a level at most, and the rest is counted', () => {
    const lines = annotationLines(readersOf('secrets', 14));
    expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(10);
    expect(lines.at(-1)).toBe('4 more places without an annotation here');
    expect(annotationLines(nothingToGate())).toEqual([]);
  });

  test('of a job name the file that keeps a verdict from being reached, if it is in the head', () => {
    expect(annotationLines(noVerdict(false))).toEqual([]);
    expect(annotationLines(everything())[0]).toMatch(
      /^::error file=prod\/app-0\.yaml,line=7,.*title=jitl%3A unknown-field::unknown field%0Aleave it out$/,
    );
  });

  test('are the only commands of their lines, whatever the files say', () => {
    const harmless = annotationLines(poisoned(everything(), 'x'));
    for (const text of hostileTexts) {
      const lines = annotationLines(poisoned(everything(), text));
      const commands = runnerCommands(lines.join('\n'));
      expect(
        commands.map(({ name }) => name),
        text,
      ).toEqual(harmless.map(() => 'error'));
      for (const { properties, data } of commands) {
        expect(properties['file']).toBe(text);
        expect(runnerCommands(data), text).toEqual([]);
      }
    }
  });
});
