import { digestChange } from '../../../src/core/brief/digest-change.ts';
import { evaluate, type GatheredFacts } from '../../../src/core/evaluate.ts';
import type { Snapshot } from '../../../src/core/snapshot/snapshot.ts';
import { ALL_TEAMS } from './cast.ts';
import { changedFile, contentOf, grant, identity, type ContentName } from './contents.ts';
import { visible } from './known.ts';
import { ownershipOf } from './owners.ts';
import { basisOf } from './rules.ts';
import { wholeText } from './words.ts';
import { isUnread, PROPOSAL_WORDS, START, type World, type WorldReview } from './world.ts';

export type KnownFacts = GatheredFacts & { readonly snapshot: Snapshot };

const OPENED = Date.parse('2026-11-25T10:00:00Z');

export function instantOf(minute: number): string {
  return new Date(OPENED + minute * 60_000).toISOString();
}

export function headId(head: number): string {
  return `a${head.toString(16).padStart(39, '0')}`;
}

/** What the program would have gathered in this state of the world. */
export function factsOf(world: World): KnownFacts {
  return {
    subject: {
      repository: 'acme/shop',
      pullRequest: 3,
      base: { name: world.baseRef, commit: '0'.repeat(40) },
      head: { name: 'change', commit: headId(world.head), workingTree: false },
    },
    changed: contentOf(world.content).changed,
    context: [],
    contextMissing: [],
    controlPlane: [],
    controlPlaneProblems: world.broken
      ? [{ code: 'policy-invalid', severity: 'error', message: 'broken' }]
      : [],
    basis: basisOf(world.rules, world.people),
    ownership: ownershipOf(world.owners),
    conflicts: world.conflict ? ['pay/a.yaml'] : null,
    commits: world.commits.map(commitText(world)),
    snapshot: snapshotOf(world),
    assumed: new Set(),
    intermediate: PASSING[world.passing],
    notes: [],
    diagnostics: [],
    now: OPENED + world.minute * 60_000,
  };
}

function revision(text: string): GatheredFacts['intermediate'] {
  const file = [changedFile('pay/passing.yaml', null, text)];
  return [
    {
      commit: 'c'.repeat(40),
      changed: file,
      beyond: file,
      controlPlane: [],
      context: [],
      contextMissing: [],
    },
  ];
}

const PASSING: Readonly<Record<World['passing'], GatheredFacts['intermediate']>> = {
  nothing: [],
  harmless: revision(
    'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: passing, namespace: pay}\n',
  ),
  harmful: revision(identity('passing', 'production') + grant('*', '*')),
  'too-many': 'too-many',
};

function commitText(world: World) {
  return (commit: World['commits'][number], index: number): GatheredFacts['commits'][number] => {
    const person = (id: number | null) => ({
      name: 'Somebody',
      email: world.actors.find((actor) => actor.id === id)?.email ?? 'nobody@example.net',
    });
    const { coAuthor } = commit;
    const named = coAuthor?.includes('@') === true ? `Somebody <${coAuthor}>` : `@${coAuthor}`;
    return {
      oid: commitId(index),
      author: person(commit.author),
      committer: person(commit.committer),
      message: [
        'Change',
        '',
        ...(coAuthor === null ? [] : [`Co-authored-by: ${named}`]),
        ...(commit.tool ? ['Assisted-by: Claude'] : []),
      ].join('\n'),
    };
  };
}

function commitId(index: number): string {
  return `b${index.toString(16).padStart(39, '0')}`;
}

function snapshotOf(world: World): Snapshot {
  const known = (id: number | null): number | null =>
    id === null || world.gone.includes(id) ? null : id;
  return {
    schema: 'https://jitl.dev/schema/v1/snapshot.json',
    repository: { id: 9, name: 'acme/shop' },
    pullRequest: {
      number: 3,
      title: 'A change',
      body: wholeText(PROPOSAL_WORDS),
      author: known(world.opener),
      assignees: [...world.assignees],
      prompters: [...world.prompters],
      baseRef: `refs/heads/${world.baseRef}`,
      baseCommit: null,
      basis: null,
      headCommit: headId(world.head),
      state: 'open',
      draft: false,
      mergeMethods: world.squashOnly ? ['squash'] : ['merge', 'squash'],
      events: world.turns.map(({ kind, at }) => ({ kind, at: instantOf(at), by: null })),
    },
    accounts: world.actors
      .filter(({ id }) => visible(world, id) !== undefined)
      .map(({ id, login, type, permission, email }) => ({
        id,
        login,
        type: isUnread(world, 'type', id) ? 'unknown' : type,
        permission: isUnread(world, 'permission', id) ? 'unknown' : permission,
        emails: [email],
      })),
    teams: ALL_TEAMS.map((name) => ({
      name,
      members: isUnread(world, 'team', name)
        ? null
        : Object.entries(world.teams[name]).map(([id, state]) => ({ account: Number(id), state })),
    })),
    commits: world.commits.map(({ author, committer }, index) => ({
      oid: commitId(index),
      author: known(author),
      committer: known(committer),
    })),
    pushers: world.pushers.map(known),
    reviews: world.reviews.map((review) => reviewOf(world, review)),
    siblings:
      world.sibling === null
        ? []
        : [{ number: 4, baseRef: 'refs/heads/other', satisfied: SIBLINGS[world.sibling] }],
    earlierRefusals: world.refusals.map(({ by, content }) => ({
      pullRequest: 2,
      account: known(by),
      body: 'This must not be.',
      submittedAt: instantOf(-1000),
      changes: [...changeDigests(content)],
    })),
    earlierRationales: world.elsewhere.map(({ by, body }) => ({
      account: by,
      pullRequest: 1,
      body,
    })),
    earlierBriefs: [],
    followUps:
      world.followUp === null
        ? []
        : [
            {
              pullRequest: 1,
              dueAt: instantOf(world.followUp.due),
              judged: world.followUp.judged,
            },
          ],
    incomplete: isUnread(world, 'other') ? [{ what: 'the timeline', why: 'it timed out' }] : [],
  };
}

const SIBLINGS = { satisfied: true, unsatisfied: false, unknown: 'unknown' } as const;

function reviewOf(world: World, review: WorldReview): Snapshot['reviews'][number] {
  const { edited, dismissed } = review;
  const unclear = isUnread(world, 'dismissal', review.id);
  return {
    id: review.id,
    account: review.by,
    state: review.state,
    body: review.text.body,
    submittedAt: instantOf(review.at),
    commit: headId(review.attached),
    dismissed:
      dismissed === null ? null : { by: dismissed.by, was: unclear ? 'unknown' : dismissed.was },
    edited: isUnread(world, 'edit', review.id)
      ? 'unknown'
      : edited === null
        ? null
        : { by: edited.by, at: instantOf(edited.at) },
  };
}

const digests = new Map<ContentName, Snapshot['earlierRefusals'][number]['changes']>();

/** Digests of a content's changes, as the verdict on the other pull request gave them. */
function changeDigests(content: ContentName): Snapshot['earlierRefusals'][number]['changes'] {
  const found = digests.get(content);
  if (found !== undefined) return found;
  const made = evaluate(factsOf({ ...START, content })).changes.map(digestChange);
  digests.set(content, made);
  return made;
}
