/** How a repository is set up, as types only. The adapter reads it; it decides nothing. */
import type { Snapshot } from './core/snapshot/snapshot.ts';

/** A setting, or why it could not be read. */
export type Setting<T> = { readonly value: T } | { readonly unread: string };

/** The rules of a branch together, from whichever ruleset they are. */
export interface BranchRules {
  /** `app` null: a result counts whoever published it. */
  readonly requiredChecks: readonly { readonly context: string; readonly app: number | null }[];
  /** Null: it can be changed without a pull request. */
  readonly pullRequest: {
    readonly approvals: number;
    readonly dismissesStale: boolean;
    readonly lastPushApproval: boolean;
    readonly codeOwners: boolean;
    /** `merge`, `squash`, `rebase`; null: whatever the repository allows. */
    readonly mergeMethods: readonly string[] | null;
  } | null;
  readonly blocksForcePush: boolean;
  readonly blocksDeletion: boolean;
  readonly mergeQueue: { readonly everyEntry: boolean } | null;
}

export interface RulesetSettings {
  readonly id: number;
  readonly name: string;
  readonly enforcement: string;
  /** Null: the token may not see who may pass it by. */
  readonly bypass:
    | readonly {
        readonly type: string;
        readonly id: number | null;
        readonly mode: string;
      }[]
    | null;
}

export interface EnvironmentSettings {
  /** Patterns of branches that may use it; `protected` are those with rules. */
  readonly branches: 'all' | 'protected' | readonly string[];
  readonly adminsBypass: boolean;
}

/** How a repository is set up, for explaining what is wrong with it. It decides nothing. */
export interface RepositorySettings {
  readonly repository: Setting<{
    readonly id: number;
    readonly name: string;
    readonly visibility: string;
    readonly defaultBranch: string;
    readonly mergeMethods: Snapshot['pullRequest']['mergeMethods'];
  }>;
  readonly rules: Setting<BranchRules>;
  /** Of branches, those of the organisation too. */
  readonly rulesets: Setting<readonly RulesetSettings[]>;
  /** Null: there is no such environment. */
  readonly environment: Setting<EnvironmentSettings | null>;
  /** Null: GitHub finds no CODEOWNERS on the branch. */
  readonly codeownersErrors: Setting<
    | readonly {
        readonly path: string;
        readonly line: number;
        readonly kind: string;
        readonly message: string;
      }[]
    | null
  >;
  readonly workflows: Setting<{
    readonly defaultPermissions: string;
    readonly mayApprove: boolean;
  }>;
  /** As they came: GitHub has not published their form. */
  readonly actionsPolicies: Setting<unknown>;
  /** Whose the token is; `app` is set where it is of an App of one's own. */
  readonly identity: Setting<{ readonly login: string; readonly app: number | null }>;
}

/** Reads settings of a branch, without `refs/heads/`, and of an environment by its name. */
export interface SettingsForge {
  readSettings(branch: string, environment: string): Promise<RepositorySettings>;
}
