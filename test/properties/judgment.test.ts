import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseCodeowners } from '../../src/core/ownership/codeowners-parse.ts';
import type { Snapshot } from '../../src/core/snapshot/snapshot.ts';
import { judgeFiles, shippedBasis } from '../support/judge-files.ts';

const basis = shippedBasis();
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 2000) };
const head = '1'.repeat(40);
const path = 'production/rbac.yaml';

function files(resource: string) {
  const of = (resources: string) => `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: shop}
rules: [{apiGroups: [''], resources: [${resources}], verbs: [update]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: shop, namespace: shop}]
`;
  return { base: { [path]: of('services') }, head: { [path]: of(`services, ${resource}`) } };
}

const owners = new TextEncoder().encode('/production/ @owner-one @owner-two @author @acme/leads\n');
const ownership = { path: 'CODEOWNERS', codeowners: parseCodeowners(owners), bytes: owners };

const REASON = `The shop controller stores its generation in this ConfigMap since the last release,
and the namespace holds nothing else that anybody reads.
mutating-action: it writes one map only, and a wrong write restarts the controller at once.`;

const account = (id: number, login: string) =>
  fc.record({
    id: fc.constant(id),
    login: fc.constant(login),
    type: fc.constantFrom(
      'user' as const,
      'user' as const,
      'user' as const,
      'bot' as const,
      'unknown' as const,
    ),
    permission: fc.constantFrom(
      'write' as const,
      'write' as const,
      'admin' as const,
      'read' as const,
      'unknown' as const,
    ),
    emails: fc.constant<string[]>([]),
  });

const accounts = fc.tuple(
  account(1, 'owner-one'),
  account(2, 'owner-two'),
  account(3, 'lead'),
  account(4, 'stranger'),
  account(5, 'author'),
);

const reviews = fc.array(
  fc.record({
    account: fc.constantFrom(1, 2, 3, 4, 5, null),
    state: fc.constantFrom(
      'approved' as const,
      'approved' as const,
      'approved' as const,
      'changes-requested' as const,
      'commented' as const,
      'dismissed' as const,
    ),
    text: fc.constantFrom(
      'reason',
      'reason',
      'reason',
      'lgtm',
      'no-digest',
      'old-digest',
      'no-answer',
    ),
    editor: fc.constantFrom(null, null, null, 1, 4),
    was: fc.constantFrom(
      'approved' as const,
      'approved' as const,
      'changes-requested' as const,
      null,
    ),
    dismissedBy: fc.constantFrom(1, 2, 3),
  }),
  { maxLength: 6 },
);

const teamMembers: fc.Arbitrary<Snapshot['teams'][number]['members']> = fc.constantFrom(
  [{ account: 3, state: 'active' as const }],
  [{ account: 3, state: 'pending' as const }],
  null,
);

interface Case {
  readonly accounts: Snapshot['accounts'];
  readonly reviews: Snapshot['reviews'];
  readonly members: Snapshot['teams'][number]['members'];
}

function snapshotOf(of: Case): Snapshot {
  return {
    schema: 'https://jitl.dev/schema/v1/snapshot.json',
    repository: { id: 9, name: 'acme/shop' },
    pullRequest: {
      number: 3,
      title: '',
      body: '',
      author: 5,
      assignees: [],
      prompters: [],
      baseRef: 'refs/heads/main',
      headCommit: head,
      state: 'open',
      draft: false,
      mergeMethods: null,
      events: [],
    },
    accounts: of.accounts,
    teams: [{ name: 'acme/leads', members: of.members }],
    commits: [],
    pushers: [],
    reviews: of.reviews,
    incomplete: [],
    siblings: [],
    earlierRefusals: [],
    earlierRationales: [],
    earlierBriefs: [],
    followUps: [],
  };
}

const { base, head: changed } = files('configmaps');
const judge = (of: Case) =>
  judgeFiles(base, changed, { basis, ownership, snapshot: snapshotOf(of) });
const line = `Brief: ${judge({ accounts: [], reviews: [], members: null }).brief.digest}`;
const oldLine = `Brief: sha256:${'0'.repeat(64)}`;

