import { afterEach, describe, expect, test } from 'vitest';

import { REASON, setUpDesk, type ReviewDesk } from '../support/review-desk.ts';

const NOW = ['--now', '2026-11-25T10:00:00Z'];
const HEAD_RULE = {
  '.jitl/head.policy.yaml': `apiVersion: jitl.dev/v1
kind: Policy
metadata: { id: head, title: On the head, owner: team/iam, version: 1, status: active }
spec:
  appliesTo: { changes: [grant-added, grant-widened] }
  requires:
    moderate:
      reviews: [{ id: owner, from: code-owners }]
      approvals: { bindTo: head }
`,
};

let desk: ReviewDesk | null = null;
afterEach(() => {
  desk?.dispose();
  desk = null;
});

/** What a review quotes: every line that the verdict says, and the head in any case. */
interface Judged {
  readonly body: string;
  readonly head: string;
}

function judge(on: ReviewDesk): Judged {
  const head = on.repository.git('rev-parse', 'change');
  const { stdout } = on.run(['check', '--snapshot', on.snapshot(), ...NOW, '--format', 'json']);
  const { brief } = JSON.parse(stdout) as { readonly brief: { readonly line: string } };
  return { head, body: `${brief.line}\nHead: ${head}\n\n${REASON}` };
}

/** The head moves on, and a forge that moves its approvals along says nothing about it. */
const MOVES: readonly { readonly what: string; readonly move: (on: ReviewDesk) => void }[] = [
  {
    what: 'a rebase',
    move: ({ repository }) => {
      moveBase(repository);
      repository.git('rebase', '-q', 'main');
    },
  },
  {
    what: 'a merge of the base',
    move: ({ repository }) => {
      moveBase(repository);
      repository.git('merge', '-q', '--no-ff', '-m', 'Merge the base', 'main');
    },
  },
  {
    what: 'a reworded message',
    move: ({ repository }) => {
      repository.git('commit', '-q', '--amend', '-m', 'Reworded');
    },
  },
  {
    what: 'a commit that gates nothing',
    move: ({ repository }) => {
      repository.write('docs/more.md', '# More\n');
      repository.commit('Write more');
    },
  },
];

function moveBase(repository: ReviewDesk['repository']): void {
  repository.checkout('main');
  repository.write('docs/guide.md', '# A guide\n');
  repository.commit('The base moves on');
  repository.checkout('change');
}

/** The arguments of a check of the present head, with what Grace wrote. */
function withReview(on: ReviewDesk, body: string, format: string): readonly string[] {
  return ['check', '--snapshot', on.snapshot([{ account: 2, body }]), ...NOW, '--format', format];
}

test.each(MOVES)('after $what the judgment is carried', ({ move }) => {
  desk = setUpDesk();
  const { body, head } = judge(desk);
  move(desk);
  expect(desk.repository.git('rev-parse', 'change')).not.toBe(head);
  const { code, stdout } = desk.run(withReview(desk, body, 'json'));
  expect(code, stdout).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: 'allowed',
    reviews: [{ counts: true, satisfies: ['owner'], carriedFrom: head }],
  });
});

test('text and Markdown say from where', () => {
  desk = setUpDesk();
  const { body, head } = judge(desk);
  desk.repository.git('commit', '-q', '--amend', '-m', 'Reworded');
  expect(desk.run(withReview(desk, body, 'terminal')).stdout.replace(/\s+/g, ' ')).toContain(
    `for owner, carried from ${head.slice(0, 12)}: the brief is the same`,
  );
  expect(desk.run(withReview(desk, body, 'markdown')).stdout).toContain(
    `counts for owner, carried from \`${head.slice(0, 12)}\``,
  );
});

describe('where a policy binds to the head', () => {
  test.each(MOVES.slice(0, 2))('it is void after $what', ({ move }) => {
    desk = setUpDesk(HEAD_RULE);
    const { body } = judge(desk);
    move(desk);
    const { code, stdout } = desk.run(withReview(desk, body, 'json'));
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'pending',
      reviews: [{ counts: false, code: 'other-head', carriedFrom: null }],
    });
  });
});

test('a judgment of the present head is carried from nowhere', () => {
  desk = setUpDesk();
  const { body } = judge(desk);
  const { stdout } = desk.run(withReview(desk, body, 'json'));
  expect(JSON.parse(stdout)).toMatchObject({ reviews: [{ counts: true, carriedFrom: null }] });
});
