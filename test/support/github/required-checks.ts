import type { SimCheckRun, SimRepository, SimRuleset, SimStatus } from './world.ts';

/** `skipped` and `neutral` pass as well: a check that did not run does not hold anything up. */
const passing = ['success', 'skipped', 'neutral'];

type Required = SimRuleset['requiredChecks'][number];

/**
 * Why a required check holds it up. The name alone counts, not the workflow that it came from: a
 * check run and a status of that name are both required, and the latest of each App counts. A
 * commit with results of that name decides before the next one: the test merge before the head.
 */
export function resultsFor(
  repository: SimRepository,
  required: Required,
  commits: readonly (string | null)[],
): readonly string[] {
  for (const commit of commits) {
    if (commit === null) continue;
    const found = [
      ...latestStatuses(repository, required, commit).map((one) => one.state),
      ...latestRuns(repository, required, commit).map((one) => one.conclusion ?? one.status),
    ];
    if (found.length === 0) continue;
    const bad = found.filter((one) => !passing.includes(one));
    return bad.map((one) => `required check ${required.context} is ${one}`);
  }
  const from = required.integrationId === null ? '' : ` from App ${required.integrationId}`;
  return [`required check ${required.context}${from} is expected`];
}

function latestStatuses(
  repository: SimRepository,
  required: Required,
  commit: string,
): readonly SimStatus[] {
  const latest = new Map<number | null, SimStatus>();
  for (const one of repository.statuses)
    if (one.commit === commit && one.context === required.context && fits(required, one.app))
      latest.set(one.app, one);
  return [...latest.values()];
}

function latestRuns(
  repository: SimRepository,
  required: Required,
  commit: string,
): readonly SimCheckRun[] {
  const latest = new Map<number, SimCheckRun>();
  for (const one of repository.checkRuns)
    if (one.commit === commit && one.name === required.context && fits(required, one.app))
      latest.set(one.app, one);
  return [...latest.values()];
}

function fits({ integrationId }: Required, app: number | null): boolean {
  return integrationId === null || integrationId === app;
}
