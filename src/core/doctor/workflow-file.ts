import { get, type YamlMapping, type YamlNode } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { WorkflowFile } from './settings.ts';

/** A workflow of GitHub Actions, as far as it bears on the gate. */
export interface Workflow {
  readonly name: string | null;
  readonly triggers: ReadonlyMap<string, Trigger>;
  readonly rights: Rights;
  /** Whether anything but `false` says that a newer run ends an older one. */
  readonly cancels: boolean;
  readonly jobs: readonly Job[];
}

export interface Trigger {
  /** Null: those that GitHub takes by default. */
  readonly types: readonly string[] | null;
  readonly workflows: readonly string[];
  /** Names of `branches`, `paths` and the like that leave events out. */
  readonly filters: readonly string[];
}

/** By name; `all`: a level for every right; null: not said, so that the default of the repository holds. */
export type Rights = ReadonlyMap<string, string> | { readonly all: string } | null;

export interface Job {
  readonly id: string;
  readonly name: string | null;
  readonly rights: Rights;
  readonly environment: string | null;
  /** Of a job that is a workflow of its own. */
  readonly uses: string | null;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly uses: string | null;
  readonly run: string | null;
  /** Names of what it is given. */
  readonly inputs: readonly string[];
}

export interface WorkflowFileReading {
  readonly path: string;
  /** Or why it cannot be said what GitHub makes of it. */
  readonly workflow: Workflow | { readonly unreadable: string };
}

/** GitHub resolves anchors, and reads scalars as YAML 1.2 does. */
const HARMLESS: readonly string[] = ['anchor', 'ambiguous-scalar'];

/** Never throws: what the strict reader refuses is unreadable. */
export function readWorkflow({ path, text }: WorkflowFile): WorkflowFileReading {
  const { documents, problems } = parseYaml(new TextEncoder().encode(text));
  const [document, ...more] = documents;
  const problem =
    problems[0] ?? document?.problems.find(({ code }) => !HARMLESS.includes(code)) ?? null;
  if (problem !== null) return { path, workflow: { unreadable: problem.message } };
  const root = document?.root;
  if (root?.kind !== 'mapping' || more.length > 0)
    return { path, workflow: { unreadable: 'it is not one mapping' } };
  return { path, workflow: workflowOf(root) };
}

function workflowOf(root: YamlMapping): Workflow {
  const jobs = entriesOf(get(root, 'jobs')).map(({ key, value }) => ({ id: key, node: value }));
  return {
    name: textOf(get(root, 'name')),
    triggers: triggersOf(get(root, 'on')),
    rights: rightsOf(get(root, 'permissions')),
    cancels: [root, ...jobs.map(({ node }) => node)].some(cancels),
    jobs: jobs.map(({ id, node }) => jobOf(id, node)),
  };
}

function triggersOf(node: YamlNode | undefined): ReadonlyMap<string, Trigger> {
  const plain: Trigger = { types: null, workflows: [], filters: [] };
  if (node?.kind !== 'mapping') return new Map(textsOf(node).map((name) => [name, plain] as const));
  return new Map(node.entries.map(({ key, value }) => [key, triggerOf(value)] as const));
}

function triggerOf(node: YamlNode): Trigger {
  const types = at(node, 'types');
  return {
    types: types === undefined ? null : textsOf(types),
    workflows: textsOf(at(node, 'workflows')),
    filters: entriesOf(node)
      .map(({ key }) => key)
      .filter((key) => /^(?:branches|paths|tags)(?:-ignore)?$/.test(key)),
  };
}

function rightsOf(node: YamlNode | undefined): Rights {
  if (node === undefined) return null;
  if (node.kind === 'mapping')
    return new Map(node.entries.map(({ key, value }) => [key, textOf(value) ?? ''] as const));
  return { all: textOf(node) ?? '' };
}

function cancels(node: YamlNode): boolean {
  const value = at(at(node, 'concurrency'), 'cancel-in-progress');
  return value !== undefined && textOf(value) !== 'false';
}

function jobOf(id: string, node: YamlNode): Job {
  const environment = at(node, 'environment');
  return {
    id,
    name: textOf(at(node, 'name')),
    rights: rightsOf(at(node, 'permissions')),
    environment: textOf(environment?.kind === 'mapping' ? get(environment, 'name') : environment),
    uses: textOf(at(node, 'uses')),
    steps: itemsOf(at(node, 'steps')).map((step) => ({
      uses: textOf(at(step, 'uses')),
      run: textOf(at(step, 'run')),
      inputs: entriesOf(at(step, 'with')).map(({ key }) => key),
    })),
  };
}

function at(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.kind === 'mapping' ? get(node, key) : undefined;
}

function entriesOf(node: YamlNode | undefined): YamlMapping['entries'] {
  return node?.kind === 'mapping' ? node.entries : [];
}

function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'sequence' ? node.items : [];
}

/** One text, or a list of them. */
function textsOf(node: YamlNode | undefined): readonly string[] {
  const items = node?.kind === 'sequence' ? node.items : node === undefined ? [] : [node];
  return items.flatMap((item) => textOf(item) ?? []);
}

function textOf(node: YamlNode | undefined): string | null {
  return node?.kind === 'scalar' && node.value !== null ? node.text : null;
}
