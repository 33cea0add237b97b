import {
  created,
  failure,
  invalid,
  notFound,
  ok,
  onRepository,
  textOf,
  type Answer,
  type RepositoryCall,
} from '../answer.ts';
import { readCommit } from '../commits.ts';
import { isRecord } from '../events/seed.ts';
import { page } from '../pages.ts';
import { checkRunShape } from '../shapes/check-run.ts';
import { newId, tick } from '../sim.ts';
import type { SimCheckRun } from '../world.ts';

const longest = 65_535;
const mostAnnotations = 50;

export const checkRoutes = [
  onRepository('POST', '/check-runs', [['checks', 'write']], create),
  onRepository('PATCH', '/check-runs/:id', [['checks', 'write']], update),
  onRepository('GET', '/commits/:ref*/check-runs', [['checks', 'read']], list),
];

function create(call: RepositoryCall): Answer {
  const app = call.token.app;
  if (app === null) return failure(403, 'You must authenticate via a GitHub App.');
  const commit = textOf(call.body, 'head_sha') ?? '';
  const name = textOf(call.body, 'name') ?? '';
  if (readCommit(call.repository, commit) === null)
    return invalid(`No commit found for SHA: ${commit}`);
  const wrong = refuseOutput(call);
  if (wrong !== null) return wrong;
  const at = tick(call.sim.world);
  const run: SimCheckRun = {
    id: newId(call.sim.world),
    commit,
    name,
    app,
    status: 'queued',
    conclusion: null,
    title: '',
    summary: '',
    annotations: [],
    startedAt: textOf(call.body, 'started_at') ?? at,
    completedAt: null,
  };
  const misfit = change(call, run);
  if (misfit !== null) return misfit;
  call.repository.checkRuns.push(run);
  return created(checkRunShape(call.sim.world, call.repository, run));
}

/** Only the App that made it may change it, and only a run that is there. */
function update(call: RepositoryCall): Answer {
  const run = call.repository.checkRuns.find((one) => one.id === Number(call.params['id']));
  if (run === undefined) return notFound();
  if (run.app !== call.token.app)
    return failure(
      403,
      'Invalid app_id `' +
        String(run.app) +
        '` - check run can only be modified by the GitHub App that created it.',
    );
  const wrong = refuseOutput(call) ?? change(call, run);
  return wrong ?? ok(checkRunShape(call.sim.world, call.repository, run));
}

function refuseOutput(call: RepositoryCall): Answer | null {
  const output = call.body['output'];
  if (!isRecord(output)) return null;
  const { title, summary, text, annotations } = output;
  if (typeof summary !== 'string')
    return invalid('Invalid request.\n\n"summary" wasn\'t supplied.');
  if (call.method === 'POST' && typeof title !== 'string')
    return invalid('Invalid request.\n\n"title" wasn\'t supplied.');
  if (summary.length > longest || (typeof text === 'string' && text.length > longest))
    return invalid(`Invalid request.\n\nOnly ${longest} characters are allowed`);
  if (Array.isArray(annotations) && annotations.length > mostAnnotations)
    return invalid(`Invalid request.\n\nNo more than ${mostAnnotations} items are allowed`);
  return null;
}

function change(call: RepositoryCall, run: SimCheckRun): Answer | null {
  const conclusion = textOf(call.body, 'conclusion');
  const status = textOf(call.body, 'status');
  if (status === 'completed' && conclusion === null) return invalid('Missing `conclusion`');
  if (conclusion !== null) {
    run.status = 'completed';
    run.conclusion = conclusion;
    run.completedAt = textOf(call.body, 'completed_at') ?? tick(call.sim.world);
  } else if (status === 'queued' || status === 'in_progress') {
    run.status = status;
    run.conclusion = null;
    run.completedAt = null;
  }
  const output = call.body['output'];
  if (!isRecord(output)) return null;
  run.title = textOf(output, 'title') ?? run.title;
  run.summary = textOf(output, 'summary') ?? run.summary;
  // Further annotations are added to those that are there.
  if (Array.isArray(output['annotations'])) run.annotations.push(...output['annotations']);
  return null;
}

function list(call: RepositoryCall): Answer {
  const commit = readCommit(call.repository, call.params['ref'] ?? '');
  if (commit === null) return notFound();
  const { query } = call;
  const name = query.get('check_name');
  const app = query.get('app_id');
  const status = query.get('status');
  const found = call.repository.checkRuns
    .filter(
      (run) =>
        run.commit === commit.oid &&
        (name === null || run.name === name) &&
        (app === null || run.app === Number(app)) &&
        (status === null || run.status === status),
    )
    .toReversed();
  const shown = query.get('filter') === 'all' ? found : latest(found);
  return page(
    call,
    shown,
    (run) => checkRunShape(call.sim.world, call.repository, run),
    (check_runs) => ({ total_count: shown.length, check_runs }),
  );
}

/** The newest of each name and App; the list starts with the newest. */
function latest(runs: readonly SimCheckRun[]): readonly SimCheckRun[] {
  const seen = new Set<string>();
  return runs.filter(({ name, app }) => {
    const key = `${app} ${name}`;
    const first = !seen.has(key);
    seen.add(key);
    return first;
  });
}
