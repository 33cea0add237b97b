import { fullName } from '../sim.ts';
import type { SimRepository, SimRuleset, World } from '../world.ts';
import { nodeId } from './account.ts';
import { repositoryUrl } from './repository.ts';

/** The rules of a ruleset, as GitHub writes them. */
export function rulesOf(ruleset: SimRuleset) {
  const { pullRequest } = ruleset;
  return [
    ...(ruleset.blockForcePush ? [{ type: 'non_fast_forward' }] : []),
    ...(ruleset.requiredChecks.length === 0
      ? []
      : [
          {
            type: 'required_status_checks',
            parameters: {
              strict_required_status_checks_policy: false,
              do_not_enforce_on_create: false,
              required_status_checks: ruleset.requiredChecks.map(({ context, integrationId }) => ({
                context,
                ...(integrationId === null ? {} : { integration_id: integrationId }),
              })),
            },
          },
        ]),
    ...(pullRequest === null
      ? []
      : [
          {
            type: 'pull_request',
            parameters: {
              required_approving_review_count: pullRequest.requiredApprovals,
              dismiss_stale_reviews_on_push: pullRequest.dismissStale,
              require_code_owner_review: pullRequest.codeOwners,
              require_last_push_approval: pullRequest.lastPushApproval,
              required_review_thread_resolution: false,
              allowed_merge_methods: ['merge', 'squash', 'rebase'],
            },
          },
        ]),
    ...(ruleset.mergeQueue
      ? [
          {
            type: 'merge_queue',
            parameters: {
              check_response_timeout_minutes: 60,
              grouping_strategy: 'ALLGREEN',
              max_entries_to_build: 5,
              max_entries_to_merge: 5,
              merge_method: 'MERGE',
              min_entries_to_merge: 1,
              min_entries_to_merge_wait_minutes: 0,
            },
          },
        ]
      : []),
  ];
}

/** `repository-ruleset` as a list has it. */
export function rulesetShape(world: World, repository: SimRepository, ruleset: SimRuleset) {
  return {
    id: ruleset.id,
    name: ruleset.name,
    target: 'branch',
    source_type: 'Repository',
    source: fullName(repository),
    enforcement: ruleset.enforcement,
    node_id: nodeId('RRS', ruleset.id),
    _links: {
      self: { href: `${repositoryUrl(world, repository)}/rulesets/${ruleset.id}` },
      html: { href: `${world.url}/${fullName(repository)}/rules/${ruleset.id}` },
    },
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
  };
}

/** The same with what it demands and, for whoever may write to it, who gets around it. */
export function fullRuleset(
  world: World,
  repository: SimRepository,
  { ruleset, admin }: { readonly ruleset: SimRuleset; readonly admin: boolean },
) {
  const include = ruleset.branches.map((one) => (one.startsWith('~') ? one : `refs/heads/${one}`));
  return {
    ...rulesetShape(world, repository, ruleset),
    conditions: { ref_name: { include, exclude: [] } },
    rules: rulesOf(ruleset),
    ...(admin
      ? {
          bypass_actors: ruleset.bypass.map(({ actorId, actorType, mode }) => ({
            actor_id: actorId,
            actor_type: actorType,
            bypass_mode: mode,
          })),
        }
      : {}),
  };
}
