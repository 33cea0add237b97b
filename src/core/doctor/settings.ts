/** What `jitl doctor` asks of a forge: the settings that decide whether the gate can be talked past. */

/** A value, or why it could not be read. */
export type Asked<Value> =
  | { readonly kind: 'read'; readonly value: Value }
  | { readonly kind: 'unread'; readonly why: string };

/** Rules that are in force on one branch, joined over all rulesets and branch protection. */
export interface BranchRules {
  /** Required checks: the name, and the App that alone may give it; null where anybody may. */
  readonly requiredChecks: readonly {
    readonly context: string;
    readonly integrationId: number | null;
  }[];
  /** Null: no pull request is required. */
  readonly pullRequest: {
    readonly requiredApprovals: number;
    readonly dismissStaleReviews: boolean;
    readonly lastPushApproval: boolean;
    readonly codeOwnerReview: boolean;
    readonly mergeMethods: readonly ('merge' | 'squash' | 'rebase')[] | null;
  } | null;
  readonly blocksForcePush: boolean;
  readonly blocksDeletion: boolean;
  /** Null: no merge queue. `allEntries`: each entry must pass, and not only the head of the group. */
  readonly mergeQueue: { readonly allEntries: boolean } | null;
}

export interface BypassActor {
  readonly ruleset: string;
  /** As GitHub names it: `OrganizationAdmin`, `RepositoryRole`, `Team`, `Integration`, `DeployKey`. */
  readonly type: string;
  readonly id: number | null;
  readonly mode: 'always' | 'pull_request' | 'exempt';
}

export interface WorkflowFile {
  readonly path: string;
  /** As it is on the branch. */
  readonly text: string;
}

/** Everything that was asked, on one branch. */
export interface SettingsReading {
  readonly branch: string;
  readonly repository: Asked<{
    readonly name: string;
    readonly visibility: 'public' | 'private' | 'internal';
    readonly defaultBranch: string;
    readonly mergeMethods: readonly ('merge' | 'squash' | 'rebase')[];
  }>;
  /** Whose token this is, and what it may do as far as that can be asked. */
  readonly token: Asked<{
    readonly login: string;
    readonly kind: 'app' | 'actions' | 'user';
    /** The number of the App; null for a person's token. */
    readonly appId: number | null;
    /** Of an App: its rights. Null: not known. */
    readonly permissions: Readonly<Record<string, string>> | null;
  }>;
  readonly rules: Asked<BranchRules>;
  readonly bypass: Asked<readonly BypassActor[]>;
  readonly workflows: Asked<readonly WorkflowFile[]>;
  /** Null: there is no CODEOWNERS. */
  readonly codeowners: Asked<{
    readonly path: string;
    readonly size: number;
    readonly text: string;
    readonly errors: readonly {
      readonly line: number;
      readonly kind: string;
      readonly message: string;
      readonly suggestion: string | null;
    }[];
  } | null>;
  /** Whether the members of each team that CODEOWNERS names can be read. */
  readonly teams: readonly { readonly name: string; readonly readable: Asked<boolean> }[];
  readonly workflowPermissions: Asked<{
    readonly default: 'read' | 'write';
    readonly mayApprove: boolean;
  }>;
  /** Rules on which events may start workflows; null: there are none. */
  readonly actionsPolicies: Asked<readonly unknown[] | null>;
  /** The environment `jitl`; null: there is none. */
  readonly environment: Asked<{
    readonly branches: readonly string[] | 'protected' | 'all';
    readonly adminBypass: boolean;
  } | null>;
  /** The last result under the gate's name on the branch's pull requests; null: never seen. */
  readonly lastResult: Asked<{
    readonly context: string;
    readonly by: number | null;
    readonly login: string;
  } | null>;
}
