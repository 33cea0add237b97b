/** What the gate needs of a forge, as types only. The adapter implements them; it decides nothing. */
import type { Account, Review, Snapshot } from './core/snapshot/snapshot.ts';

/** Something that could not be read in full, as a snapshot lists it. */
export type Unread = Snapshot['incomplete'][number];

/** An account as far as a forge tells without being asked about its rights. */
export type ForgeAccount = Pick<Account, 'id' | 'login' | 'type' | 'emails'>;

/** A branch of a repository, `owner/name`; the repository is null where it was deleted. */
export interface BranchOf {
  readonly repository: string | null;
  /** Without `refs/heads/`. */
  readonly branch: string;
}

/** Everything about one pull request that one reading gives. */
export interface PullRequestReading {
  readonly repository: Snapshot['repository'];
  readonly pullRequest: Omit<Snapshot['pullRequest'], 'baseCommit' | 'basis'>;
  /** The tip of `pullRequest.baseRef` now. What lands is compared with it. */
  readonly baseCommit: string;
  /**
   * Where policies, people and CODEOWNERS come from, and what the context is named after: the base
   * of the stack for a stacked pull request, else `baseRef` itself.
   */
  readonly basisRef: string;
  readonly basisCommit: string;
  readonly head: BranchOf;
  /** What landed, of a merged pull request; else null. */
  readonly mergeCommit: string | null;
  /** Everybody who occurs anywhere in it, each once. */
  readonly accounts: readonly ForgeAccount[];
  readonly commits: Snapshot['commits'];
  readonly reviews: readonly Review[];
  readonly requestedReviewers: readonly string[];
  /** Changes with whatever decides and belongs to no commit: reviews, their texts, dismissals. */
  readonly stamp: string;
  /** Our own comment: found by its marker and by its author, who is the account of our token. */
  readonly comment: OwnComment | null;
  readonly missing: readonly Unread[];
}

/** A comment of ours. `intact` is false where somebody else edited it. */
export interface OwnComment {
  readonly id: number;
  readonly body: string;
  readonly intact: boolean;
}

/** Other pull requests, as far as they matter for this one. */
export interface Neighbours {
  /** Every open one with the same head commit, this one left out. */
  readonly siblings: readonly { readonly number: number; readonly baseRef: string }[];
  /** Closed or merged lately, the last touched first. */
  readonly past: readonly PastPullRequest[];
  readonly accounts: readonly ForgeAccount[];
  readonly missing: readonly Unread[];
}

export interface PastPullRequest {
  readonly number: number;
  readonly state: 'closed' | 'merged';
  readonly reviews: readonly Pick<Review, 'account' | 'state' | 'body' | 'submittedAt'>[];
  /** Our comment on it. Null: there is none. */
  readonly comment: OwnComment | null;
}

/** Members of a team, or null where they could not be read. */
export interface TeamReading {
  readonly team: Snapshot['teams'][number];
  readonly accounts: readonly ForgeAccount[];
  readonly missing: readonly Unread[];
}

/** What an account may do on the repository now. `id` and `type` come with it. Null: no such account. */
export interface PermissionReading {
  /** The login that was asked about. */
  readonly asked: string;
  readonly account: Account | null;
  readonly missing: readonly Unread[];
}

/** Everybody with rights of their own on the repository, by any way; null: the list was not to be had. */
export interface CollaboratorReading {
  readonly accounts: readonly Account[] | null;
}

export interface PusherReading {
  readonly pushers: Snapshot['pushers'];
  readonly accounts: readonly ForgeAccount[];
  readonly missing: readonly Unread[];
}

/** The two ends of a pull request at this moment, to tell whether a verdict is still about it. */
export interface Ends {
  readonly headCommit: string;
  readonly baseRef: string;
  readonly baseCommit: string;
  readonly basisRef: string;
  readonly basisCommit: string;
  readonly state: Snapshot['pullRequest']['state'];
  /** As in the reading, so that a late run does not publish over what was said since. */
  readonly stamp: string;
}

/** What a merge queue would land as one, mapped to its pull requests; null: it could not be mapped. */
export interface QueueGroup {
  /** `refs/heads/…` of the branch that it goes into. */
  readonly baseRef: string;
  /** What the group stands on. */
  readonly baseCommit: string;
  /** In the order in which they land, each with the head that was queued. */
  readonly entries: readonly { readonly number: number; readonly headCommit: string }[];
}

/** Reads. Each call is one question; a list that may be cut says so in `missing`. */
export interface Forge {
  readPullRequest(number: number): Promise<PullRequestReading>;
  readNeighbours(reading: PullRequestReading): Promise<Neighbours>;
  /** Who pushed the branch of the head, whoever wrote the commits. */
  readPushers(reading: PullRequestReading): Promise<PusherReading>;
  /** `organisation/slug`, without `@`. */
  readTeam(name: string): Promise<TeamReading>;
  readPermission(login: string): Promise<PermissionReading>;
  /** One question for up to 300; beyond that, or where the token may not, null and no failure. */
  readCollaborators(): Promise<CollaboratorReading>;
  readEnds(number: number): Promise<Ends>;
  /** `group` is the head commit of the group. */
  readQueueGroup(headRef: string, group: string): Promise<QueueGroup | null>;
  /** Numbers of the open pull requests whose head is this branch. */
  findByHead(head: BranchOf): Promise<readonly number[]>;
  /** Numbers of open pull requests, into one branch (`refs/heads/…`) or any; the last touched first. */
  listOpen(limit: number, into: string | null): Promise<readonly number[]>;
  /** Where its objects are fetched from, and what opens it. Never printed. */
  readonly objects: { readonly url: string; readonly authorization: string | null };
}

/** How the outcome is published, by the tier of the set-up. */
export type Conclusion = 'pending' | 'success' | 'failure';

/** One place in a file that the check points at; lines and columns count from 1. */
export interface Annotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: 'notice' | 'warning' | 'failure';
  readonly title: string;
  readonly message: string;
}

export interface CheckReport {
  /** `jitl/gate@main`. */
  readonly context: string;
  readonly commit: string;
  readonly conclusion: Conclusion;
  /** One line for a list of checks, without control characters. A status cuts it at 140. */
  readonly title: string;
  /** Markdown, at most 65,535 characters. Only a check run shows it. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
}

/** Writes. Nothing here is asked what it thinks; a failure is thrown. */
export interface Publisher {
  /** `status` by the token of the workflow, `check-run` by an App of one's own. */
  readonly kind: 'status' | 'check-run';
  publishCheck(report: CheckReport): Promise<void>;
  /** Makes our comment, or changes it where the text differs. Gives its id. */
  upsertComment(number: number, own: OwnComment | null, body: string): Promise<number>;
  /** People by login and teams by `organisation/slug`; those who cannot be asked are left out. */
  requestReviewers(
    number: number,
    wanted: { readonly people: readonly string[]; readonly teams: readonly string[] },
  ): Promise<void>;
  uploadSarif(report: {
    readonly commit: string;
    readonly ref: string;
    readonly sarif: string;
  }): Promise<void>;
  react(comment: number, content: 'eyes'): Promise<void>;
  submitReview(
    number: number,
    review: {
      readonly event: 'APPROVE' | 'REQUEST_CHANGES';
      readonly body: string;
      readonly commit: string;
    },
  ): Promise<{ readonly id: number; readonly url: string }>;
}
