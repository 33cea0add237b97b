import { bodyOf, briefOfVersion, readBrief } from './brief.ts';
import type { Command, ReviewCommand } from './commands.ts';
import { headId } from './facts.ts';
import { versionOf } from './version.ts';
import { PROPOSAL_WORDS, type World, type WorldReview, type Writing } from './world.ts';

interface Told {
  readonly about: readonly string[];
  readonly aboutHead: number | null;
  readonly incidents: number;
  readonly words: number | null;
  readonly unanswered: boolean;
}

const HEAD_LINES = {
  present: (head: number) => head,
  'line-only': (head: number) => head,
  earlier: (head: number) => head - 1,
  none: () => null,
} as const;

export function applyReview(world: World, command: ReviewCommand): World {
  if (world.gone.includes(command.who)) return world;
  readBrief(world);
  const present = versionOf(world);
  const earlier = world.shown.findLast((version) => version !== present);
  const about = {
    present: [present],
    earlier: earlier === undefined ? [] : [earlier],
    both: earlier === undefined ? [present] : [present, earlier],
    none: [],
  }[command.brief];
  const told = {
    about,
    aboutHead: HEAD_LINES[command.head](world.head),
    incidents: command.incidents,
    words: wordsOf(world, command),
    unanswered: command.text === 'unanswered',
  };
  const review: WorldReview = {
    id: world.reviews.length + 1,
    by: command.who,
    state: command.says,
    at: world.minute,
    about,
    aboutHead: told.aboutHead,
    attached: command.head === 'line-only' ? world.head - 1 : world.head,
    incidents: told.incidents,
    text: write(world, told),
    edited: null,
    dismissed: null,
  };
  return {
    ...world,
    reviews: [...world.reviews, review],
    shown: world.shown.includes(present) ? world.shown : [...world.shown, present],
    nextWords: world.nextWords + 1,
  };
}

/** Words of one's own, or somebody else's. What is copied was written on the same brief. */
function wordsOf(world: World, command: ReviewCommand): number | null {
  const now = versionOf(world);
  const written = world.reviews.filter((one) => one.text.complete && one.about[0] === now);
  const others = written.filter((one) => one.by !== command.who);
  const own = written.filter((one) => one.by === command.who);
  switch (command.text) {
    case 'lgtm':
      return null;
    case 'copied':
      return others.at(-1)?.text.words ?? world.nextWords;
    case 'again':
      return own.at(-1)?.text.words ?? world.nextWords;
    case 'pasted':
      return PROPOSAL_WORDS;
    default:
      return world.nextWords;
  }
}

function write(world: World, told: Told): Writing {
  const briefs = told.about.flatMap((version) => briefOfVersion(version) ?? []);
  const asked = (briefs[0] ?? readBrief(world)).asked;
  const unanswered = told.unanswered && asked.length > 0 ? 1 : 0;
  return {
    words: told.words ?? -1 - world.nextWords,
    reason: told.words !== null,
    complete: told.words !== null && unanswered === 0,
    body: bodyOf({
      digests: briefs.map((brief) => brief.digest),
      head: told.aboutHead === null ? null : headId(told.aboutHead),
      incidents: Array.from({ length: told.incidents }, (_, at) => `INC-${at + 1}`),
      words: told.words,
      asked,
      unanswered,
    }),
  };
}

/** The review of that number, counted round. */
export function chosen(world: World, at: number): WorldReview | undefined {
  return world.reviews[at % Math.max(1, world.reviews.length)];
}

/** Somebody changes the text of a review, and keeps its lines. */
export function editReview(
  world: World,
  command: Extract<Command, { readonly do: 'edit' }>,
): World {
  const review = chosen(world, command.at);
  const by = command.by === 'author' ? (review?.by ?? null) : command.by;
  if (review === undefined || by === null || world.gone.includes(by)) return world;
  const { about, aboutHead, incidents } = review;
  const words = command.poor ? null : world.nextWords;
  const text = write(world, { about, aboutHead, incidents, words, unanswered: false });
  const edited = { by, at: world.minute };
  return {
    ...world,
    reviews: world.reviews.with(review.id - 1, { ...review, text, edited }),
    nextWords: world.nextWords + 1,
  };
}

/** Only what approves or refuses can be dismissed. */
export function dismissReview(
  world: World,
  command: Extract<Command, { readonly do: 'dismiss' }>,
): World {
  const review = chosen(world, command.at);
  const by = command.by === 'author' ? (review?.by ?? null) : command.by;
  if (review === undefined || by === null) return world;
  if (review.state === 'commented' || review.state === 'dismissed') return world;
  const dismissed = { by, was: review.state };
  return {
    ...world,
    reviews: world.reviews.with(review.id - 1, { ...review, state: 'dismissed', dismissed }),
  };
}
