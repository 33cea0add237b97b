import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { all } from '../support/brief-edits.ts';
import { FLIPS, refuseBefore, UNREAD_FLIPS } from '../support/brief-flips.ts';
import { KEEPS } from '../support/brief-keeps.ts';
import { grants, unread } from '../support/brief-rich-story.ts';
import { tell, type Story, type Told } from '../support/brief-story.ts';
import { differingLeaves, leavesOf } from '../support/leaves.ts';

const stories = [
  { name: 'grants', story: grants, flips: FLIPS },
  { name: 'what is unread', story: unread, flips: UNREAD_FLIPS },
];

const told = new Map<string, Told>();

/** Each story is told once, however many tests ask for it. */
function once(name: string, story: Story): Told {
  const known = told.get(name) ?? tell(story);
  told.set(name, known);
  return known;
}

/**
 * No story changes these without making some list longer or shorter, which counts as another leaf
 * here. That each of them alone flips the digest is tested in test/unit/brief-digest.test.ts.
 */
const NEVER_ALONE = [
  // Numbers by position.
  'assessment.tiers[].change',
  'changes[].id',
  // Said already by the member that holds the place.
  'changes[].base.side',
  'changes[].head.side',
  'changes[].subject.declaredIn.side',
  'changes[].subject.dependents[].location.side',
  // Properties of a format.
  'changes[].permissions[].canExpire',
  'changes[].permissions[].system',
  // The shipped policies always name one.
  'requirements.demands.breakGlass.roles[].kind',
  'requirements.demands.breakGlass.roles[].role',
  'requirements.demands.exclude[]',
];

describe.each(stories)('what flips the digest of $name', ({ name, story, flips }) => {
  test.each(Object.entries(flips))('%s', (what, change) => {
    const before = once(name, story);
    expect(once(what, change(story)).digest).not.toBe(before.digest);
  });
});

test('every leaf of the document is flipped by some of these, without any list growing', () => {
  const flipped = new Set(
    stories.flatMap(({ name, story, flips }) =>
      Object.entries(flips).flatMap(([what, change]) => [
        ...differingLeaves(once(name, story).document, once(what, change(story)).document),
      ]),
    ),
  );
  const leaves = new Set(
    stories.flatMap(({ name, story }) =>
      leavesOf(once(name, story).document).map((leaf) => leaf.name),
    ),
  );
  expect(leaves.size).toBeGreaterThan(90);
  expect([...leaves].filter((name) => !flipped.has(name)).sort()).toEqual([...NEVER_ALONE].sort());
});

describe.each(stories)('what keeps the digest of $name', ({ name, story }) => {
  test.each(Object.entries(KEEPS))('%s', (_, change) => {
    const changed = change(story);
    expect(JSON.stringify(changed)).not.toBe(JSON.stringify(story));
    expect(tell(changed).digest).toBe(once(name, story).digest);
  });

  test('any number of them, in any order', () => {
    const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 50) };
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.values(KEEPS)), (changes) => {
        expect(tell(all(...changes)(story)).digest).toBe(once(name, story).digest);
      }),
      runs,
    );
  });

  test('refusals in other pull requests are told in one order', () => {
    const [forth, back] = [[3, 12, 5] as const, [12, 5, 3] as const].map((numbers) =>
      tell(refuseBefore(numbers)(story)),
    );
    expect(forth?.document.questions).toEqual(back?.document.questions);
    expect(forth?.digest).toBe(back?.digest);
  });
});
