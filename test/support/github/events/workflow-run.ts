import { emit, onDefaultBranch } from './emit.ts';
import { isRecord, seed } from './seed.ts';
import { repositoryUrl, repositoryShape } from '../shapes/repository.ts';
import { findRepository, repositoryNamed, type Actor, type HubEvent, type Sim } from '../sim.ts';
import { simpleUser } from '../shapes/account.ts';
import type { WorkflowRun } from '../workflow-runs.ts';
import { readCommit } from '../commits.ts';

/**
 * A run ended. What it started does run: `workflow_run` is the exception to "events by a workflow
 * start nothing", because it is GitHub that emits it. `pull_requests` is empty for a fork.
 */
export function emitWorkflowRun(
  sim: Sim,
  run: WorkflowRun,
  { conclusion, actor }: { readonly conclusion: string; readonly actor: Actor },
): HubEvent {
  const { world } = sim;
  const repository = repositoryNamed(world, run.event.repository);
  const pull = run.event.payload['pull_request'];
  const head = headOf(run, pull);
  const commit = readCommit(repository, head.sha);
  const headRepository = head.repository === null ? null : findRepository(world, head.repository);
  const example = seed('workflow_run', 'completed')['workflow_run'];
  const api = repositoryUrl(world, repository);
  return emit(sim, {
    name: 'workflow_run',
    action: 'completed',
    repository,
    actor,
    payload: {
      workflow_run: {
        ...(isRecord(example) ? example : {}),
        id: run.id,
        name: run.name,
        path: run.path,
        event: run.event.name,
        status: 'completed',
        conclusion,
        head_branch: head.branch,
        head_sha: head.sha,
        head_commit: {
          id: head.sha,
          tree_id: commit?.tree ?? '',
          message: commit?.message ?? '',
          timestamp: commit?.committer.date ?? '',
          author: { name: commit?.author.name ?? '', email: commit?.author.email ?? '' },
          committer: { name: commit?.committer.name ?? '', email: commit?.committer.email ?? '' },
        },
        head_repository: headRepository === null ? null : repositoryShape(world, headRepository),
        repository: repositoryShape(world, repository),
        pull_requests: run.event.fork || !isRecord(pull) ? [] : [minimal(pull)],
        actor: simpleUser(world, actor.account),
        triggering_actor: simpleUser(world, actor.account),
        run_attempt: 1,
        url: `${api}/actions/runs/${run.id}`,
        html_url: `${world.url}/${repository.owner}/${repository.name}/actions/runs/${run.id}`,
      },
      workflow: { id: run.id, name: run.name, path: run.path, state: 'active' },
    },
    ...onDefaultBranch(repository),
    workflow: run.name,
  });
}

/** `head_sha` is that of the pull request, and the base's for `pull_request_target`. */
function headOf(run: WorkflowRun, pull: unknown) {
  const { event } = run;
  const head = isRecord(pull) && isRecord(pull['head']) ? pull['head'] : null;
  if (head === null) {
    const branch = event.ref.replace('refs/heads/', '');
    return { sha: event.sha, branch, repository: event.repository };
  }
  const { repo } = head;
  return {
    sha: event.name === 'pull_request_target' ? event.sha : String(head['sha']),
    branch: String(head['ref']),
    repository: isRecord(repo) ? String(repo['full_name']) : null,
  };
}

function minimal(pull: Readonly<Record<string, unknown>>) {
  function end(name: 'head' | 'base') {
    const one = pull[name];
    if (!isRecord(one)) return {};
    const { ref, sha, repo } = one;
    const { id, url, name: called } = isRecord(repo) ? repo : {};
    return { ref, sha, repo: { id, url, name: called } };
  }
  const { id, number, url } = pull;
  return { id, number, url, head: end('head'), base: end('base') };
}
