import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Change } from '../../src/core/change/change.ts';
import { describeChange } from '../../src/core/change/describe.ts';
import type { PassingFinding } from '../../src/core/passage/judge-passages.ts';
import { tiers, type Tier } from '../../src/core/policy/documents/tiers.ts';
import type { JudgedVerdict } from '../../src/core/verdict.ts';
import { judgeFiles, shippedBasis, type Files } from '../support/judge-files.ts';
import { findIn } from '../support/passages.ts';
import { binding, rule, type ModelBinding, type ModelRule } from '../support/rbac-model.ts';

const basis = shippedBasis();
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 150) };
const judge = (base: Files, head: Files): JudgedVerdict => judgeFiles(base, head, { basis });
const find = (base: Files, steps: readonly Files[], head: Files): readonly PassingFinding[] =>
  findIn({ base, steps, head, basis });

/** What never changes in one history: which roles are cluster roles, and who could be bound. */
interface World {
  readonly cluster: readonly boolean[];
  readonly bindings: readonly ModelBinding[];
}

/** One state of it: rules by role or no such role, and the bindings that are there. */
interface State {
  readonly roles: readonly (readonly ModelRule[] | null)[];
  readonly bound: readonly boolean[];
  readonly together: boolean;
  readonly broken: boolean;
}

const ROLES = 3;
const world: fc.Arbitrary<World> = fc.record({
  cluster: fc.array(fc.boolean(), { minLength: ROLES, maxLength: ROLES }),
  bindings: fc.uniqueArray(
    binding.map((one) => ({ ...one, role: one.role % ROLES })),
    { minLength: 3, maxLength: 3, selector: (one) => one.id },
  ),
});
const state: fc.Arbitrary<State> = fc.record({
  roles: fc.array(fc.option(fc.array(rule, { maxLength: 3 }), { freq: 3 }), {
    minLength: ROLES,
    maxLength: ROLES,
  }),
  bound: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  together: fc.boolean(),
  broken: fc.boolean(),
});

const API = 'rbac.authorization.k8s.io';

function roleText({ cluster }: World, id: number, rules: readonly ModelRule[]): string {
  return JSON.stringify({
    apiVersion: `${API}/v1`,
    kind: cluster[id] === true ? 'ClusterRole' : 'Role',
    metadata: { name: `role-${id}`, ...(cluster[id] === true ? {} : { namespace: 'apps' }) },
    rules: rules.map(({ group, resource, verb, name }) => ({
      apiGroups: [group],
      resources: [resource],
      verbs: [verb],
      ...(name === null ? {} : { resourceNames: [name] }),
    })),
  });
}

function isWide({ cluster }: World, one: ModelBinding): boolean {
  return one.clusterWide && cluster[one.role] === true;
}

function bindingText(of: World, one: ModelBinding): string {
  const wide = isWide(of, one);
  return JSON.stringify({
    apiVersion: `${API}/v1`,
    kind: wide ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: { name: `binding-${one.id}`, ...(wide ? {} : { namespace: 'apps' }) },
    roleRef: {
      apiGroup: API,
      kind: of.cluster[one.role] === true ? 'ClusterRole' : 'Role',
      name: `role-${one.role}`,
    },
    subjects: [{ kind: 'ServiceAccount', name: one.subject, namespace: 'apps' }],
  });
}

function filesOf(of: World, { roles, bound, together, broken }: State): Files {
  const texts: Record<string, string> = {};
  for (const [id, rules] of roles.entries())
    if (rules !== null) texts[`team/role-${id}.yaml`] = roleText(of, id, rules);
  for (const [at, one] of of.bindings.entries())
    if (bound[at] === true) texts[`team/binding-${one.id}.yaml`] = bindingText(of, one);
  const all = Object.values(texts);
  const files =
    together && all.length > 0 ? { 'team/all.yaml': `${all.join('\n---\n')}\n` } : texts;
  return broken ? { ...files, 'team/broken.yaml': 'kind: Secret\napiVersion: [v1\n' } : files;
}

const calm = (one: State): State => ({ ...one, broken: false });

