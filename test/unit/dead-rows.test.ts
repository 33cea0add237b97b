import { describe, expect, it } from 'vitest';

import type { Policy } from '../../src/core/policy/documents/policy.ts';
import { riskModel, type RiskModel } from '../../src/core/policy/documents/risk-model.ts';
import { deadRows, unusedLevels } from '../../src/core/policy/lint/dead-rows.ts';
import { shippedBasis } from '../support/judge-files.ts';

type Table = Partial<RiskModel['spec']['table']>;

function modelWith(table: Table): RiskModel {
  return riskModel.parse({
    apiVersion: 'jitl.dev/v1',
    kind: 'RiskModel',
    metadata: { id: 'small', owner: 'team/one', version: 1 },
    spec: {
      tiers: ['low', 'moderate', 'high', 'critical'],
      unclassified: 'high',
      dimensions: { privilege: ['none', 'write', 'admin'], reach: ['single', 'broad', 'wildcard'] },
      table,
    },
  });
}

const dead = (table: Table) => deadRows(modelWith(table));
const by = (tier: 'critical' | 'high' | 'moderate', index: number) => ({ by: { tier, index } });

describe('rows that decide nothing', () => {
  it('are those that ask for more than a row of the same tier, wherever it stands', () => {
    const more = { privilege: 'admin', reach: 'broad' };
    const less = { privilege: 'write' };
    const found = { tier: 'high', duplicate: false };
    expect(dead({ high: [more, less] })).toEqual([{ ...found, index: 0, ...by('high', 1) }]);
    expect(dead({ high: [less, more] })).toEqual([{ ...found, index: 1, ...by('high', 0) }]);
  });

  it('are those that ask for more than a row of a higher tier', () => {
    const table = { critical: [{ privilege: 'write' }], moderate: [{ privilege: 'admin' }] };
    const found = { tier: 'moderate', index: 0, duplicate: false };
    expect(dead(table)).toEqual([{ ...found, ...by('critical', 0) }]);
  });

  it('are not those that ask for less, or for something else', () => {
    expect(dead({ critical: [{ privilege: 'admin' }], high: [{ privilege: 'write' }] })).toEqual(
      [],
    );
    expect(dead({ critical: [{ privilege: 'admin' }], high: [{ reach: 'wildcard' }] })).toEqual([]);
    const crossed = [
      { privilege: 'admin', reach: 'broad' },
      { privilege: 'write', reach: 'wildcard' },
    ];
    expect(dead({ high: crossed })).toEqual([]);
  });

  it('are all but the first of those that ask the same, and the lower of two tiers', () => {
    const one = { privilege: 'write' };
    const same = { privilege: 'write', reach: 'single' };
    expect(dead({ high: [same, one, same] })).toEqual([
      { tier: 'high', index: 1, duplicate: true, ...by('high', 0) },
      { tier: 'high', index: 2, duplicate: true, ...by('high', 0) },
    ]);
    expect(dead({ high: [one], moderate: [one] })).toEqual([
      { tier: 'moderate', index: 0, duplicate: true, ...by('high', 0) },
    ]);
  });

  it('are all others where a row asks for the lowest level only', () => {
    const found = dead({
      critical: [{ privilege: 'admin' }],
      high: [{ reach: 'broad' }, { reach: 'single' }],
      moderate: [{ privilege: 'write' }],
    });
    expect(found.map(({ tier, index }) => `${tier} ${index}`)).toEqual(['high 0', 'moderate 0']);
  });

  it('name a row that is not dead itself', () => {
    const table = {
      high: [{ privilege: 'admin' }, { privilege: 'write' }],
      moderate: [{ privilege: 'admin', reach: 'broad' }],
    };
    expect(dead(table)).toEqual([
      { tier: 'high', index: 0, duplicate: false, ...by('high', 1) },
      { tier: 'moderate', index: 0, duplicate: false, ...by('high', 1) },
    ]);
  });

  it('are none in the shipped model', () => {
    expect(deadRows(shippedBasis().model)).toEqual([]);
  });
});

describe('levels that no factor raises', () => {
  const raising = (...raises: readonly Readonly<Record<string, string>>[]): Policy => {
    const [policy] = shippedBasis().policies;
    const rule = policy?.factors[0]?.rule;
    if (policy === undefined || rule === undefined) throw new Error('no factor is shipped');
    const factors = raises.map((one) => ({ ...rule, raises: one }));
    return { ...policy.document, spec: { ...policy.document.spec, factors } };
  };
  const model = modelWith({
    critical: [{ privilege: 'admin', reach: 'wildcard' }],
    high: [{ privilege: 'write' }, { privilege: 'none' }],
    moderate: [{ reach: 'broad' }],
  });

  it('are told with the rows that can never hold', () => {
    expect(unusedLevels(model, [raising({ privilege: 'admin' })])).toEqual({
      levels: [
        { dimension: 'privilege', level: 'write' },
        { dimension: 'reach', level: 'broad' },
        { dimension: 'reach', level: 'wildcard' },
      ],
      rows: [
        { tier: 'critical', index: 0, dimension: 'reach', level: 'wildcard' },
        { tier: 'moderate', index: 0, dimension: 'reach', level: 'broad' },
      ],
    });
  });

  it('are counted over all policies together', () => {
    const policies = [
      raising({ privilege: 'write' }),
      raising({ reach: 'wildcard' }, { reach: 'broad' }),
    ];
    expect(unusedLevels(model, policies)).toEqual({
      levels: [{ dimension: 'privilege', level: 'admin' }],
      rows: [{ tier: 'critical', index: 0, dimension: 'privilege', level: 'admin' }],
    });
  });

  it('are all where there is no policy; a row that asks for nothing holds', () => {
    const { levels, rows } = unusedLevels(model, []);
    expect(levels).toHaveLength(4);
    expect(rows.map(({ tier, index }) => `${tier} ${index}`)).toEqual([
      'critical 0',
      'high 0',
      'moderate 0',
    ]);
  });

  it('are none among what is shipped', () => {
    const { model: shipped, policies } = shippedBasis();
    const found = unusedLevels(
      shipped,
      policies.map(({ document }) => document),
    );
    expect(found).toEqual({ levels: [], rows: [] });
  });
});
