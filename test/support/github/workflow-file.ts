import { parse } from 'yaml';

import { isRecord } from './events/seed.ts';

export interface Trigger {
  readonly types: readonly string[] | null;
  readonly branches: readonly string[] | null;
  readonly branchesIgnore: readonly string[] | null;
  readonly paths: readonly string[] | null;
  readonly workflows: readonly string[];
}

export type Permissions =
  'read-all' | 'write-all' | Readonly<Record<string, 'read' | 'write' | 'none'>>;

export interface WorkflowJob {
  readonly id: string;
  readonly name: string;
  readonly permissions: Permissions | null;
  readonly environment: string | null;
}

export interface WorkflowFile {
  readonly path: string;
  readonly name: string;
  readonly on: ReadonlyMap<string, Trigger>;
  readonly permissions: Permissions | null;
  readonly jobs: readonly WorkflowJob[];
}

const always: Trigger = {
  types: null,
  branches: null,
  branchesIgnore: null,
  paths: null,
  workflows: [],
};

/** As much of a workflow as decides whether it runs and with what. Null: it is none. */
export function readWorkflow(path: string, text: string): WorkflowFile | null {
  const file = parsed(text);
  if (!isRecord(file)) return null;
  const jobs = isRecord(file['jobs']) ? Object.entries(file['jobs']) : [];
  return {
    path,
    name: typeof file['name'] === 'string' ? file['name'] : path,
    on: triggersOf(file['on']),
    permissions: permissionsOf(file['permissions']),
    jobs: jobs.map(([id, job]) => jobOf(id, isRecord(job) ? job : {})),
  };
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

function triggersOf(on: unknown): ReadonlyMap<string, Trigger> {
  if (typeof on === 'string') return new Map([[on, always]]);
  if (Array.isArray(on)) return new Map(on.map((name: unknown) => [String(name), always]));
  if (!isRecord(on)) return new Map();
  return new Map(
    Object.entries(on).map(([name, filter]) => {
      const given = isRecord(filter) ? filter : {};
      return [
        name,
        {
          types: list(given['types']),
          branches: list(given['branches']),
          branchesIgnore: list(given['branches-ignore']),
          paths: list(given['paths']),
          workflows: list(given['workflows']) ?? [],
        },
      ];
    }),
  );
}

function jobOf(id: string, job: Readonly<Record<string, unknown>>): WorkflowJob {
  const { environment } = job;
  const named = isRecord(environment) ? environment['name'] : environment;
  return {
    id,
    name: typeof job['name'] === 'string' ? job['name'] : id,
    permissions: permissionsOf(job['permissions']),
    environment: typeof named === 'string' ? named : null,
  };
}

function permissionsOf(value: unknown): Permissions | null {
  if (value === 'read-all' || value === 'write-all') return value;
  if (!isRecord(value)) return null;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, level]) =>
      level === 'read' || level === 'write' || level === 'none' ? [[name, level] as const] : [],
    ),
  );
}

function list(value: unknown): readonly string[] | null {
  if (value === undefined || value === null) return null;
  return (Array.isArray(value) ? value : [value]).map(String);
}