describe('steps towards what lands', () => {
  it('that only add, in any order and any file, are no findings', () => {
    const history = fc.tuple(world, state).chain(([of, last]) =>
      fc.record({
        of: fc.constant(of),
        last: fc.constant(calm(last)),
        order: fc.shuffledSubarray(atoms(last), { minLength: atoms(last).length }),
        before: fc.nat(3),
        together: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
      }),
    );
    fc.assert(
      fc.property(history, ({ of, last, order, before, together }) => {
        const states = [...order.keys(), order.length].map((count) =>
          filesOf(of, {
            ...partOf(last, new Set(order.slice(0, count))),
            together: together[count] === true,
          }),
        );
        const [base = {}, ...steps] = states.slice(Math.min(before, order.length));
        expect(find(base, steps, filesOf(of, last))).toEqual([]);
      }),
      runs,
    );
  });

  it('a role, its binding and one more verb', () => {
    const of: World = {
      cluster: [false, false, false],
      bindings: [{ id: 1, role: 0, subject: 'alpha', clusterWide: false }],
    };
    const one: ModelRule = { group: '', resource: 'secrets', verb: 'get', name: null };
    const two: ModelRule = { ...one, verb: 'list' };
    const at = (rules: readonly ModelRule[] | null, bound: boolean): Files =>
      filesOf(of, { roles: [rules], bound: [bound], together: false, broken: false });
    expect(find({}, [at([one], false), at([one], true)], at([one, two], true))).toEqual([]);
    // The binding first: the role that it waits for is what lands.
    expect(find({}, [at(null, true)], at([one], true))).toEqual([]);
    // Taken away on the way, and back in the end.
    expect(find(at([one], true), [at([one], false), at([], true)], at([one, two], true))).toEqual(
      [],
    );
    // Narrowed before it is bound, with the same worth.
    expect(find({}, [at([one, two], false)], at([one], true))).toEqual([]);
    expect(find({}, [at([one], true)], at([one], false))).toMatchObject([
      { commit: 'step-0', subject: 'service-account:apps/alpha', leftOut: 0 },
    ]);
  });
});

