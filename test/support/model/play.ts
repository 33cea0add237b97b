import { evaluate } from '../../../src/core/evaluate.ts';
import type { JudgedVerdict } from '../../../src/core/verdict.ts';
import { apply, beginning } from './apply.ts';
import { questionsAsked } from './asked.ts';
import type { Story } from './commands.ts';
import { factsOf } from './facts.ts';
import { safety } from './safety.ts';
import { versionOf } from './version.ts';
import type { World } from './world.ts';

/** The verdict, and where it differs from what the model says of the same world. */
export interface Held {
  readonly verdict: JudgedVerdict;
  readonly differences: readonly string[];
}

/** Holds the verdict on one state of the world against the safety property. */
export function holdAgainst(world: World): Held {
  const verdict = evaluate(factsOf(world));
  const safe = safety(world);
  const differences: string[] = [];
  const compare = (what: string, is: unknown, must: unknown): void => {
    if (JSON.stringify(is) !== JSON.stringify(must))
      differences.push(`${what} is ${JSON.stringify(is)} and must be ${JSON.stringify(must)}`);
  };
  compare('allowed', verdict.kind === 'allowed', safe.open);
  compare('denied', verdict.kind === 'denied', safe.denied);
  compare('vetoes', inOrder(verdict.vetoes.map((one) => one.review)), inOrder(safe.vetoes));
  compare('override', verdict.override !== null, safe.override);
  compare('questions', verdict.brief.questions.length, questionsAsked(world));
  const now = versionOf(world);
  for (const review of world.reviews) {
    const outcome = verdict.reviews.find((one) => one.review === review.id)?.outcome;
    if (outcome?.kind !== 'disqualified') continue;
    const codes = [outcome, ...outcome.also].map((one) => one.code);
    const stale = review.about.some((version) => version !== now);
    compare(`stale of review ${review.id}`, codes.includes('stale'), stale);
  }
  return { verdict, differences };
}

function inOrder(ids: readonly number[]): readonly number[] {
  return [...ids].sort((a, b) => a - b);
}

/** All states of a story, the first before anything happened. */
export function statesOf(story: Story): readonly World[] {
  let world = beginning(story);
  const states = [world];
  for (const command of story.commands) {
    world = apply(world, command);
    states.push(world);
  }
  return states;
}
