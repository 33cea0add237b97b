import { asks, holdsRole, reaches } from './asked.ts';
import { contentOf } from './contents.ts';
import { accountsInvolved, dependentPersons } from './hands.ts';
import { isImpostor, personOf, surelyHuman, surelyMachine, visible } from './known.ts';
import { isAnyMandatory, judgedParts } from './judged.ts';
import { versionOf } from './version.ts';
import { isUnread, PROPOSAL_WORDS, type World, type WorldReview } from './world.ts';

const DAY = 24 * 60;

/** What the gate must say, in words of its own: see `docs/judgment-proof.md`. */
export interface Safe {
  readonly denied: boolean;
  /** Whether it may open: what cannot be read counts as what would keep it shut. */
  readonly open: boolean;
  readonly vetoes: readonly number[];
  readonly override: boolean;
}

export function safety(world: World): Safe {
  const vetoes = world.reviews.filter((review) => isVeto(world, review)).map((one) => one.id);
  const approvers = world.reviews.filter((one) => isApproval(world, one)).flatMap(byWhom);
  const parts = [
    ...judgedParts(world, [...new Set(approvers)]),
    // A refusal is about the whole, so it yields only where everything does.
    ...(vetoes.length === 0 ? [] : [{ met: false, mandatory: isAnyMandatory(world) }]),
  ];
  const open = parts.filter((part) => !part.met);
  // What nothing stands in the way of needs no override, and what yields to none has none.
  const override =
    open.some((part) => !part.mandatory) &&
    world.reviews.some((review) => isOverride(world, review));
  const judged = override ? !open.some((part) => part.mandatory) : open.length === 0;
  return {
    denied: isDenied(world),
    open: !isDenied(world) && !isHeld(world) && judged,
    vetoes,
    override,
  };
}

function isDenied(world: World): boolean {
  const tooLong = world.rules.includes('short-lives') && contentOf(world.content).endless;
  return world.conflict || world.broken || (tooLong && reaches(world, 'moderate'));
}

/** Something unread that must be known, a sibling, or history that nobody judged. */
function isHeld(world: World): boolean {
  const hidden = accountsInvolved(world).some((id) => visible(world, id) === undefined);
  const unread = asks(world).length > 0 && (isUnread(world, 'other') || hidden);
  const sibling = world.sibling !== null && world.sibling !== 'satisfied';
  const passing = world.passing === 'harmful' || world.passing === 'too-many';
  return unread || sibling || (passing && !world.squashOnly);
}

function byWhom(review: WorldReview): readonly number[] {
  return review.by === null ? [] : [review.by];
}

/** The last word of its author: comments are no word. */
function isLastWord(world: World, review: WorldReview): boolean {
  const own = world.reviews.filter((one) => one.by === review.by && one.state !== 'commented');
  return review.by !== null && own.at(-1)?.id === review.id;
}

function mayJudge(world: World, id: number): boolean {
  const actor = visible(world, id);
  if (actor === undefined || !surelyHuman(world, id) || isImpostor(world, id)) return false;
  if (isUnread(world, 'permission', id) || actor.permission === 'read') return false;
  return !dependentPersons(world).has(personOf(world, id));
}

function isApproval(world: World, review: WorldReview): boolean {
  if (review.state !== 'approved' || !isLastWord(world, review)) return false;
  if (review.by === null || !mayJudge(world, review.by)) return false;
  const strict = reaches(world, 'critical');
  const days = [
    ...(reaches(world, 'high') ? [30] : []),
    ...(strict ? [7] : []),
    ...(world.rules.includes('day-old') ? [1] : []),
  ];
  return (
    isOnPresentBrief(world, review) &&
    (!(strict || world.rules.includes('bind-to-head')) || isOnPresentHead(world, review)) &&
    isOwnText(world, review, strict || world.rules.includes('known-edits')) &&
    days.every((limit) => world.minute - writtenAt(world, review) <= limit * DAY) &&
    review.text.reason &&
    review.text.complete &&
    (mayBeCopied(world) || !isCopied(world, review))
  );
}

