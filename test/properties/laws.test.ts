import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { judgeFiles, shippedBasis, type Files } from '../support/judge-files.ts';
import { model, plain, renderModel, spelling } from '../support/rbac-model.ts';

const basis = shippedBasis();
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 400) };

const judge = (base: Files, head: Files) => judgeFiles(base, head, { basis });

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
