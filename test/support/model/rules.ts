import { digestBytes } from '../../../src/core/digest.ts';
import { readBasis } from '../../../src/core/policy/read-basis.ts';
import type { BasisSource } from '../../../src/core/policy/read-documents.ts';
import type { Basis } from '../../../src/core/policy/basis.ts';
import { sortedBy } from '../../../src/core/order.ts';
import { shippedBasis, shippedSources } from '../judge-files.ts';

/** What the base may add to the shipped policies; each is a policy of its own. */
export const TOGGLES = {
  'security-role': 'moderate: { reviews: [{ id: security, role: security }] }',
  'three-people':
    'high: { reviews: [{ id: owner, from: code-owners }], separation: { distinctPeople: 3 } }',
  'two-owners': 'moderate: { reviews: [{ id: owner, from: code-owners, count: 2 }] }',
  'bind-to-head':
    'moderate: { reviews: [{ id: owner, from: code-owners }], approvals: { bindTo: head } }',
  sections:
    'moderate: { reviews: [{ id: owner, from: code-owners }], rationale: { sections: [rollback] } }',
  'flag-similar':
    'moderate: { reviews: [{ id: owner, from: code-owners }], rationale: { similar: flag } }',
  'refuse-similar':
    'moderate: { reviews: [{ id: owner, from: code-owners }], rationale: { similar: refuse } }',
  'day-old': 'moderate: { reviews: [{ id: owner, from: code-owners }], approvals: { maxAge: 1d } }',
  'known-edits':
    'moderate: { reviews: [{ id: owner, from: code-owners }], approvals: { unknownEdits: refuse } }',
  'declared-owner':
    'moderate: { reviews: [{ id: owner, from: code-owners }], separation: { exclude: [declared-owner] } }',
  'short-lives': 'moderate: { reviews: [{ id: owner, from: code-owners }], maxLifetime: 7d }',
  expertise: 'moderate: { reviews: [{ id: owner, from: code-owners, expertise: [ledgers] }] }',
  'two-teams':
    'moderate: { reviews: [{ id: owner, from: code-owners }], separation: { distinctTeams: 2 } }',
  'agent-three':
    'moderate: { reviews: [{ id: owner, from: code-owners }], separation: { agentAuthored: { distinctPeople: 3 } } }',
  'each-factor':
    'moderate: { reviews: [{ id: owner, from: code-owners }], rationale: { addressEachFactor: true } }',
  'must-security': 'moderate: { reviews: [{ id: security, role: security }] }',
  'must-own':
    'high: { reviews: [{ id: owner, from: code-owners }], separation: { distinctPeople: 2 } }',
  /** Asks nobody, and three questions. */
  curious: '',
} as const;
export type Toggle = keyof typeof TOGGLES;
export const toggles = Object.keys(TOGGLES) as readonly Toggle[];

/** What these ask, no override stands in for. */
const MANDATORY: readonly Toggle[] = ['must-security', 'must-own'];

/** What `.jitl/people.yaml` of the base says. */
export interface PeopleFacts {
  /** Both accounts of Ana, and Bea's login with her id. */
  readonly persons: boolean;
  readonly coder: 'unregistered' | 'unoperated' | 'operated' | 'operated-by-ana';
  readonly roles: 'none' | 'held' | 'held-by-reserve';
}

const TARGETS = `changes: [identity-created, grant-added, trust-widened, owner-changed]`;

function policy(toggle: Toggle): BasisSource {
  const enforcement = MANDATORY.includes(toggle) ? 'mandatory' : 'overridable';
  const text = `apiVersion: jitl.dev/v1
kind: Policy
metadata: {id: own-${toggle}, title: Ours, owner: team/us, version: 1, status: active}
spec:
  enforcement: ${enforcement}
  appliesTo: {${TARGETS}}
${toggle === 'curious' ? QUESTIONS : `  requires:\n    ${TOGGLES[toggle]}\n`}`;
  return source(`.jitl/policies/${toggle}.yaml`, text);
}