function isOnPresentBrief(world: World, review: WorldReview): boolean {
  const now = versionOf(world);
  return review.about.length > 0 && review.about.every((version) => version === now);
}

function isOnPresentHead(world: World, review: WorldReview): boolean {
  const at = writtenAt(world, review);
  return (
    review.aboutHead === world.head &&
    review.attached === world.head &&
    world.turns.every((turn) => turn.at <= at)
  );
}

function isOwnText(world: World, review: WorldReview, strict: boolean): boolean {
  if (isUnread(world, 'edit', review.id)) return !strict;
  return review.edited === null || review.edited.by === review.by;
}

function writtenAt(world: World, review: WorldReview): number {
  const { edited } = review;
  if (edited === null || edited.by !== review.by || isUnread(world, 'edit', review.id))
    return review.at;
  return edited.at;
}

/** Only where every policy that speaks of copies lets them pass. */
function mayBeCopied(world: World): boolean {
  return world.rules.includes('flag-similar') && !world.rules.includes('refuse-similar');
}

/** The words of the proposal, of an earlier review by somebody else, or of their own elsewhere. */
function isCopied(world: World, review: WorldReview): boolean {
  const same = (id: number | null) =>
    id !== null && review.by !== null && personOf(world, id) === personOf(world, review.by);
  const { words } = review.text;
  return (
    words === PROPOSAL_WORDS ||
    world.elsewhere.some((one) => one.words === words && same(one.by)) ||
    world.reviews.some(
      (other) =>
        other.id < review.id && other.text.words === words && other.by !== null && !same(other.by),
    )
  );
}

/** A refusal by anybody accountable that they have not taken back themselves. */
function isVeto(world: World, review: WorldReview): boolean {
  if (review.by === null || !isLastWord(world, review)) return false;
  const { dismissed } = review;
  const unclear = dismissed !== null && isUnread(world, 'dismissal', review.id);
  const takenBack =
    dismissed !== null && (dismissed.was === 'approved' || dismissed.by === review.by);
  if (review.state !== 'changes-requested' && review.state !== 'dismissed') return false;
  if (dismissed !== null && takenBack && !unclear) return false;
  const actor = visible(world, review.by);
  if (actor === undefined) return true;
  if (surelyMachine(world, review.by)) return false;
  if (isUnread(world, 'permission', review.by) || actor.permission !== 'read') return true;
  const { by } = review;
  return asks(world).some((ask) => ask.holds(by)) || mayBeAsked(world, review.by);
}

/** Whether an unread team could give authority to somebody without write access. */
function mayBeAsked(world: World, id: number): boolean {
  return (
    visible(world, id) !== undefined &&
    asks(unreadTeamsAsJoined(world, id)).some((ask) => ask.holds(id))
  );
}

function unreadTeamsAsJoined(world: World, id: number): World {
  const joined = Object.fromEntries(
    Object.entries(world.teams).map(([team, members]) => [
      team,
      isUnread(world, 'team', team) ? { ...members, [id]: 'active' } : members,
    ]),
  ) as World['teams'];
  return { ...world, teams: joined, unread: world.unread.filter((one) => one.fact !== 'team') };
}

/** An independent holder of the role, on this very head, for one incident, with a reason. */
function isOverride(world: World, review: WorldReview): boolean {
  if (review.state !== 'approved' || !isLastWord(world, review) || review.by === null) return false;
  const overdue =
    world.followUp !== null && !world.followUp.judged && world.followUp.due < world.minute;
  return (
    review.incidents === 1 &&
    mayJudge(world, review.by) &&
    holdsRole(world, 'oncall', review.by) &&
    isOnPresentBrief(world, review) &&
    isOnPresentHead(world, review) &&
    isOwnText(world, review, true) &&
    world.minute - writtenAt(world, review) <= 2 * DAY &&
    review.text.reason &&
    !overdue
  );
}
