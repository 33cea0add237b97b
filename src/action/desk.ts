import { readShippedPolicies } from '../adapters/fs/shipped-policies.ts';
import { fetchRepository } from '../adapters/git/fetch.ts';
import { createClient } from '../adapters/github/client.ts';
import { createForge } from '../adapters/github/forge.ts';
import { createPublisher } from '../adapters/github/publisher.ts';
import type { Desk } from '../app/pull-request/gate.ts';
import { remembering } from '../app/pull-request/remembering.ts';
import { parseRepositoryName } from '../core/forge-address.ts';
import { appPermissions } from '../core/init/app-manifest.ts';
import { JitlError } from '../errors.ts';
import { version } from '../adapters/fs/version.ts';
import type { ActionInputs } from './inputs.ts';
import type { Runner } from './runner.ts';
import { wording } from './wording.ts';

/** Milliseconds for all requests of one run; GitHub stops a job much later. */
const DEADLINE = 10 * 60 * 1000;

/** Connects the step with the repository that it runs for. */
export async function openDesk(
  inputs: ActionInputs,
  { environment, now, second, deadline = DEADLINE }: Runner,
): Promise<{ readonly desk: Desk; readonly calls: () => number }> {
  const name = parseRepositoryName(environment['GITHUB_REPOSITORY'] ?? '');
  if (name === null)
    throw new JitlError('input-invalid', 'the runner does not say which repository this is', {
      help: 'run the gate as a step of a workflow of GitHub',
    });
  const { owner, repo } = name;
  const credentials =
    inputs.app === null
      ? { token: inputs.token }
      : {
          app: {
            ...inputs.app,
            repository: `${owner}/${repo}`,
            permissions: inputs.sarif
              ? { ...appPermissions, security_events: 'write' as const }
              : appPermissions,
          },
        };
  const client = await createClient({
    url: environment['GITHUB_API_URL'] ?? 'https://api.github.com',
    credentials,
    userAgent: `jitl/${version}`,
    deadline,
    ...(second === undefined ? {} : { retryAfterBase: second }),
  });
  const server = environment['GITHUB_SERVER_URL'] ?? 'https://github.com';
  const forge = createForge(client, { owner, repo, server, mode: 'auto' });
  const publisher =
    inputs.publish === 'none'
      ? null
      : createPublisher(client, { kind: inputs.publish, owner, repo });
  const desk: Desk = {
    forge: remembering(forge),
    fetch: (commits) => fetchRepository({ ...forge.objects, commits }),
    shipped: await readShippedPolicies(),
    now,
    publisher,
    wording,
    writesComment: inputs.comment,
    requestsReviewers: inputs.requestReviewers,
    uploadsSarif: inputs.sarif,
  };
  return { desk, calls: client.calls };
}
