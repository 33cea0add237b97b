import { describe, expect, test } from 'vitest';

import { briefParts } from '../../src/core/brief/digest-brief.ts';
import { edit, snapshot, type Edit } from '../support/brief-edits.ts';
import { FLIPS } from '../support/brief-flips.ts';
import { grants } from '../support/brief-rich-story.ts';
import { tell, type Story } from '../support/brief-story.ts';

interface Published {
  readonly digest: string;
  readonly parts: Readonly<Record<string, string>>;
}

const { brief } = tell(grants).verdict;
const OTHER = `sha256:${'0'.repeat(64)}`;

/** Somebody quotes a brief, and the snapshot knows which ones were shown before. */
function quoting(digest: string, earlierBriefs: readonly Published[]): Edit {
  return snapshot((value) => {
    value['earlierBriefs'] = earlierBriefs;
    value.reviews = [
      {
        id: 1,
        account: 2,
        state: 'approved',
        body: `Brief: ${digest}`,
        submittedAt: '2026-11-25T09:00:00Z',
        commit: '1'.repeat(40),
        edited: null,
      },
    ];
  });
}

function staleMessage(story: Story): string {
  const outcome = tell(story).verdict.reviews[0]?.outcome;
  if (outcome?.kind !== 'disqualified') throw new Error('the review counts');
  const stale = [outcome, ...outcome.also].find((refusal) => refusal.code === 'stale');
  return stale?.message ?? '(not stale)';
}

const WORDS: Readonly<Record<(typeof briefParts)[number], string>> = {
  repository: 'the repository',
  pullRequest: 'the pull request or its base branch',
  gated: 'the content of gated files',
  changes: 'what the change means',
  assessment: 'how its risk is rated',
  questions: 'the questions',
  requirements: 'who must decide and how',
  policies: 'the policies in force',
  ownership: 'CODEOWNERS',
};

describe('a stale review is told what changed since', () => {
  test.each(briefParts)('%s', (part) => {
    const earlier = { digest: OTHER, parts: { ...brief.parts, [part]: OTHER } };
    expect(staleMessage(quoting(OTHER, [earlier])(grants))).toBe(
      `the review is about another brief: since then changed: ${WORDS[part]}`,
    );
  });

  test('several parts, in the order in which they matter', () => {
    const parts = Object.fromEntries(briefParts.map((part) => [part, OTHER]));
    const known = { digest: OTHER, parts: { ...brief.parts, ...parts } };
    expect(staleMessage(quoting(OTHER, [known])(grants))).toBe(
      `the review is about another brief: since then changed: ${Object.values(WORDS).join(', ')}`,
    );
  });

  test('a part that the earlier brief did not have counts as changed', () => {
    const { ownership: _left, ...parts } = brief.parts;
    expect(staleMessage(quoting(OTHER, [{ digest: OTHER, parts }])(grants))).toMatch(
      /since then changed: CODEOWNERS$/,
    );
  });

  test('a brief that is not known here', () => {
    const known = { digest: `sha256:${'1'.repeat(64)}`, parts: brief.parts };
    for (const briefs of [[], [known]])
      expect(staleMessage(quoting(OTHER, briefs)(grants))).toBe(
        'the review is about another brief: what is to be judged has changed since; which part is not known here',
      );
  });

  test('a brief of another version whose parts are the same', () => {
    const known = { digest: OTHER, parts: brief.parts };
    expect(staleMessage(quoting(OTHER, [known])(grants))).toBe(
      'the review is about another brief: what is to be judged has changed since',
    );
  });
});

describe('after something really changed', () => {
  const shown = quoting(brief.digest, [{ digest: brief.digest, parts: brief.parts }]);

  test.each<{ readonly what: string; readonly parts: readonly (keyof typeof WORDS)[] }>([
    { what: 'one byte of a gated file, in a comment', parts: ['gated'] },
    { what: 'the last test of a failover', parts: ['changes'] },
    { what: 'a comment in a policy', parts: ['policies'] },
    { what: 'maxAge', parts: ['requirements', 'policies'] },
    { what: 'a comment in CODEOWNERS', parts: ['ownership'] },
    { what: 'owners of the line', parts: ['requirements', 'ownership'] },
    { what: 'the base ref', parts: ['pullRequest'] },
    { what: 'the name of the repository', parts: ['repository'] },
    { what: 'the text of a question', parts: ['questions', 'policies'] },
    { what: 'one verb more', parts: ['gated', 'changes', 'assessment'] },
  ])('$what', ({ what, parts }) => {
    const change = FLIPS[what];
    if (change === undefined) throw new Error(`there is no flip \`${what}\``);
    expect(staleMessage(shown(change(grants)))).toBe(
      `the review is about another brief: since then changed: ${parts.map((part) => WORDS[part]).join(', ')}`,
    );
  });

  test('and nothing where it did not: the review is no longer stale', () => {
    const commented = edit('context', 'clusters/blue/cart.yaml', ['apiVersion', '# x\napiVersion']);
    expect(staleMessage(shown(commented(grants)))).toBe('(not stale)');
  });
});