const BODIES: Readonly<Record<string, string>> = {
  reason: `${line}\n\n${REASON}`,
  lgtm: `LGTM\n${line}`,
  'no-digest': REASON,
  'old-digest': `${oldLine}\n${REASON}`,
  'no-answer': `${line}\n${REASON.split('\n').slice(0, 2).join('\n')}`,
};

const aCase = fc
  .record({ accounts, reviews, members: teamMembers })
  .map((drawn): Case & { readonly texts: readonly string[] } => ({
    accounts: drawn.accounts,
    members: drawn.members,
    texts: drawn.reviews.map((review) => review.text),
    reviews: drawn.reviews.map((review, index) => ({
      id: index + 1,
      account: review.account,
      state: review.state,
      body: BODIES[review.text] ?? '',
      submittedAt: `2026-11-25T0${index}:00:00Z`,
      commit: head,
      dismissed:
        review.state === 'dismissed' && review.was !== null
          ? { by: review.dismissedBy, was: review.was }
          : null,
      edited: review.editor === null ? null : { by: review.editor, at: '2026-11-25T09:00:00Z' },
    })),
  }));

/** The safety property in words of its own: somebody independent and entitled really judged this. */
function somebodyJudged(of: Case & { readonly texts: readonly string[] }): boolean {
  return of.accounts.some((person) => {
    if (person.type !== 'user' || person.id === 5) return false;
    if (person.permission !== 'write' && person.permission !== 'admin') return false;
    const owns =
      person.login.startsWith('owner-') ||
      of.members?.some((member) => member.account === person.id && member.state === 'active');
    if (owns !== true) return false;
    const own = of.reviews
      .map((review, index) => ({ review, text: of.texts[index] }))
      .filter(({ review }) => review.account === person.id && review.state !== 'commented');
    const last = own.at(-1);
    if (last?.review.state !== 'approved' || last.text !== 'reason') return false;
    return (
      last.review.edited === null ||
      (last.review.edited !== 'unknown' && last.review.edited.by === person.id)
    );
  });
}

/** Any review that could be a refusal of anybody, owners without write included. */
function mayRefuse(review: Snapshot['reviews'][number]): boolean {
  return (
    review.state === 'changes-requested' ||
    (review.state === 'dismissed' && review.dismissed?.was !== 'approved')
  );
}

/** An open refusal of somebody who may refuse, also one that somebody else dismissed. */
function somebodyRefuses(of: Case): boolean {
  return of.accounts.some((person) => {
    const own = of.reviews.filter(
      (review) => review.account === person.id && review.state !== 'commented',
    );
    const last = own.at(-1);
    const entitled = !['read', 'triage', 'none'].includes(person.permission);
    if (last === undefined || person.type !== 'user' || !entitled) return false;
    if (last.state === 'dismissed')
      return last.dismissed?.was !== 'approved' && last.dismissed?.by !== person.id;
    return last.state === 'changes-requested';
  });
}

describe('the gate opens only for a judgment', () => {
  it('allowed implies an independent, entitled human with a rationale on this brief, and no veto', () => {
    let opened = 0;
    fc.assert(
      fc.property(aCase, (of) => {
        const verdict = judge(of);
        expect(verdict.assessment.tier).toBe('moderate');
        if (verdict.kind !== 'allowed') return;
        opened += 1;
        expect(somebodyJudged(of)).toBe(true);
        expect(somebodyRefuses(of)).toBe(false);
      }),
      runs,
    );
    expect(opened).toBeGreaterThan(runs.numRuns / 100);
  });

  it('a judgment without a refusal is enough: the gate does not stay shut for no reason', () => {
    fc.assert(
      fc.property(aCase, (of) => {
        fc.pre(somebodyJudged(of) && !of.reviews.some(mayRefuse));
        expect(judge(of).kind).toBe('allowed');
      }),
      { numRuns: Math.ceil(runs.numRuns / 4) },
    );
  });

  it('the order in which the forge lists the reviews decides nothing', () => {
    fc.assert(
      fc.property(aCase, (of) => {
        const reversed = { ...of, reviews: [...of.reviews].reverse() };
        expect(judge(reversed).kind).toBe(judge(of).kind);
      }),
      { numRuns: Math.ceil(runs.numRuns / 4) },
    );
  });
});
