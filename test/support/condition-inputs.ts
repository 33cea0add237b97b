import fc from 'fast-check';

import type { Change, Subject } from '../../src/core/change/change.ts';
import type { CelValue } from '../../src/core/policy/cel.ts';
import { LIST_LIMIT } from '../../src/core/policy/condition-type.ts';
import { itemInputs, stateInput, subjectInput } from '../../src/core/policy/inputs.ts';
import { judgeFiles, shippedBasis } from './judge-files.ts';

export type Scope = 'item' | 'subject' | 'state';
export type Input = Readonly<Record<string, CelValue>>;

/** What a condition looks for, so that generated inputs have a chance to hold it. */
export interface Wanted {
  readonly strings: readonly string[];
  readonly integers: readonly bigint[];
}

const NOW = Date.parse('2026-11-25T10:00:00Z');

/**
 * One real input of each scope. The shape of every generated one is taken from these, so that a
 * field that is added to the inputs is varied here without a second list of fields.
 */
export const samples: Readonly<Record<Scope, Input>> = makeSamples();

export function scopeInput(scope: Scope, wanted: Wanted): fc.Arbitrary<Input> {
  return like(samples[scope], leaves(wanted)) as fc.Arbitrary<Input>;
}

/** Texts that implementations disagree about, if about any. */
export const ODD_STRINGS = [
  '',
  ' ',
  '*',
  '**',
  'a*b',
  '\0',
  '\n',
  '\\',
  '\'"',
  'é',
  'e\u0301',
  '\u{1f600}',
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
  '\u{1d4d0}*',
  '\uffff',
  '\ufeffx',
  '\ud800',
  'a\udc00b',
  'ﬀ',
  'İ',
  '__proto__',
  'constructor',
  'true',
  '0',
] as const;

/** Ends of the 64-bit range, and where a double stops being exact. */
export const ODD_INTEGERS = [
  0n,
  1n,
  -1n,
  2n ** 53n,
  2n ** 53n + 1n,
  -(2n ** 53n) - 1n,
  2n ** 63n - 1n,
  -(2n ** 63n),
] as const;

interface Leaves {
  readonly string: fc.Arbitrary<CelValue>;
  readonly bigint: fc.Arbitrary<CelValue>;
  readonly boolean: fc.Arbitrary<CelValue>;
}

// Halves of surrogate pairs are among them: a JavaScript string can hold one alone.
const codePoint = fc.nat(0x10ffff).map((point) => String.fromCodePoint(point));

function leaves({ strings, integers }: Wanted): Leaves {
  const near = integers
    .flatMap((one) => [one - 1n, one, one + 1n])
    // An integer of CEL has 64 bits; beyond them the two need not agree.
    .filter((one) => BigInt.asIntN(64, one) === one);
  return {
    string: fc.oneof(
      { weight: 4, arbitrary: among(strings, '') },
      { weight: 1, arbitrary: among(strings, '').map((text) => `x${text}*`) },
      { weight: 2, arbitrary: fc.constantFrom<string>(...ODD_STRINGS) },
      { weight: 1, arbitrary: fc.array(codePoint, { maxLength: 8 }).map((all) => all.join('')) },
    ),
    bigint: fc.oneof(
      { weight: 3, arbitrary: among(near, 0n) },
      { weight: 1, arbitrary: fc.constantFrom<bigint>(...ODD_INTEGERS) },
      { weight: 1, arbitrary: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
    ),
    boolean: fc.boolean(),
  };
}

function among<T>(wanted: readonly T[], otherwise: T): fc.Arbitrary<T> {
  return fc.constantFrom(...(wanted.length === 0 ? [otherwise] : wanted));
}

function like(sample: CelValue, leaf: Leaves): fc.Arbitrary<CelValue> {
  if (typeof sample === 'string') return leaf.string;
  if (typeof sample === 'bigint') return leaf.bigint;
  if (typeof sample === 'boolean') return leaf.boolean;
  if (isList(sample)) return list(sample[0] ?? '', leaf);
  const fields = Object.entries(sample).map(([name, value]) => [name, like(value, leaf)] as const);
  // The oracle takes plain objects only, and plain ones are what the program makes.
  return fc.record(Object.fromEntries(fields), { noNullPrototype: true });
}

export function isList(value: CelValue): value is readonly CelValue[] {
  return Array.isArray(value);
}

/** Empty, short, and at times as long as a list of the inputs can be. */
function list(element: CelValue, leaf: Leaves): fc.Arbitrary<CelValue> {
  const short = fc.array(like(element, leaf), { maxLength: 4 });
  return fc.tuple(short, fc.nat(39)).map(([some, chance]) => {
    if (chance > 0 || some.length === 0) return some;
    return Array.from({ length: LIST_LIMIT }, (_, at) => some[at % some.length] ?? '');
  });
}

function makeSamples(): Readonly<Record<Scope, Input>> {
  const change = grantChange();
  const location = change.permissions[0]?.location;
  if (location === undefined) throw new Error('the change of the sample has no permission');
  const dependents: Subject['dependents'] = [
    {
      id: 'd',
      environment: 'production',
      impact: 'outage',
      failover: 'none',
      failoverTested: null,
      location,
    },
  ];
  const subject = subjectInput({ ...change.subject, dependents }, NOW);
  const [item] = itemInputs(change, NOW);
  if (item === undefined) throw new Error('the change of the sample has no item');
  const now = BigInt(NOW / 1000);
  return {
    item: { item, subject, now },
    subject: { subject, now },
    state: { state: stateInput(change.permissions), subject, now },
  };
}

function grantChange(): Extract<Change, { readonly permissions: unknown }> {
  const role = [
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: ClusterRole',
    'metadata: {name: r}',
    'rules: [{apiGroups: [""], resources: [secrets], verbs: [get], resourceNames: [one]}]',
    '---',
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: ClusterRoleBinding',
    'metadata: {name: b}',
    'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}',
    'subjects: [{kind: ServiceAccount, name: a, namespace: n}]',
    '',
  ].join('\n');
  const verdict = judgeFiles({}, { 'production/a.yaml': role }, { basis: shippedBasis() });
  for (const change of verdict.changes) if ('permissions' in change) return change;
  throw new Error('the role of the sample gives no grant');
}
