/** The state of the simulated GitHub: plain values that routes, resolvers and tests share. */

export type Permission = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

export interface SimAccount {
  readonly id: number;
  login: string;
  type: 'User' | 'Bot' | 'Organization';
  readonly emails: string[];
  deleted: boolean;
}

export interface SimTeam {
  readonly id: number;
  readonly organisation: string;
  readonly slug: string;
  /** Members of child teams are members of the parent, as GitHub lists them. */
  readonly parent: string | null;
  readonly members: { account: number; state: 'active' | 'pending' }[];
}

export interface SimApp {
  readonly id: number;
  readonly slug: string;
  /** Login of the account that it belongs to. */
  readonly owner: string;
  /** The account `slug[bot]`. */
  readonly account: number;
  /** PEM of the public key that its JWTs are checked with; null: GitHub Actions itself. */
  readonly publicKey: string | null;
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>;
  readonly installations: { readonly id: number; readonly owner: string }[];
}

/** A token is what the simulator checks on every request; an unknown one is 401. */
export interface SimToken {
  readonly value: string;
  readonly kind: 'actions' | 'installation' | 'pat' | 'app-jwt';
  /** The acting account; for `actions` the bot of GitHub Actions. */
  readonly account: number;
  /** `owner/name`, or null for a person's token that reaches what the person reaches. */
  readonly repository: string | null;
  /** As in a workflow's `permissions:` or an App's; null: what the account may. */
  readonly permissions: Readonly<Record<string, 'read' | 'write'>> | null;
  readonly app: number | null;
  expired: boolean;
}

export interface SimReview {
  readonly id: number;
  account: number | null;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  body: string;
  readonly submittedAt: string;
  /** Re-stamped as GitHub does; null where its commit is gone. */
  commit: string | null;
  readonly edits: { readonly editor: number | null; readonly at: string; readonly body: string }[];
  dismissal: {
    readonly by: number | null;
    readonly was: SimReview['state'];
    readonly at: string;
  } | null;
}

export type SimEvent =
  | {
      readonly kind: 'HeadRefForcePushedEvent';
      readonly actor: number | null;
      readonly at: string;
      readonly before: string;
      readonly after: string;
    }
  | {
      readonly kind: 'BaseRefChangedEvent';
      readonly actor: number | null;
      readonly at: string;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly kind: 'ReviewDismissedEvent';
      readonly actor: number | null;
      readonly at: string;
      readonly review: number;
      readonly was: SimReview['state'];
    };

export interface SimComment {
  readonly id: number;
  readonly account: number | null;
  /** The App that wrote it, as `performed_via_github_app`. */
  readonly app: number | null;
  body: string;
  readonly createdAt: string;
  readonly edits: { readonly editor: number | null; readonly at: string }[];
  readonly reactions: { readonly account: number; readonly content: string }[];
}

export interface SimPullRequest {
  readonly id: number;
  readonly number: number;
  readonly nodeId: string;
  title: string;
  body: string;
  author: number | null;
  assignees: number[];
  /** Branch without `refs/heads/`. */
  baseBranch: string;
  /** `owner/name` of the repository of the head; null: deleted. */
  headRepository: string | null;
  readonly headOwner: string;
  readonly headBranch: string;
  /** Follows pushes to the branch while it is open. */
  headCommit: string;
  state: 'open' | 'closed' | 'merged';
  draft: boolean;
  mergeCommit: string | null;
  /** The tip of the base just before it was merged; null: not merged. */
  landedOn: string | null;
  mergedBy: number | null;
  closedAt: string | null;
  /** What merging these two gives, as `refs/pull/N/merge`; null: a conflict. */
  testMerge: {
    readonly base: string;
    readonly head: string;
    readonly commit: string | null;
  } | null;
  /** The base of the stack that it is part of, as `pull_request.stack`; null: none. */
  stack: { readonly base: string } | null;
  readonly createdAt: string;
  updatedAt: string;
  readonly reviews: SimReview[];
  readonly events: SimEvent[];
  readonly comments: SimComment[];
  readonly requested: { readonly people: number[]; readonly teams: string[] };
}

export interface SimStatus {
  readonly id: number;
  readonly commit: string;
  readonly context: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly description: string;
  readonly creator: number;
  readonly app: number | null;
  readonly createdAt: string;
}

export interface SimCheckRun {
  readonly id: number;
  readonly commit: string;
  readonly name: string;
  readonly app: number;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
  title: string;
  summary: string;
  readonly annotations: unknown[];
  readonly startedAt: string;
  completedAt: string | null;
}

