import { CAST, MEMBERS, RESERVE, type Actor, type Membership, type TeamName } from './cast.ts';
import type { ContentName } from './contents.ts';
import type { OwnersName } from './owners.ts';
import type { PeopleFacts, Toggle } from './rules.ts';

/** What somebody wrote. The same number is the same words, whoever writes them. */
export interface Writing {
  readonly words: number;
  /** Whether there is a reason at all, and whether all that was asked then is answered. */
  readonly reason: boolean;
  readonly complete: boolean;
  readonly body: string;
}

/** A review as it happened, with what its author had read. */
export interface WorldReview {
  readonly id: number;
  readonly by: number | null;
  readonly state: 'approved' | 'changes-requested' | 'commented' | 'dismissed';
  readonly at: number;
  /** The versions of the brief whose line it has; see `version.ts`. */
  readonly about: readonly string[];
  /** The head whose line it has, or null. */
  readonly aboutHead: number | null;
  /** The head that the forge attaches it to now. */
  readonly attached: number;
  readonly incidents: number;
  readonly text: Writing;
  readonly edited: null | { readonly by: number | null; readonly at: number };
  readonly dismissed: null | {
    readonly by: number;
    readonly was: 'approved' | 'changes-requested';
  };
}

/** Somebody's part in a commit. */
export interface WorldCommit {
  readonly author: number | null;
  readonly committer: number | null;
  /** As the trailer names them: a login or an address. */
  readonly coAuthor: string | null;
  /** A trailer that names a tool. */
  readonly tool: boolean;
}

/** All that is true, and what of it nobody can read at present. */
export interface World {
  /** Minutes since the pull request was opened. */
  readonly minute: number;
  readonly actors: readonly Actor[];
  readonly gone: readonly number[];
  readonly teams: Readonly<Record<TeamName, Membership>>;
  readonly content: ContentName;
  readonly rules: readonly Toggle[];
  readonly people: PeopleFacts;
  readonly owners: OwnersName;
  readonly baseRef: 'main' | 'release';
  readonly head: number;
  readonly opener: number;
  readonly commits: readonly WorldCommit[];
  readonly pushers: readonly (number | null)[];
  readonly prompters: readonly number[];
  readonly assignees: readonly number[];
  /** Minutes at which the head was forced or the base was changed. */
  readonly turns: readonly { readonly at: number; readonly kind: 'force-pushed' | 'retargeted' }[];
  readonly reviews: readonly WorldReview[];
  readonly sibling: null | 'satisfied' | 'unsatisfied' | 'unknown';
  readonly passing: 'nothing' | 'harmless' | 'harmful' | 'too-many';
  readonly squashOnly: boolean;
  /** Who refused which content in another pull request. */
  readonly refusals: readonly { readonly by: number; readonly content: ContentName }[];
  readonly followUp: null | { readonly due: number; readonly judged: boolean };
  /** Words that somebody wrote as a rationale on other pull requests. */
  readonly elsewhere: readonly {
    readonly by: number;
    readonly words: number;
    readonly body: string;
  }[];
  readonly conflict: boolean;
  readonly broken: boolean;
  readonly unread: readonly Unread[];
  /** Versions of the brief that were shown so far, the newest last. */
  readonly shown: readonly string[];
  /** The next number of words that nobody has used. */
  readonly nextWords: number;
}

/** A fact that cannot be read: which kind, and of whom or what. */
export type Unread =
  | { readonly fact: 'account' | 'type' | 'permission' | 'edit' | 'dismissal'; readonly of: number }
  | { readonly fact: 'team'; readonly of: TeamName }
  | { readonly fact: 'other' };

/** Words that the pull request's own text has. */
export const PROPOSAL_WORDS = 0;

export const START: World = {
  minute: 0,
  actors: [...CAST, ...RESERVE],
  gone: [],
  teams: MEMBERS,
  content: 'moderate',
  rules: [],
  people: { persons: true, coder: 'operated', roles: 'held' },
  owners: 'pair',
  baseRef: 'main',
  head: 1,
  opener: 1,
  commits: [{ author: 1, committer: 1, coAuthor: null, tool: false }],
  pushers: [1],
  prompters: [],
  assignees: [],
  turns: [],
  reviews: [],
  sibling: null,
  passing: 'nothing',
  squashOnly: false,
  refusals: [],
  followUp: null,
  elsewhere: [],
  conflict: false,
  broken: false,
  unread: [],
  shown: [],
  nextWords: 1,
};

export function isUnread(world: World, fact: Unread['fact'], of?: number | string): boolean {
  return world.unread.some(
    (one) => one.fact === fact && (of === undefined || ('of' in one && one.of === of)),
  );
}
