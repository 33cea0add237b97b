import { JitlError } from '../../errors.ts';
import type { PullRequestReading } from '../../forge.ts';
import type { GitHubClient } from './api.ts';
import { baseGone, branchTip, readStack } from './basis.ts';
import type { PullRequestPlace } from './connection.ts';
import { graphqlReading } from './graphql-reading.ts';
import { PULL_REQUEST, pullRequestAnswer } from './graphql-shape.ts';
import { limits } from './limits.ts';
import { readAs } from './payload.ts';
import { restReading } from './rest-reading.ts';

export type Mode = 'graphql' | 'rest' | 'auto';

/** One attempt: a reading, or null where its parts are of different moments. */
type Attempt = PullRequestReading | null;

/**
 * Reads one pull request. GitHub’s lists follow a push with a delay, and two requests may see two
 * heads: then it is read again, a few times. What is still not whole after that says so itself.
 */
export async function readPullRequest(
  client: GitHubClient,
  place: PullRequestPlace,
  mode: Mode,
): Promise<PullRequestReading> {
  for (let attempt = 1; ; attempt += 1) {
    const reading = await readOnce(client, place, mode);
    if (reading !== null && isWhole(reading)) return reading;
    if (attempt < limits.readings && (await client.pause(attempt))) continue;
    if (reading === null) throw moving(place.number);
    const why = 'GitHub does not list the head commit yet';
    return { ...reading, missing: [...reading.missing, { what: 'commits', why }] };
  }
}

function isWhole({ commits, pullRequest }: PullRequestReading): boolean {
  return commits.some(({ oid }) => oid === pullRequest.headCommit);
}

async function readOnce(
  client: GitHubClient,
  place: PullRequestPlace,
  mode: Mode,
): Promise<Attempt> {
  if (mode === 'rest') return restReading(client, place);
  const variables = { owner: place.owner, repo: place.repo, number: place.number };
  const [answer, stack] = await Promise.all([
    client.graphql(PULL_REQUEST, variables),
    readStack(client, place),
  ]);
  if (answer.kind === 'unavailable') {
    if (mode === 'graphql') throw answer.error;
    return restReading(client, place);
  }
  const { data, problems } = answer;
  const { repository } = readAs(pullRequestAnswer, data, `pull request ${place.number}`);
  const { headRefOid, baseRefName, baseRef } = repository.pullRequest;
  if (stack.headCommit !== headRefOid || stack.base !== baseRefName) return null;
  const baseCommit = baseRef?.target?.oid;
  if (baseCommit === undefined) throw baseGone(baseRefName);
  const { stackBase } = stack;
  const basis =
    stackBase === null || stackBase === baseRefName
      ? { ref: `refs/heads/${baseRefName}`, commit: baseCommit }
      : { ref: `refs/heads/${stackBase}`, commit: await branchTip(client, place, stackBase) };
  return graphqlReading(client, place, { repository, problems, basis, baseCommit });
}

function moving(number: number): JitlError {
  return new JitlError('head-moved', `pull request ${number} changed while it was read`, {
    help: 'run it again',
  });
}