const QUESTIONS = `  factors:
${['who', 'when', 'where']
  .map(
    (id) => `    - {id: ${id}, scope: item, category: hygiene, floor: low, when: 'true',
       message: Something to know., question: What is to be known of it?}\n`,
  )
  .join('')}`;

function source(path: string, text: string): BasisSource {
  return { path, side: 'base', bytes: new TextEncoder().encode(text) };
}

const OPERATORS = { unregistered: '', unoperated: '', operated: 'olga', 'operated-by-ana': 'ana' };

function peopleFile(facts: PeopleFacts): BasisSource {
  const security = facts.roles === 'held' ? '[sec]' : '[zoe, yan, xia]';
  const ledgers = facts.roles === 'held' ? '[ana, bea]' : '[zoe, yan, xia]';
  const oncall = facts.roles === 'held' ? '[oncall]' : '[zoe, yan, xia]';
  const lines = [
    'apiVersion: jitl.dev/v1',
    'kind: People',
    'spec:',
    facts.roles === 'none'
      ? '  roles: {security: {}}\n  expertise: {ledgers: {}}'
      : `  roles:
    security: {people: ${security}, teams: [acme/security]}
    break-glass: {people: ${oncall}, teams: [acme/oncall]}
  expertise:
    ledgers: {people: ${ledgers}, teams: [acme/oncall]}`,
    facts.persons
      ? `  persons:
    - {name: the-analyst, accounts: [{login: ana, id: 2}, {login: ana-too, id: 11}]}
    - {name: the-banker, accounts: [{login: bea, id: 3}]}`
      : '  persons: []',
    facts.coder === 'unregistered'
      ? '  agents: []'
      : `  agents: [{login: coder, id: 9, operators: [${OPERATORS[facts.coder]}]}]`,
  ];
  return source('.jitl/people.yaml', `${lines.join('\n')}\n`);
}

const shipped = shippedBasis();

/** What no basis is without; the other shipped files cost much and say nothing about ours. */
const least = shippedSources().filter(({ path }) => /who-decides|risk-model/.test(path));

function readOwn(files: readonly BasisSource[]): Basis {
  const { basis, diagnostics } = readBasis(least, files);
  if (basis === null) throw new Error(JSON.stringify(diagnostics));
  return basis;
}

/** All toggles with their sources, read once: compiling conditions is what costs. */
const all = readOwn([
  ...toggles.map(policy),
  peopleFile({ persons: true, coder: 'operated', roles: 'held' }),
]);
const ready = new Map<string, Basis>();

/** What the program would have read from these files, put together from parts that were read once. */
export function basisOf(on: readonly Toggle[], facts: PeopleFacts): Basis {
  const key = JSON.stringify([[...on].sort(), facts]);
  const found = ready.get(key);
  if (found !== undefined) return found;
  const file = peopleFile(facts);
  const paths = new Set(on.map((toggle) => policy(toggle).path));
  const own = <T extends { readonly path: string }>(list: readonly T[]) =>
    list.filter((one) => paths.has(one.path));
  const basis: Basis = {
    ...shipped,
    policies: sortedBy(
      [...shipped.policies, ...own(all.policies)],
      (one) => one.document.metadata.id,
    ),
    people: readPeople(file),
    sources: sortedBy(
      [
        ...shipped.sources,
        ...own(all.sources),
        { path: file.path, digest: digestBytes(file.bytes) },
      ],
      (one) => one.path,
    ),
  };
  ready.set(key, basis);
  return basis;
}

const peopleRead = new Map<string, Basis['people']>();

function readPeople(file: BasisSource): Basis['people'] {
  const key = digestBytes(file.bytes);
  const found = peopleRead.get(key);
  if (found !== undefined) return found;
  const { people } = readOwn([file]);
  peopleRead.set(key, people);
  return people;
}
