import { newId, repositoryNamed } from '../sim.ts';
import type { SimRuleset, World } from '../world.ts';

export interface RulesetOptions {
  readonly repository?: string;
  readonly name?: string;
  readonly enforcement?: SimRuleset['enforcement'];
  readonly branches?: readonly string[];
  readonly requiredChecks?: readonly {
    readonly context: string;
    readonly integrationId?: number | null;
  }[];
  /** Given at all, a branch takes pull requests only. */
  readonly pullRequest?: Partial<NonNullable<SimRuleset['pullRequest']>>;
  readonly bypass?: SimRuleset['bypass'];
  readonly mergeQueue?: boolean;
  readonly blockForcePush?: boolean;
}

export function addRuleset(world: World, options: RulesetOptions): number {
  const id = newId(world);
  const none = { requiredApprovals: 0, dismissStale: false, lastPushApproval: false };
  repositoryNamed(world, options.repository).rulesets.push({
    id,
    name: options.name ?? 'main',
    enforcement: options.enforcement ?? 'active',
    branches: [...(options.branches ?? ['main'])],
    requiredChecks: (options.requiredChecks ?? []).map(({ context, integrationId }) => ({
      context,
      integrationId: integrationId ?? null,
    })),
    pullRequest:
      options.pullRequest === undefined
        ? null
        : { ...none, codeOwners: false, ...options.pullRequest },
    bypass: options.bypass ?? [],
    mergeQueue: options.mergeQueue ?? false,
    blockForcePush: options.blockForcePush ?? true,
  });
  return id;
}
