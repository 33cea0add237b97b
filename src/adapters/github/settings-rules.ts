import * as z from 'zod';

import type { BranchRules, RulesetSettings } from '../../forge-settings.ts';
import type { GitHubClient } from './api.ts';
import { id, readAs } from './payload.ts';

interface Home {
  readonly owner: string;
  readonly repo: string;
}

const rule = z.object({
  type: z.string(),
  parameters: z.record(z.string(), z.unknown()).optional(),
});

const checks = z.object({
  required_status_checks: z.array(
    z.object({ context: z.string(), integration_id: z.int().nullish() }),
  ),
});

const pullRequest = z.object({
  required_approving_review_count: z.int(),
  dismiss_stale_reviews_on_push: z.boolean(),
  require_last_push_approval: z.boolean(),
  require_code_owner_review: z.boolean(),
  allowed_merge_methods: z.array(z.string()).optional(),
});

const queue = z.object({ grouping_strategy: z.string() });

/** Several rulesets may say the same kind of thing: all of them hold, so the strictest counts. */
export async function readRules(
  client: GitHubClient,
  home: Home,
  branch: string,
): Promise<BranchRules> {
  const route = '/repos/{owner}/{repo}/rules/branches/{branch}';
  const listed = await client.pages(route, { ...home, branch }, { limit: 1000 });
  const found = readAs(z.array(rule), listed.items, 'the rules of a branch');
  const of = <T>(type: string, shape: z.ZodType<T>): readonly T[] =>
    found
      .filter((one) => one.type === type)
      .map(({ parameters }) => readAs(shape, parameters ?? {}, `the rule ${type}`));
  const pulls = of('pull_request', pullRequest);
  const methods = pulls.flatMap((one) => one.allowed_merge_methods ?? []);
  const queues = of('merge_queue', queue);
  return {
    requiredChecks: of('required_status_checks', checks)
      .flatMap((one) => one.required_status_checks)
      .map((one) => ({ context: one.context, app: one.integration_id ?? null })),
    pullRequest:
      pulls.length === 0
        ? null
        : {
            approvals: Math.max(...pulls.map((one) => one.required_approving_review_count)),
            dismissesStale: pulls.some((one) => one.dismiss_stale_reviews_on_push),
            lastPushApproval: pulls.some((one) => one.require_last_push_approval),
            codeOwners: pulls.some((one) => one.require_code_owner_review),
            mergeMethods: methods.length === 0 ? null : [...new Set(methods)],
          },
    blocksForcePush: found.some((one) => one.type === 'non_fast_forward'),
    blocksDeletion: found.some((one) => one.type === 'deletion'),
    mergeQueue:
      queues.length === 0
        ? null
        : { everyEntry: queues.every((one) => one.grouping_strategy === 'ALLGREEN') },
  };
}

const listedRuleset = z.object({ id, target: z.string().optional() });

const ruleset = z.object({
  id,
  name: z.string(),
  enforcement: z.string(),
  bypass_actors: z
    .array(
      z.object({ actor_id: z.int().nullish(), actor_type: z.string(), bypass_mode: z.string() }),
    )
    .optional(),
});

/** Each takes one request, since the list does not say who may bypass them. */
const MOST_RULESETS = 30;

export async function readRulesets(
  client: GitHubClient,
  home: Home,
): Promise<readonly RulesetSettings[]> {
  const route = '/repos/{owner}/{repo}/rulesets';
  const values = { ...home, includes_parents: true };
  const listed = await client.pages(route, values, { limit: MOST_RULESETS });
  const ids = readAs(z.array(listedRuleset), listed.items, 'rulesets').filter(
    ({ target = 'branch' }) => target === 'branch',
  );
  return Promise.all(
    ids.map(async (one) => {
      const answer = await client.get(`${route}/{ruleset}`, { ...home, ruleset: one.id });
      const found = readAs(ruleset, answer, 'a ruleset');
      const bypass =
        found.bypass_actors?.map((actor) => ({
          type: actor.actor_type,
          id: actor.actor_id ?? null,
          mode: actor.bypass_mode,
        })) ?? null;
      return { id: found.id, name: found.name, enforcement: found.enforcement, bypass };
    }),
  );
}