describe('what does not land', () => {
  const FULL: ModelRule = { group: '*', resource: '*', verb: '*', name: null };
  const administrator = (role: string): string =>
    JSON.stringify({
      apiVersion: `${API}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: 'in-passing' },
      roleRef: { apiGroup: API, kind: 'ClusterRole', name: role },
      subjects: [{ kind: 'ServiceAccount', name: 'gamma', namespace: 'apps' }],
    });
  const clusterRole = (name: string, rules: readonly ModelRule[]): string =>
    roleText({ cluster: [true], bindings: [] }, 0, rules).replaceAll('role-0', name);

  it('full control in any commit is found, wherever and however it is written', () => {
    const history = fc.record({
      of: world,
      base: state.map(calm),
      steps: fc.array(state, { minLength: 1, maxLength: 4 }),
      last: state.map(calm),
      at: fc.nat(3),
      own: fc.boolean(),
      decoy: fc.constantFrom('none', 'base', 'head', 'both'),
      path: fc.constantFrom('team/x.yaml', 'z.json', 'team/role-0.yaml', 'team/all.yaml'),
      wrapped: fc.boolean(),
      apart: fc.boolean(),
    });
    fc.assert(
      fc.property(history, ({ of, base, steps, last, at, own, decoy, path, wrapped, apart }) => {
        const name = own ? 'everything' : 'cluster-admin';
        const decoyFile = { 'team/decoy.yaml': clusterRole(name, []) };
        const role = own ? [clusterRole(name, [FULL])] : [];
        const documents = [...(apart ? [] : role), administrator(name)];
        const listed = wrapped || path.endsWith('.json');
        const text = listed
          ? `{"apiVersion":"v1","kind":"List","items":[${documents.join(',')}]}\n`
          : `${documents.join('\n---\n')}\n`;
        const passing: Files = {
          ...(apart && own ? { 'team/apart.yaml': role[0] ?? '' } : {}),
          [path]: text,
        };
        const index = at % steps.length;
        const first = {
          ...filesOf(of, base),
          ...(['base', 'both'].includes(decoy) ? decoyFile : {}),
        };
        const end = {
          ...filesOf(of, last),
          ...(['head', 'both'].includes(decoy) ? decoyFile : {}),
        };
        const found = find(
          first,
          steps.map((one, step) => ({
            ...filesOf(of, one),
            ...(step === index ? passing : {}),
          })),
          end,
        );
        expect(found.filter(({ subject }) => subject.endsWith('/gamma'))).toMatchObject([
          { commit: `step-${index}`, tier: 'critical' },
        ]);
      }),
      runs,
    );
  });

  it('is found where every file is as it was or as it lands, but not all together', () => {
    const base = {
      'a.yaml': clusterRole('own', []),
      'b.yaml': administrator('own'),
    };
    const wide = { ...base, 'a.yaml': clusterRole('own', [FULL]) };
    expect(find(base, [wide], { 'a.yaml': wide['a.yaml'] })).toMatchObject([
      { commit: 'step-0', tier: 'critical', subject: 'service-account:apps/gamma' },
    ]);
  });

  it('is found where what lands gives a built-in role another meaning', () => {
    const bound = { 'a.yaml': administrator('cluster-admin') };
    const weak = { ...bound, 'b.yaml': clusterRole('cluster-admin', []) };
    expect(find({}, [bound], weak)).toMatchObject([{ commit: 'step-0', tier: 'critical' }]);
  });

  it('is bounded, the worst first, with the count of the rest', () => {
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [
        `team/${at}.yaml`,
        administrator('cluster-admin').replaceAll('gamma', `n-${at}`),
      ]),
    );
    const broken = { 'team/broken.yaml': 'kind: Secret\napiVersion: [v1\n' };
    const found = find({}, [broken, files], {});
    expect(found).toHaveLength(20);
    expect(found.map(({ tier }) => tier)).toEqual(Array.from({ length: 20 }, () => 'critical'));
    expect(found.map(({ leftOut }) => leftOut).filter((count) => count > 0)).toEqual([11]);
    expect(found.at(-1)?.leftOut).toBe(11);
  });

  it('an unreadable file counts, unless it lands unreadable for the same reason', () => {
    const broken = (text: string): Files => ({
      'team/a.yaml': `kind: Secret\napiVersion: [${text}\n`,
    });
    expect(find({}, [broken('v1')], {})).toMatchObject([
      { commit: 'step-0', location: { path: 'team/a.yaml' } },
    ]);
    expect(find({}, [broken('v1')], broken('v2'))).toEqual([]);
    expect(find(broken('v1'), [broken('v1')], {})).toEqual([]);
  });
});

describe('the findings', () => {
  it('are those of checking out each commit', () => {
    const history = fc.record({
      of: world,
      base: state,
      steps: fc.array(state, { minLength: 1, maxLength: 3 }),
      last: state,
    });
    let told = 0;
    fc.assert(
      fc.property(history, ({ of, base, steps, last }) => {
        const expected = checkOutEach(of, base, steps, last);
        const found = find(
          filesOf(of, base),
          steps.map((one) => filesOf(of, one)),
          filesOf(of, last),
        );
        told += found.length;
        const shown = found.map(({ tier, subject, change, factors }) =>
          [tier, subject, change, ...factors].join(' '),
        );
        expect(shown.sort()).toEqual([...expected].sort());
      }),
      runs,
    );
    expect(told).toBeGreaterThan(runs.numRuns / 2);
  });
});

/** The least parts of a state: `r0.1` is a rule of a role, `r0` the role, `b2` a binding. */
function atoms({ roles, bound }: State): string[] {
  return [
    ...roles.flatMap((rules, id) =>
      rules === null ? [] : [`r${id}`, ...rules.map((_, at) => `r${id}.${at}`)],
    ),
    ...bound.flatMap((here, at) => (here ? [`b${at}`] : [])),
  ];
}

function partOf(whole: State, taken: ReadonlySet<string>): State {
  return {
    ...whole,
    broken: false,
    roles: whole.roles.map((rules, id) => {
      const some = (rules ?? []).filter((_, at) => taken.has(`r${id}.${at}`));
      return some.length > 0 || taken.has(`r${id}`) ? some : null;
    }),
    bound: whole.bound.map((_, at) => taken.has(`b${at}`)),
  };
}

/** Judges every commit as text, against both ends, and says what is at neither. */
function checkOutEach(
  of: World,
  base: State,
  steps: readonly State[],
  last: State,
): ReadonlySet<string> {
  const [first, end] = [filesOf(of, base), filesOf(of, last)];
  const final = judge(first, end);
  const worst = new Map<string, string>();
  for (const step of steps) {
    const files = { ...filesOf(of, step), ...awaited(of, step, last) };
    const own = judge(first, files);
    const beyond = judge(end, files);
    for (const change of own.changes) {
      const tier = tierOf(own, change);
      const fresh = freshFactors(own, change, final);
      const rest = beyond.changes.filter((other) => gives(other) && sameMatter(other, change));
      if (!gives(change) || rank(tier) < rank('moderate') || fresh.length === 0) continue;
      if (rest.length === 0) continue;
      const most = rest.map((other) => tierOf(beyond, other)).sort((a, b) => rank(b) - rank(a))[0];
      const least =
        'permissions' in change && most !== undefined && rank(most) < rank(tier) ? most : tier;
      if (rank(least) < rank('moderate')) continue;
      const key = [change.kind, change.subject.holder.id, scope(change), ...fresh].join(' ');
      const known = worst.get(key);
      if (known !== undefined && rank(known.split(' ', 1)[0] as Tier) >= rank(least)) continue;
      worst.set(key, [least, change.subject.holder.id, describeChange(change), ...fresh].join(' '));
    }
  }
  return new Set(worst.values());
}

/** Roles that are missing while every binding of them is one of the last state's. */
function awaited(of: World, step: State, last: State): Files {
  const same = (a: ModelBinding, b: ModelBinding): boolean =>
    a.role === b.role && a.subject === b.subject && isWide(of, a) === isWide(of, b);
  const here = (one: State): readonly ModelBinding[] =>
    of.bindings.filter((_, at) => one.bound[at] === true);
  const files: Record<string, string> = {};
  for (const [id, rules] of last.roles.entries()) {
    const waiting = here(step).filter((one) => one.role === id);
    if (step.roles[id] !== null || rules === null || waiting.length === 0) continue;
    if (waiting.every((one) => here(last).some((other) => same(one, other))))
      files[last.together ? 'team/all-roles.yaml' : `team/role-${id}.yaml`] = [
        ...(last.together ? [files['team/all-roles.yaml'] ?? ''] : []),
        roleText(of, id, rules),
      ]
        .filter((text) => text !== '')
        .join('\n---\n');
  }
  return files;
}

const rank = (tier: Tier): number => tiers.indexOf(tier);
const scope = (change: Change): string => ('scope' in change ? JSON.stringify(change.scope) : '-');
const gives = ({ kind }: Change): boolean =>
  !/-(?:narrowed|removed|deleted|disabled|revoked)$/.test(kind);

function tierOf(verdict: JudgedVerdict, change: Change): Tier {
  return verdict.assessment.tiers.find((rated) => rated.change === change.id)?.tier ?? 'critical';
}

function factorsOf(verdict: JudgedVerdict, change: Change): readonly string[] {
  const own = verdict.assessment.factors.filter((factor) => factor.change === change.id);
  return own.length === 0 ? [change.kind] : own.map((factor) => factor.id);
}

function sameMatter(a: Change, b: Change): boolean {
  return (
    a.subject.holder.id === b.subject.holder.id &&
    scope(a) === scope(b) &&
    a.kind.split('-')[0] === b.kind.split('-')[0] &&
    ('reason' in a ? a.reason : '') === ('reason' in b ? b.reason : '')
  );
}

/** What nothing that lands has about the same holder and scope, or about holders of the role. */
function freshFactors(own: JudgedVerdict, change: Change, final: JudgedVerdict): readonly string[] {
  const landed = final.changes.filter(
    (other) =>
      gives(other) &&
      ((other.subject.holder.id === change.subject.holder.id && scope(other) === scope(change)) ||
        (scope(change) === '{"kind":"role"}' &&
          'via' in other &&
          other.via.some((via) =>
            change.subject.holder.name.endsWith(` ${via.split(' by ')[0]}`),
          ))),
  );
  if ('reason' in change && landed.some((other) => sameMatter(other, change))) return [];
  const known = new Set(landed.flatMap((other) => factorsOf(final, other)));
  const all = factorsOf(own, change);
  const fresh = all.filter((id) => !known.has(id));
  const most = Math.max(0, ...landed.map((other) => rank(tierOf(final, other))));
  return fresh.length > 0 || rank(tierOf(own, change)) <= most ? fresh : all;
}