export interface SimRuleset {
  readonly id: number;
  readonly name: string;
  enforcement: 'active' | 'disabled' | 'evaluate';
  /** Branches without `refs/heads/`. */
  readonly branches: string[];
  readonly requiredChecks: { readonly context: string; readonly integrationId: number | null }[];
  readonly pullRequest: {
    readonly requiredApprovals: number;
    readonly dismissStale: boolean;
    readonly lastPushApproval: boolean;
    readonly codeOwners: boolean;
  } | null;
  readonly bypass: {
    readonly actorId: number;
    readonly actorType: string;
    readonly mode: 'always' | 'pull_request' | 'exempt';
  }[];
  readonly mergeQueue: boolean;
  readonly blockForcePush: boolean;
}

/** One push, as `GET /repos/{owner}/{repo}/activity` lists it. */
export interface SimActivity {
  readonly id: number;
  readonly before: string;
  readonly after: string;
  readonly ref: string;
  readonly at: string;
  readonly type:
    | 'push'
    | 'force_push'
    | 'branch_creation'
    | 'branch_deletion'
    | 'pr_merge'
    | 'merge_queue_merge';
  readonly actor: number | null;
}

export interface SimQueueEntry {
  readonly number: number;
  readonly baseBranch: string;
  readonly headCommit: string;
  /** The commit of the group that ends with this entry, and what it stands on. */
  readonly groupCommit: string;
  readonly groupBase: string;
  readonly groupRef: string;
}

export interface SimRepository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  /** The bare repository on disk: branches, `refs/pull/N/head` and objects are real. */
  readonly directory: string;
  /** What git said about objects, which are what they are for ever: saves processes. */
  readonly answers?: Map<string, string>;
  defaultBranch: string;
  readonly visibility: 'public' | 'private';
  /** `owner/name` that it was forked from. */
  readonly parent: string | null;
  readonly collaborators: Map<number, Permission>;
  /** `organisation/slug` to what the team may do here. */
  readonly teamPermissions: Map<string, Permission>;
  readonly mergeMethods: { merge: boolean; squash: boolean; rebase: boolean };
  readonly pullRequests: Map<number, SimPullRequest>;
  readonly statuses: SimStatus[];
  readonly checkRuns: SimCheckRun[];
  readonly rulesets: SimRuleset[];
  readonly activity: SimActivity[];
  readonly queue: SimQueueEntry[];
  readonly sarifs: { readonly commit: string; readonly ref: string; readonly sarif: string }[];
  readonly environments: Map<string, { branches: string[]; adminBypass: boolean }>;
  /** Settings that only `doctor` reads. */
  readonly settings: {
    workflowPermissions: 'read' | 'write';
    actionsMayApprove: boolean;
    /** What `GET /repos/{owner}/{repo}/actions/policies` answers; null: 404. */
    actionsPolicies: unknown[] | null;
  };
}

/** One request that was answered, for call budgets and for looking at what happened. */
export interface SimCall {
  readonly method: string;
  readonly path: string;
  readonly token: string | null;
  readonly status: number;
}

/** Something that goes wrong: matched in order, each used `times` times (default 1). */
export interface SimFault {
  readonly match: (call: { readonly method: string; readonly path: string }) => boolean;
  readonly fault:
    | {
        readonly kind: 'status';
        readonly status: number;
        readonly headers?: Record<string, string>;
        readonly body?: unknown;
      }
    | { readonly kind: 'drop' }
    | { readonly kind: 'slow'; readonly milliseconds: number }
    | { readonly kind: 'invalid-json' }
    /** The connection ends in the middle of the body. */
    | { readonly kind: 'truncated' }
    /** The page is right, and its `Link` to the next one is left out. */
    | { readonly kind: 'no-next-page' }
    | { readonly kind: 'graphql-errors'; readonly message: string; readonly type?: string }
    | { readonly kind: 'graphql-null'; readonly path: readonly string[] };
  times?: number;
}

export interface World {
  /** Where it answers, without a slash at the end. */
  readonly url: string;
  /** Milliseconds since the epoch; tests move it. Every write takes it and adds a second. */
  now: number;
  readonly accounts: Map<number, SimAccount>;
  readonly organisations: Set<string>;
  /** By `organisation/slug`. */
  readonly teams: Map<string, SimTeam>;
  readonly apps: Map<number, SimApp>;
  readonly tokens: Map<string, SimToken>;
  /** By `owner/name`. */
  readonly repositories: Map<string, SimRepository>;
  readonly calls: SimCall[];
  readonly faults: SimFault[];
  /** What a request or an answer broke of GitHub's published description; a test wants none. */
  readonly violations: string[];
  nextId: number;
  nextLongId: number;
}

/** The App of GitHub Actions and its account, as on github.com. */
export const ACTIONS_APP = 15368;
export const ACTIONS_BOT = 41898282;
