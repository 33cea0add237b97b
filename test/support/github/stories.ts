import { role, ROLE, type Gated, type StepRun } from './gated.ts';
import { repository } from './judging.ts';
import type { FileChange } from './commit-files.ts';

export interface Proposal {
  readonly branch?: string;
  readonly as?: string;
  readonly files?: Readonly<Record<string, FileChange>>;
  readonly title?: string;
  readonly draft?: boolean;
}

/** A pull request; if nothing else is said, ada lets settlement read secrets, which is high risk. */
export function propose({ hub }: Gated, proposal: Proposal = {}): number {
  const {
    branch = 'more',
    as = 'ada',
    files = { [ROLE]: role('get, list', 'secrets') },
  } = proposal;
  const { title, draft } = proposal;
  hub.push({ branch, as, files });
  return hub.open({
    head: branch,
    base: 'main',
    as,
    ...(title === undefined ? {} : { title }),
    ...(draft === undefined ? {} : { draft }),
  });
}

/** What the owner of the organisation does with the rules switched off for a moment. */
export function onBase(
  gate: Gated,
  files: Readonly<Record<string, FileChange>>,
  branch = 'main',
): string {
  const { rulesets } = repository(gate);
  const before = rulesets.map(({ enforcement }) => enforcement);
  for (const ruleset of rulesets) ruleset.enforcement = 'disabled';
  const commit = gate.hub.push({ branch, as: 'root', files });
  for (const [at, ruleset] of rulesets.entries()) ruleset.enforcement = before[at] ?? 'active';
  return commit;
}

/** The id of an account, which `people.yaml` names beside its login. */
export function idOf({ hub }: Gated, login: string): number {
  const found = [...hub.world.accounts.values()].find((one) => one.login === login);
  if (found === undefined) throw new Error(`there is no ${login}`);
  return found.id;
}

export function isShut({ hub }: Gated, number: number): boolean {
  return !hub.mergeability(number).mergeable;
}

/** What the steps say, one word for each. */
export function verdictsOf(steps: readonly StepRun[]): readonly (string | undefined)[] {
  return steps.map(({ outputs }) => outputs['verdict']);
}

/** Of the whole cluster: critical wherever it stands. */
export const CLUSTER_ADMIN = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: settlement-admin }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects:
  - { kind: ServiceAccount, name: settlement, namespace: payments }
`;

/** One run by the schedule, without all the runs that earlier events would have set off. */
export function sweep(gate: Gated): Promise<StepRun> {
  const permissions = { contents: 'read', 'pull-requests': 'write', statuses: 'write' } as const;
  const token = gate.hub.token({ kind: 'actions', repository: 'acme/identities', permissions });
  return gate.step('schedule', {}, { token });
}
