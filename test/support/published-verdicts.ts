import type { JudgedVerdict, Verdict } from '../../src/core/verdict.ts';
import { judgeFiles, shippedBasis } from './judge-files.ts';

const basis = shippedBasis();

/** The digits of a commit. */
export const HEAD = '1'.repeat(40);

function role(index: number, resources: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: r${index}, namespace: team-${index} }
rules:
  - apiGroups: ['']
    resources: [${resources}]
    verbs: [get, list]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: b${index}, namespace: team-${index} }
subjects: [{ kind: ServiceAccount, name: app-${index}, namespace: team-${index} }]
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: r${index} }
`;
}

/** What `count` identities more read, as the pure part judges it. */
export function readersOf(resources: string, count: number): JudgedVerdict {
  const at = (index: number): string => `prod/app-${index}.yaml`;
  const files = (list: string | null) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        at(index),
        role(index, list === null ? 'configmaps' : list),
      ]),
    );
  return onPullRequest(judgeFiles(files(null), files(`configmaps, ${resources}`), { basis }));
}

/** As if it were about a pull request, with a review of each kind, a veto, a hold and an override. */
export function onPullRequest(verdict: JudgedVerdict): JudgedVerdict {
  const subject = { ...verdict.subject, repository: 'acme/identities', pullRequest: 12 };
  return {
    ...verdict,
    kind: 'pending',
    subject: { ...subject, head: { ...subject.head, commit: HEAD } },
    headCommit: HEAD,
  };
}

/** With everything that a verdict can hold, so that every line of a renderer is reached. */
export function everything(): JudgedVerdict {
  const verdict = readersOf('secrets', 2);
  const location = verdict.changes[0]?.head ?? null;
  const dependent = {
    id: 'billing',
    environment: 'production' as const,
    impact: 'outage' as const,
    failover: 'none' as const,
    failoverTested: null,
    location: location ?? raise(),
  };
  return {
    ...verdict,
    changes: verdict.changes.map((change) => ({
      ...change,
      subject: { ...change.subject, dependents: [dependent] },
    })),
    reviews: [
      {
        review: 1,
        login: 'dana',
        person: 'dana',
        outcome: {
          kind: 'disqualified',
          code: 'stale',
          message: 'it is old',
          help: 'again',
          also: [],
        },
      },
      {
        review: 2,
        login: 'erin',
        person: 'erin',
        outcome: {
          kind: 'approval',
          rationaleDigest: 'sha256:1',
          carriedFrom: null,
          editedAt: null,
          resembles: null,
        },
      },
    ],
    vetoes: [{ review: 3, login: 'frank', how: 'requested changes', because: 'no' }],
    holds: [{ code: 'facts-missing', status: 'unsatisfied', message: 'a fact', help: 'read it' }],
    refusedOverrides: [{ review: 4, login: 'gus', message: 'no role' }],
    earlierRefusals: [{ pullRequest: 3, login: 'hal', because: 'no', changes: ['c1'] }],
    agents: ['a bot'],
    demands: {
      ...verdict.demands,
      sections: ['rollback'],
      followUps: [{ id: 'watch', actions: ['look at it'], within: 86_400_000 }],
    },
    diagnostics: [
      {
        code: 'unknown-field',
        severity: 'error',
        message: 'unknown field',
        help: 'leave it out',
        ...(location === null ? {} : { location }),
      },
    ],
  };
}

function raise(): never {
  throw new Error('the change has no place');
}

/** A run that failed. */
export function noVerdict(failed: boolean): Extract<Verdict, { readonly kind: 'none' }> {
  return {
    kind: 'none',
    subject: {
      repository: null,
      pullRequest: 12,
      base: { name: 'refs/heads/main', commit: '0'.repeat(40) },
      head: { name: HEAD, commit: HEAD, workingTree: false },
    },
    failure: failed
      ? { code: 'revision-unknown', message: 'no such commit', help: 'fetch it' }
      : null,
    diagnostics: failed
      ? []
      : [
          {
            code: 'yaml-syntax',
            severity: 'error',
            message: 'not YAML',
            help: 'mend it',
            location: {
              path: '.jitl/a.policy.yaml',
              side: 'base',
              start: { line: 4, column: 1 },
              end: { line: 5, column: 1 },
              excerpt: 'x',
            },
          },
        ],
  };
}

/** Nothing of the change concerns the gate. */
export function nothingToGate(): JudgedVerdict {
  return judgeFiles({ 'a.txt': 'a' }, { 'a.txt': 'b' }, { basis });
}
