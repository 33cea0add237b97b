import * as z from 'zod';

import { codeownersPaths } from '../../core/control-plane.ts';
import type { WorkflowFile } from '../../core/doctor/settings.ts';
import { JitlError } from '../../errors.ts';
import type { GitHubClient } from './api.ts';
import { readAs } from './payload.ts';

interface Place {
  readonly owner: string;
  readonly repo: string;
  /** Branch, without `refs/heads/`. */
  readonly ref: string;
}

const ROUTE = '/repos/{owner}/{repo}/contents/{+path}';

/** Each takes one request. */
const MOST_WORKFLOWS = 100;

const entries = z.array(z.object({ type: z.string(), path: z.string() }));

/** All workflows of a branch with their text. Throws where there are too many, or one cannot be read. */
export async function readWorkflowFiles(
  client: GitHubClient,
  place: Place,
): Promise<readonly WorkflowFile[]> {
  const path = '.github/workflows';
  const answer = await client.get(ROUTE, { ...place, path }, { orNull: [404] });
  if (answer === null) return [];
  const paths = readAs(entries, answer, 'the workflows')
    .filter((entry) => entry.type === 'file' && /\.ya?ml$/.test(entry.path))
    .map((entry) => entry.path);
  if (paths.length > MOST_WORKFLOWS)
    throw new JitlError('too-much-to-read', `there are more than ${MOST_WORKFLOWS} workflows`);
  const files: WorkflowFile[] = [];
  for (const one of paths) {
    const file = await readFile(client, place, one);
    if (file !== null) files.push({ path: one, text: file.text });
  }
  return files;
}

/** The first CODEOWNERS that GitHub takes; null: there is none. */
export async function readCodeownersFile(
  client: GitHubClient,
  place: Place,
): Promise<{ readonly path: string; readonly size: number; readonly text: string } | null> {
  for (const path of codeownersPaths) {
    const file = await readFile(client, place, path);
    if (file !== null) return { path, ...file };
  }
  return null;
}

const content = z.object({
  type: z.string(),
  size: z.int(),
  encoding: z.string().optional(),
  content: z.string().optional(),
});

/** GitHub gives no content beyond 1 MB. */
async function readFile(
  client: GitHubClient,
  place: Place,
  path: string,
): Promise<{ readonly size: number; readonly text: string } | null> {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const answer = await client.get(ROUTE, { ...place, path: encoded }, { orNull: [404] });
  if (answer === null) return null;
  const found = readAs(content, answer, path);
  if (found.type !== 'file' || found.encoding !== 'base64')
    throw new JitlError('forge-unexpected', `${path} is no file, or has more than 1 MB`);
  return { size: found.size, text: Buffer.from(found.content ?? '', 'base64').toString('utf8') };
}
