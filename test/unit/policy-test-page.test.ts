import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { expectation } from '../../src/core/policy/documents/policy-test-expect.ts';
import { isGreen } from '../../src/core/policy-test/report.ts';
import { runPolicyTests } from '../../src/core/policy-test/run-policy-tests.ts';
import { shippedSources } from '../support/judge-files.ts';
import { sources } from '../support/policy-tests.ts';

const page = readFileSync(new URL('../../docs/policy-tests.md', import.meta.url), 'utf8');

/** The files of the page, by path. */
const files = Object.fromEntries(
  [...page.matchAll(/^```yaml path=(\S+)\n([^]*?)^```$/gm)].map(([, path = '', text = '']) => [
    path,
    text,
  ]),
);

/** The code in the first cell of each row of the tables of a section. */
function keysOf(section: string): readonly string[] {
  const text = page.split(/^#{2,3} /m).find((one) => one.startsWith(`${section}\n`)) ?? '';
  return [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, key = '']) => key).sort();
}

describe('docs/policy-tests.md', () => {
  it('has an example that passes, in which every fault is noticed', () => {
    const own = sources(files);
    const run = runPolicyTests({
      shipped: shippedSources(),
      own,
      tests: own.filter(({ path }) => path.endsWith('.test.yaml')),
      underTest: 'own',
      mutate: true,
    });
    expect(run.diagnostics).toEqual([]);
    if (run.kind === 'invalid') throw new Error('the example cannot be used');
    const { suites, mutation } = run.report;
    expect(suites.flatMap(({ cases }) => cases).length).toBeGreaterThan(5);
    expect(suites.flatMap(({ cases }) => cases.flatMap(({ failures }) => failures))).toEqual([]);
    expect(mutation?.survivors.map(({ what }) => what)).toEqual([]);
    expect(isGreen(run)).toBe(true);
  });

  it('lists every expectation', () => {
    expect(keysOf('`expect`')).toEqual(Object.keys(expectation.shape).sort());
  });

  it('lists every field of an input', () => {
    expect(keysOf('`inputs`')).toEqual(['change', 'held', 'items', 'state', 'subject']);
  });
});
