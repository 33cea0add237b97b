import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createRepository, type TestRepository } from './git-repository.ts';
import type { Ran } from './run-jitl.ts';
import { runJitl } from './run-jitl-in-thread.ts';

/** A repository with a moderate change on the branch `change`, and a place for files beside it. */
export interface ReviewDesk {
  readonly repository: TestRepository;
  /** Writes a file beside the repository and gives its path. */
  readonly file: (name: string, content: string | Uint8Array) => string;
  /** Writes a snapshot of the head of `change` and gives its path. */
  readonly snapshot: (reviews?: readonly object[], more?: object) => string;
  readonly run: (args: readonly string[], input?: string | Uint8Array) => Ran;
  readonly dispose: () => void;
}

const ACCESS = (verbs: string): string => `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: exporter, namespace: reports }
rules:
  - { apiGroups: [''], resources: [configmaps], verbs: [${verbs}] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: exporter, namespace: reports }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: exporter }
subjects: [{ kind: ServiceAccount, name: exporter, namespace: reports }]
`;

/** A rationale that would do, without the lines that bind it. */
export const REASON = `The nightly export writes its position into one map since the spring release, and we rehearsed
losing that map on staging: the job starts over and nobody downstream notices.

mutating-action: it keeps the cursor of the export there, and a wrong cursor repeats one night.
`;

const PEOPLE = `apiVersion: jitl.dev/v1
kind: People
spec: { roles: { break-glass: { people: [radia] } } }
`;

/** Ada opens the pull request; Grace and Margaret own; Radia may override; Gus may only read. */
const ACCOUNTS = [
  { id: 1, login: 'ada', type: 'user', permission: 'write', emails: ['ada@example.com'] },
  { id: 2, login: 'grace', type: 'user', permission: 'write' },
  { id: 3, login: 'margaret', type: 'user', permission: 'write' },
  { id: 4, login: 'radia', type: 'user', permission: 'write' },
  { id: 5, login: 'gus', type: 'user', permission: 'read' },
];

/** @param rules more files of the base, by path */
export function setUpDesk(rules: Readonly<Record<string, string>> = {}): ReviewDesk {
  const repository = createRepository();
  const directory = mkdtempSync(join(tmpdir(), 'jitl-desk-'));
  repository.write('.github/CODEOWNERS', '* @grace @margaret\n');
  repository.write('.jitl/people.yaml', PEOPLE);
  repository.write('clusters/production/exporter.yaml', ACCESS('get'));
  for (const [path, text] of Object.entries(rules)) repository.write(path, text);
  repository.commit('Start');
  repository.branch('change');
  repository.write('clusters/production/exporter.yaml', ACCESS('get, patch'));
  repository.commit('Let the exporter patch its map');
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(directory, name), content);
    return join(directory, name);
  };
  return {
    repository,
    file,
    snapshot: (reviews = [], more = {}) => {
      const head = repository.git('rev-parse', 'change');
      const oids = repository.git('rev-list', 'main..change').split('\n');
      const value = {
        schema: 'https://jitl.dev/schema/v1/snapshot.json',
        repository: { id: 1001, name: 'acme/platform' },
        pullRequest: {
          number: 7,
          title: 'Let the exporter patch its map',
          body: '',
          author: 1,
          baseRef: 'refs/heads/main',
          headCommit: head,
          state: 'open',
          draft: false,
        },
        accounts: ACCOUNTS,
        teams: [],
        commits: oids.map((oid) => ({ oid, author: 1, committer: 1 })),
        reviews: reviews.map((review, index) => ({
          id: index + 1,
          state: 'approved',
          submittedAt: '2026-11-25T09:00:00Z',
          commit: head,
          edited: null,
          ...review,
        })),
        ...more,
      };
      return file('snapshot.json', JSON.stringify(value));
    },
    run: (args, input = '') => runJitl(repository.directory, args, {}, input),
    dispose: () => {
      repository.dispose();
      rmSync(directory, { recursive: true });
    },
  };
}
