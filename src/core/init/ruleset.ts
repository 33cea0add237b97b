/** The number of the App "GitHub Actions", which publishes for workflows on github.com. */
export const ACTIONS_APP = 15_368;

/** What the page "Import a ruleset" takes, and `POST /repos/{owner}/{repo}/rulesets`. */
export interface Ruleset {
  readonly name: string;
  readonly target: 'branch';
  readonly enforcement: 'active';
  readonly bypass_actors: readonly [];
  readonly conditions: {
    readonly ref_name: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  };
  readonly rules: readonly { readonly type: string; readonly parameters?: object }[];
}

/**
 * The rules of one branch: its own, since the name of the check holds the branch.
 * `app`: who alone may publish it; null: workflows, as in the starter tier.
 */
export function rulesetFor(branch: string, app: number | null): Ruleset {
  return {
    name: `jitl ${branch}`,
    target: 'branch',
    enforcement: 'active',
    bypass_actors: [],
    conditions: { ref_name: { include: [`refs/heads/${branch}`], exclude: [] } },
    rules: [
      { type: 'deletion' },
      { type: 'non_fast_forward' },
      {
        type: 'pull_request',
        parameters: {
          allowed_merge_methods: ['squash'],
          required_approving_review_count: 1,
          dismiss_stale_reviews_on_push: true,
          require_code_owner_review: true,
          require_last_push_approval: true,
          required_review_thread_resolution: false,
        },
      },
      {
        type: 'required_status_checks',
        parameters: {
          // The gate looks at the tip of the base by itself, and a branch need not be up to date.
          strict_required_status_checks_policy: false,
          do_not_enforce_on_create: false,
          required_status_checks: [
            { context: `jitl/gate@${branch}`, integration_id: app ?? ACTIONS_APP },
          ],
        },
      },
    ],
  };
}
