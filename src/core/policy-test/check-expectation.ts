import type { Diagnostic } from '../diagnostic.ts';
import type { Basis, ReadyPolicy } from '../policy/basis.ts';
import { unknownId } from '../policy/check-basis.ts';
import type { Expectation } from '../policy/documents/policy-test-expect.ts';
import type { RequirementRule } from '../policy/documents/requires.ts';
import { invalid, type ReadyCase } from './suite.ts';

interface About {
  readonly basis: Basis;
  /** The policies under test. */
  readonly policies: ReadonlySet<string>;
  /** Places within the case. */
  readonly at: ReadyCase['at'];
}

/** Everything that an expectation names exists, so that it can come true. */
export function checkExpectation(expect: Expectation, about: About): readonly Diagnostic[] {
  return [
    ...checkFactors(expect, about),
    ...checkDecider(expect, about),
    ...checkRow(expect, about),
    ...checkRules(expect, about),
  ];
}

const FACTOR_LISTS = [
  'matched',
  'matchedIncludes',
  'matchedExcludes',
  'advisory',
  'shadow',
  'waived',
] as const;

function checkFactors(expect: Expectation, about: About): readonly Diagnostic[] {
  const known = tested(about).flatMap(({ factors }) => factors.map(({ rule }) => rule.id));
  return FACTOR_LISTS.flatMap((key) =>
    (expect[key] ?? []).flatMap((text, index) => {
      if (known.includes(text)) return [];
      const location = about.at('expect', key, index);
      const other = policyOf(text, about.basis);
      if (other === null)
        return [unknownId(`there is no factor \`${text}\``, { text, known, location })];
      const message = `\`${text}\` is a factor of \`${other}\`, which is not under test`;
      return [invalid(message, location, `add \`${other}\` to \`policies\``)];
    }),
  );
}

const DECIDERS = ['table', 'unclassified', 'nothing', 'limit'];

/** A floor of any policy in use can decide. */
function checkDecider({ decidedBy }: Expectation, { basis, at }: About): readonly Diagnostic[] {
  if (decidedBy === undefined || DECIDERS.includes(decidedBy)) return [];
  const rules = basis.policies.flatMap(({ factors }) => factors.map(({ rule }) => rule));
  const floors = rules.filter((rule) => rule.floor !== undefined).map(({ id }) => id);
  if (floors.includes(decidedBy)) return [];
  const location = at('expect', 'decidedBy');
  if (rules.some(({ id }) => id === decidedBy))
    return [
      invalid(`\`${decidedBy}\` sets no floor, so it never decides`, location, 'expect `table`'),
    ];
  return [
    unknownId(`\`${decidedBy}\` is no factor that could decide`, {
      text: decidedBy,
      known: [...DECIDERS, ...floors],
      location,
    }),
  ];
}

function checkRow({ row }: Expectation, { basis, at }: About): readonly Diagnostic[] {
  if (row === undefined) return [];
  const { dimensions, table } = basis.model.spec;
  const unknown = Object.entries(row).flatMap(([dimension, level]) => {
    const location = at('expect', 'row', dimension);
    const levels = Object.hasOwn(dimensions, dimension) ? dimensions[dimension] : undefined;
    if (levels === undefined)
      return [
        unknownId(`\`${dimension}\` is no dimension of the risk model`, {
          text: dimension,
          known: Object.keys(dimensions),
          location,
        }),
      ];
    if (levels.includes(level)) return [];
    const message = `\`${level}\` is no level of \`${dimension}\``;
    return [unknownId(message, { text: level, known: levels, location })];
  });
  if (unknown.length > 0) return unknown;
  const rows = [...table.critical, ...table.high, ...table.moderate];
  if (rows.some((one) => rowKey(one) === rowKey(row))) return [];
  const help = 'write it as it stands in the table, with exactly its bounds';
  return [invalid('the risk model has no such row', at('expect', 'row'), help)];
}

/** The same text for rows that ask the same. */
export function rowKey(row: Readonly<Record<string, string>>): string {
  return Object.entries(row)
    .map(([dimension, level]) => `${dimension}: ${level}`)
    .sort()
    .join(', ');
}

function checkRules(expect: Expectation, about: About): readonly Diagnostic[] {
  const rules = tested(about).flatMap(({ document }) =>
    Object.values(document.spec.requires ?? {}),
  );
  const lines = idsOf(rules, (rule) => rule.reviews.map(({ id }) => id));
  const sections = idsOf(rules, (rule) => rule.rationale?.sections ?? []);
  const followUps = idsOf(rules, (rule) => rule.followUps.map(({ id }) => id));
  const known = (what: string, known_: readonly string[], named: readonly [string, Step][]) =>
    named.flatMap(([text, step]) => {
      if (known_.includes(text)) return [];
      const message = `no policy under test has the ${what} \`${text}\``;
      return [unknownId(message, { text, known: known_, location: about.at('expect', ...step) })];
    });
  return [
    ...known('review line', lines, keysOf('reviews', expect.reviews)),
    ...known('review line', lines, keysOf('expertise', expect.expertise)),
    ...known('section', sections, listOf('sections', expect.sections)),
    ...known('follow-up', followUps, listOf('followUps', expect.followUps)),
  ];
}

type Step = readonly (string | number)[];

function keysOf(key: string, value: object | undefined): readonly [string, Step][] {
  return Object.keys(value ?? {}).map((name) => [name, [key, name]]);
}

function listOf(key: string, value: readonly string[] | undefined): readonly [string, Step][] {
  return (value ?? []).map((name, index) => [name, [key, index]]);
}

function idsOf(
  rules: readonly (RequirementRule | undefined)[],
  read: (rule: RequirementRule) => readonly string[],
): readonly string[] {
  return [...new Set(rules.flatMap((rule) => (rule === undefined ? [] : read(rule))))];
}

function tested({ basis, policies }: About): readonly ReadyPolicy[] {
  return basis.policies.filter(({ document }) => policies.has(document.metadata.id));
}

function policyOf(factor: string, { policies }: Basis): string | null {
  const found = policies.find(({ factors }) => factors.some(({ rule }) => rule.id === factor));
  return found?.document.metadata.id ?? null;
}
