import { fullName } from '../sim.ts';
import type { SimCheckRun, SimRepository, World } from '../world.ts';
import { nodeId } from './account.ts';
import { appShape } from './app.ts';
import { repositoryUrl } from './repository.ts';

/** `check-run`. */
export function checkRunShape(world: World, repository: SimRepository, run: SimCheckRun) {
  const url = `${repositoryUrl(world, repository)}/check-runs/${run.id}`;
  const html = `${world.url}/${fullName(repository)}/runs/${run.id}`;
  const app = world.apps.get(run.app);
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CR', run.id),
    head_sha: run.commit,
    external_id: '',
    url,
    html_url: html,
    details_url: html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title === '' ? null : run.title,
      summary: run.summary === '' ? null : run.summary,
      text: null,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.app },
    app: app === undefined ? null : appShape(world, app),
    pull_requests: [],
  };
}
