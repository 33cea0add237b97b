import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { tiers, type Tier } from '../../src/core/policy/documents/tiers.ts';
import { shippedBasis, type Files } from '../support/judge-files.ts';
import { fileRater } from '../support/rate-files.ts';
import { plain, renderModel, rule, type Model, type ModelRule } from '../support/rbac-model.ts';

/** Each law on this many pairs of repositories, all the way from YAML. */
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 800) };
const TIMEOUT = 600_000;

const rater = fileRater(shippedBasis());
const rank = (tier: Tier): number => tiers.indexOf(tier);
const seen = new Map<string, Set<number>>();

/** The tier, remembered by law: an order holds for a constant as well. */
function tierOf(law: string, base: Files, head: Files): number {
  const tier = rank(rater.rate(base, head).tier);
  seen.set(law, (seen.get(law) ?? new Set()).add(tier));
  return tier;
}

/** One file for each object, so that most of them are met again. */
const apart = { ...plain, files: 16 };
const write = (of: Model): Files => renderModel(of, apart);

/** Two roles that both accounts may hold; small, because what matters is how rules meet. */
const roles = fc.tuple(
  ...[0, 1].map((id) =>
    fc.record({
      id: fc.constant(id),
      cluster: fc.boolean(),
      rules: fc.array(rule, { maxLength: 3 }),
    }),
  ),
);
const bindings = fc.uniqueArray(
  fc.record({
    id: fc.nat(5),
    role: fc.nat(1),
    subject: fc.constantFrom('alpha', 'beta'),
    clusterWide: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3, selector: (one) => one.id },
);
const small: fc.Arbitrary<Model> = fc.record({
  environment: fc.constantFrom('production', 'staging', 'team'),
  roles,
  bindings,
});

function withRules(of: Model, extra: readonly (readonly [number, ModelRule])[]): Model {
  return {
    ...of,
    roles: of.roles.map((role) => ({
      ...role,
      rules: [...role.rules, ...extra.filter(([id]) => id === role.id).map(([, one]) => one)],
    })),
  };
}

const nothing = (of: Model): Model => ({
  ...of,
  roles: of.roles.map((role) => ({ ...role, rules: [] })),
});

/** Found by an earlier run: nothing was granted yet, so only the files told the environment. */
const NOTHING_YET: Model = {
  environment: 'production',
  roles: [0, 1].map((id) => ({ id, cluster: false, rules: [] })),
  bindings: [],
};
const READS_SECRETS: ModelRule = { group: '', resource: 'secrets', verb: 'get', name: null };
const CREATES_ONE: ModelRule = { group: '', resource: 'secrets', verb: 'create', name: 'one' };

/** Found by an earlier run: half of a combination stands in a file that nobody changed. */
const HOLDS_ALL: Model = {
  environment: 'production',
  roles: [
    { id: 0, cluster: false, rules: [{ group: '', resource: '*', verb: '*', name: null }] },
    { id: 1, cluster: false, rules: [] },
  ],
  bindings: [0, 1].map((role) => ({ id: role, role, subject: 'alpha', clusterWide: false })),
};

const extras = fc.array(fc.tuple(fc.nat(1), rule), { minLength: 1, maxLength: 3 });

/** Stronger in one respect, and otherwise the same. */
const STRONGER: Readonly<Record<string, (one: ModelRule) => ModelRule>> = {
  'any object instead of one': (one) => ({ ...one, name: null }),
  'every verb instead of one': (one) => ({ ...one, verb: '*' }),
  'every resource instead of one': (one) => ({ ...one, resource: '*' }),
  'every group instead of one': (one) => ({ ...one, group: '*' }),
};

describe('no law is about a constant', () => {
  afterAll(() => {
    for (const [law, found] of seen) expect([law, found.size > 2]).toEqual([law, true]);
  });

  it(
    'more privilege never lowers the tier',
    () => {
      fc.assert(
        fc.property(small, extras, extras, (of, some, more) => {
          const base = write(nothing(of));
          const few = tierOf('more', base, write(withRules(of, some)));
          const all = tierOf('more', base, write(withRules(of, [...some, ...more])));
          expect(all).toBeGreaterThanOrEqual(few);
        }),
        runs,
      );
    },
    TIMEOUT,
  );

  it(
    'stronger privilege never lowers the tier',
    () => {
      fc.assert(
        fc.property(
          small,
          fc.nat(1),
          rule,
          fc.constantFrom(...Object.keys(STRONGER)),
          (of, role, one, how) => {
            const base = write(nothing(of));
            const weak = tierOf('stronger', base, write(withRules(of, [[role, one]])));
            const grown = STRONGER[how]?.(one) ?? one;
            expect(
              tierOf('stronger', base, write(withRules(of, [[role, grown]]))),
            ).toBeGreaterThanOrEqual(weak);
          },
        ),
        { ...runs, examples: [[NOTHING_YET, 0, CREATES_ONE, 'every verb instead of one']] },
      );
    },
    TIMEOUT,
  );

  it(
    'a role that is bound everywhere is never worth less than in one namespace',
    () => {
      fc.assert(
        fc.property(small, (of) => {
          const everywhere = (clusterWide: boolean): Model => ({
            ...of,
            bindings: of.bindings.map((one) => ({ ...one, clusterWide })),
          });
          const base = write(nothing({ ...of, bindings: [] }));
          expect(tierOf('wider', base, write(everywhere(true)))).toBeGreaterThanOrEqual(
            tierOf('wider', base, write(everywhere(false))),
          );
        }),
        runs,
      );
    },
    TIMEOUT,
  );

  it(
    'splitting over files, and the order of all there is, change nothing',
    () => {
      fc.assert(
        fc.property(
          small,
          small,
          fc.nat(1000),
          fc.integer({ min: 1, max: 4 }),
          (before, after, seed, files) => {
            const here = { ...after, environment: before.environment };
            const whole = tierOf('files', write(before), write(here));
            const how = { ...plain, seed, files };
            const turned = {
              ...here,
              bindings: here.bindings.toReversed(),
              roles: here.roles.map((role) => ({ ...role, rules: role.rules.toReversed() })),
            };
            expect(
              tierOf('files', renderModel(before, { ...plain, files }), renderModel(turned, how)),
            ).toBe(whole);
          },
        ),
        runs,
      );
    },
    TIMEOUT,
  );

  it(
    'splitting over pull requests never lowers the higher of the two below the whole',
    () => {
      fc.assert(
        fc.property(small, extras, extras, (of, one, two) => {
          const middle = withRules(of, one);
          const end = withRules(of, [...one, ...two]);
          const whole = tierOf('requests', write(of), write(end));
          const first = tierOf('requests', write(of), write(middle));
          const second = tierOf('requests', write(middle), write(end));
          expect(Math.max(first, second)).toBeGreaterThanOrEqual(whole);
        }),
        {
          ...runs,
          examples: [[HOLDS_ALL, [[1, { ...READS_SECRETS, group: 'apps' }]], [[0, READS_SECRETS]]]],
        },
      );
    },
    TIMEOUT,
  );

  it(
    'relabelling in the change that grants never lowers the tier',
    () => {
      fc.assert(
        fc.property(
          small,
          extras,
          fc.constantFrom('development', 'staging', 'team'),
          (of, more, to) => {
            const here = { ...of, environment: 'production' };
            const grown = withRules(here, more);
            const inPlace = tierOf('relabelled', write(here), write(grown));
            const away = tierOf('relabelled', write(here), write({ ...grown, environment: to }));
            expect(away).toBeGreaterThanOrEqual(inPlace);
          },
        ),
        { ...runs, examples: [[NOTHING_YET, [[0, READS_SECRETS]], 'staging']] },
      );
    },
    TIMEOUT,
  );

  it(
    'padding with what is harmless, and with what takes away, never lowers the tier',
    () => {
      const app = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a, namespace: b }\n';
      const other = (verb: string): string =>
        [
          `{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"pad","namespace":"pad"},"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["${verb}"]}]}`,
          '{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"pad","namespace":"pad"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"pad"},"subjects":[{"kind":"ServiceAccount","name":"pad","namespace":"pad"}]}',
        ].join('\n---\n');
      fc.assert(
        fc.property(
          small,
          small,
          fc.nat(4),
          fc.constantFrom('get', 'create', '*'),
          (before, after, files, verb) => {
            const base = write(before);
            const head = write({ ...after, environment: before.environment });
            const alone = tierOf('padded', base, head);
            const harmless = Object.fromEntries(
              Array.from({ length: files + 1 }, (_, at) => [`apps/app-${at}.yaml`, app]),
            );
            expect(tierOf('padded', base, { ...head, ...harmless })).toBe(alone);
            // The base has one grant more, which the head takes away.
            const taken = { ...base, 'pad/rbac.yaml': other(verb) };
            expect(tierOf('padded', taken, head)).toBeGreaterThanOrEqual(alone);
          },
        ),
        runs,
      );
    },
    TIMEOUT,
  );
});

describe('what only takes away', () => {
  it(
    'raises no dimension but availability',
    () => {
      fc.assert(
        fc.property(small, (of) => {
          const { factors } = rater.rate(write(of), write(nothing(of)));
          const raised = new Set(factors.flatMap((factor) => Object.keys(factor.raises)));
          raised.delete('environment');
          expect([...raised].filter((dimension) => dimension !== 'availability')).toEqual([]);
        }),
        runs,
      );
    },
    TIMEOUT,
  );
});
