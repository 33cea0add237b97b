import * as z from 'zod';

import type { BranchRules, BypassActor } from '../../core/doctor/settings.ts';
import { JitlError } from '../../errors.ts';
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

const METHODS = ['merge', 'squash', 'rebase'] as const;

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
      .map((one) => ({ context: one.context, integrationId: one.integration_id ?? null })),
    pullRequest:
      pulls.length === 0
        ? null
        : {
            requiredApprovals: Math.max(...pulls.map((one) => one.required_approving_review_count)),
            dismissStaleReviews: pulls.some((one) => one.dismiss_stale_reviews_on_push),
            lastPushApproval: pulls.some((one) => one.require_last_push_approval),
            codeOwnerReview: pulls.some((one) => one.require_code_owner_review),
            mergeMethods:
              methods.length === 0 ? null : METHODS.filter((one) => methods.includes(one)),
          },
    blocksForcePush: found.some((one) => one.type === 'non_fast_forward'),
    blocksDeletion: found.some((one) => one.type === 'deletion'),
    mergeQueue:
      queues.length === 0
        ? null
        : { allEntries: queues.every((one) => one.grouping_strategy === 'ALLGREEN') },
  };
}

const listedRuleset = z.object({ id, target: z.string().optional() });

const ruleset = z.object({
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

/**
 * Who may bypass a ruleset that is in force. Rulesets of other branches too: which of them hold on this
 * one is not asked. Throws where the token may not see it.
 */
export async function readBypass(
  client: GitHubClient,
  home: Home,
): Promise<readonly BypassActor[]> {
  const route = '/repos/{owner}/{repo}/rulesets';
  const values = { ...home, includes_parents: true };
  const listed = await client.pages(route, values, { limit: MOST_RULESETS });
  const ids = readAs(z.array(listedRuleset), listed.items, 'rulesets').filter(
    ({ target = 'branch' }) => target === 'branch',
  );
  const found = await Promise.all(
    ids.map(async (one) => {
      const answer = await client.get(`${route}/{ruleset}`, { ...home, ruleset: one.id });
      return readAs(ruleset, answer, 'a ruleset');
    }),
  );
  return found.filter(({ enforcement }) => enforcement === 'active').flatMap(bypassOf);
}

function bypassOf({ name, bypass_actors: actors }: z.output<typeof ruleset>): BypassActor[] {
  if (actors === undefined)
    throw new JitlError('forge-forbidden', 'the token may not see who may bypass a ruleset', {
      help: 'take one of somebody who administers the repository',
    });
  return actors.map((actor) => ({
    ruleset: name,
    type: actor.actor_type,
    id: actor.actor_id ?? null,
    mode: modeOf(actor.bypass_mode),
  }));
}

/** A mode that is not known counts as the widest. */
function modeOf(text: string): BypassActor['mode'] {
  return text === 'always' || text === 'pull_request' ? text : 'exempt';
}
