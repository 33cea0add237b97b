import * as z from 'zod';

import type { Annotation, CheckReport } from '../../forge.ts';
import type { GitHubClient } from './api.ts';
import { cutBytes, cutVisibly, oneLine } from './one-line.ts';
import { id, readAs } from './payload.ts';

interface Home {
  readonly owner: string;
  readonly repo: string;
}

/** GitHub takes no more annotations at a time, and so many bytes of a summary. */
const AT_ONCE = 50;
const MOST_ANNOTATIONS = 500;
const SUMMARY = 65_535;
const TITLE = 255;

const runs = z.object({
  check_runs: z.array(
    z.object({
      id,
      name: z.string(),
      app: z.object({ id }).nullable(),
      output: z.object({ annotations_count: z.int().nonnegative() }),
    }),
  ),
});

/**
 * One check run for each commit and context: the own one is changed, so that no old result is left
 * beside the new one. GitHub adds annotations and never takes any back; they are of the files at
 * that commit, so a run that has some keeps them.
 */
export async function publishCheckRun(
  client: GitHubClient,
  home: Home,
  report: CheckReport,
): Promise<void> {
  const own = await ownRun(client, home, report);
  const annotations =
    own !== null && own.annotated ? [] : report.annotations.slice(0, MOST_ANNOTATIONS);
  let run = own?.id ?? null;
  let at = 0;
  do {
    const part = annotations.slice(at, at + AT_ONCE);
    run = await write(client, home, { run, report, part });
    at += AT_ONCE;
  } while (at < annotations.length);
}

async function ownRun(
  client: GitHubClient,
  home: Home,
  { commit, context }: CheckReport,
): Promise<{ readonly id: number; readonly annotated: boolean } | null> {
  const answer = await client.get('/repos/{owner}/{repo}/commits/{commit}/check-runs', {
    ...home,
    commit,
    check_name: context,
    per_page: 100,
    ...(client.app === null ? {} : { app_id: client.app }),
  });
  const found = readAs(runs, answer, 'the check runs of a commit').check_runs.find(
    ({ name, app }) => name === context && (client.app === null || app?.id === client.app),
  );
  if (found === undefined) return null;
  return { id: found.id, annotated: found.output.annotations_count > 0 };
}

interface Write {
  readonly run: number | null;
  readonly report: CheckReport;
  readonly part: readonly Annotation[];
}

async function write(client: GitHubClient, home: Home, { run, report, part }: Write) {
  const body = {
    ...home,
    ...resultOf(report),
    output: {
      title: cutVisibly(oneLine(report.title), TITLE),
      summary: cutBytes(report.summary, SUMMARY),
      ...(part.length === 0 ? {} : { annotations: part.map(annotationOf) }),
    },
  };
  const answer =
    run === null
      ? await client.post('/repos/{owner}/{repo}/check-runs', {
          ...body,
          name: report.context,
          head_sha: report.commit,
        })
      : await client.patch(
          '/repos/{owner}/{repo}/check-runs/{run}',
          { ...body, run },
          { repeatable: part.length === 0 },
        );
  return readAs(z.object({ id }), answer, 'the check run').id;
}

/** `neutral` and `skipped` would pass a ruleset, so they are never said. */
function resultOf({ conclusion }: CheckReport): Readonly<Record<string, string>> {
  return conclusion === 'pending' ? { status: 'in_progress' } : { status: 'completed', conclusion };
}

function annotationOf(found: Annotation): Readonly<Record<string, unknown>> {
  return {
    path: found.path,
    start_line: found.startLine,
    end_line: found.endLine,
    annotation_level: found.level,
    title: cutVisibly(oneLine(found.title), TITLE),
    message: cutBytes(found.message, 60_000),
  };
}
