import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { tiers, type Tier } from '../../src/core/policy/documents/tiers.ts';
import { judgeFiles, shippedBasis, type Files } from '../support/judge-files.ts';
import {
  binding,
  model,
  plain,
  renderModel,
  rule,
  spelling,
  type Model,
  type ModelRule,
} from '../support/rbac-model.ts';

const basis = shippedBasis();
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 400) };

const judge = (base: Files, head: Files) => judgeFiles(base, head, { basis });
const tierOf = (base: Files, head: Files): number => rank(judge(base, head).assessment.tier);
const rank = (tier: Tier): number => tiers.indexOf(tier);

const NOTHING_YET: Model = {
  environment: 'production',
  roles: [0, 1, 2, 3].map((id) => ({ id, cluster: false, rules: [] })),
  bindings: [],
};
const READS_SECRETS: ModelRule = { group: '', resource: 'secrets', verb: 'get', name: null };

function withRule(of: Model, role: number, extra: ModelRule): Model {
  return {
    ...of,
    roles: of.roles.map((one) =>
      one.id === role ? { ...one, rules: [...one.rules, extra] } : one,
    ),
  };
}

describe('what is no change in meaning', () => {
  it('order, files, style, wrapping and names of bindings do not show', () => {
    fc.assert(
      fc.property(model, spelling, spelling, (of, one, other) => {
        const verdict = judge(renderModel(of, one), renderModel(of, other));
        expect(verdict.changes).toEqual([]);
        expect(verdict.kind).toBe('allowed');
      }),
      runs,
    );
  });

  it('the difference between two models does not depend on how they are written', () => {
    fc.assert(
      fc.property(model, model, spelling, spelling, (before, after, one, other) => {
        const here = { ...after, environment: before.environment };
        const written = judge(renderModel(before, one), renderModel(here, other));
        const plainly = judge(renderModel(before, plain), renderModel(here, plain));
        expect(written.assessment.tier).toBe(plainly.assessment.tier);
        const kinds = (of: typeof written) => of.changes.map((change) => change.kind).sort();
        expect(kinds(written)).toEqual(kinds(plainly));
      }),
      runs,
    );
  });
});

describe('risk is monotone', () => {
  it('one more permission never lowers the tier', () => {
    const seen = new Set<number>();
    fc.assert(
      fc.property(model, model, fc.nat(3), rule, (before, after, role, extra) => {
        const here = { ...after, environment: before.environment };
        const base = renderModel(before, plain);
        const without = tierOf(base, renderModel(here, plain));
        const withExtra = tierOf(base, renderModel(withRule(here, role, extra), plain));
        expect(withExtra).toBeGreaterThanOrEqual(minusReductions(base, here, without));
        seen.add(withExtra);
      }),
      runs,
    );
    // Laws of order hold for a constant as well: every tier must have occurred.
    expect(seen).toEqual(new Set([0, 1, 2, 3]));
  });

  it('one more binding never lowers the tier of what is gained', () => {
    fc.assert(
      fc.property(model, fc.array(binding, { maxLength: 2 }), binding, (of, some, extra) => {
        const base = renderModel({ ...of, bindings: [] }, plain);
        const few = { ...of, bindings: renumber(some) };
        const more = { ...of, bindings: renumber([...some, extra]) };
        expect(tierOf(base, renderModel(more, plain))).toBeGreaterThanOrEqual(
          tierOf(base, renderModel(few, plain)),
        );
      }),
      runs,
    );
  });

  it('splitting a change in two never lowers the higher of the two below the whole', () => {
    fc.assert(
      fc.property(
        model,
        fc.array(fc.tuple(fc.nat(3), rule), { minLength: 2, maxLength: 4 }),
        (of, extras) => {
          const base = renderModel(of, plain);
          const grow = (from: Model, some: typeof extras): Model =>
            some.reduce((grown, [role, extra]) => withRule(grown, role, extra), from);
          const half = Math.floor(extras.length / 2);
          const middle = grow(of, extras.slice(0, half));
          const end = grow(of, extras);
          const whole = tierOf(base, renderModel(end, plain));
          const first = tierOf(base, renderModel(middle, plain));
          const second = tierOf(renderModel(middle, plain), renderModel(end, plain));
          expect(Math.max(first, second)).toBeGreaterThanOrEqual(whole);
        },
      ),
      runs,
    );
  });

  it('padding with files that hold no identity changes nothing', () => {
    fc.assert(
      fc.property(model, model, (before, after) => {
        const base = renderModel(before, plain);
        const head = renderModel({ ...after, environment: before.environment }, plain);
        const padding = {
          'production/app.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n',
        };
        expect(tierOf(base, { ...head, ...padding })).toBe(tierOf(base, head));
      }),
      runs,
    );
  });

  it('moving out of a production directory together with a grant stays at least as risky', () => {
    fc.assert(
      fc.property(model, fc.nat(3), rule, (of, role, extra) => {
        const here = { ...of, environment: 'production' };
        const grown = withRule(here, role, extra);
        const inPlace = judge(renderModel(here, plain), renderModel(grown, plain));
        const away = judge(
          renderModel(here, plain),
          renderModel({ ...grown, environment: 'staging' }, plain),
        );
        expect(rank(away.assessment.tier)).toBeGreaterThanOrEqual(rank(inPlace.assessment.tier));
      }),
      // Found by an earlier run: nothing was granted yet, so only the files told the environment.
      { ...runs, examples: [[NOTHING_YET, 0, READS_SECRETS]] },
    );
  });
});

describe('the brief’s digest', () => {
  it('is the same for the same facts in any order of files', () => {
    fc.assert(
      fc.property(model, model, spelling, (before, after, how) => {
        const base = renderModel(before, how);
        const head = renderModel({ ...after, environment: before.environment }, how);
        const reversed = Object.fromEntries(Object.entries(head).reverse());
        expect(judge(base, reversed).brief.digest).toBe(judge(base, head).brief.digest);
      }),
      runs,
    );
  });

  it('changes with any byte of the gated content', () => {
    fc.assert(
      fc.property(model, model, (before, after) => {
        const base = renderModel(before, plain);
        const head = renderModel({ ...after, environment: before.environment }, plain);
        const path = Object.keys(head)[0] ?? '';
        fc.pre(path !== '' && base[path] !== head[path]);
        const touched = { ...head, [path]: `${head[path] ?? ''}# one more comment\n` };
        expect(judge(base, touched).brief.digest).not.toBe(judge(base, head).brief.digest);
      }),
      runs,
    );
  });
});

function renumber<T extends { readonly id: number }>(items: readonly T[]): T[] {
  return items.map((item, id) => ({ ...item, id }));
}

/** The tier without what is taken away: an added permission may give back what was being removed. */
function minusReductions(base: Files, after: Model, tier: number): number {
  const verdict = judge(base, renderModel(after, plain));
  const gains = verdict.changes
    .filter((change) => change.kind === 'grant-added' || change.kind === 'grant-widened')
    .map((change) => change.id);
  const gained = verdict.assessment.tiers
    .filter((entry) => gains.includes(entry.change))
    .map((entry) => rank(entry.tier));
  return Math.min(tier, Math.max(0, ...gained));
}
