import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

import * as z from 'zod';

import type { OwnComment, Publisher } from '../../forge.ts';
import type { GitHubClient } from './api.ts';
import { publishCheckRun } from './check-run.ts';
import { id, readAs } from './payload.ts';
import { requestReviewers } from './reviewers.ts';
import { publishStatus } from './status.ts';

export interface PublisherOptions {
  readonly kind: Publisher['kind'];
  readonly owner: string;
  readonly repo: string;
}

const COMMENTS = '/repos/{owner}/{repo}/issues/{number}/comments';

/** Writes to GitHub what was decided elsewhere. */
export function createPublisher(client: GitHubClient, options: PublisherOptions): Publisher {
  const { kind, owner, repo } = options;
  const home = { owner, repo };

  async function upsertComment(number: number, own: OwnComment | null, body: string) {
    if (own !== null && own.body === body) return own.id;
    const changed =
      own === null
        ? null
        : await client.patch(
            '/repos/{owner}/{repo}/issues/comments/{comment}',
            { ...home, comment: own.id, body },
            { repeatable: true, orNull: [404] },
          );
    const written = changed ?? (await client.post(COMMENTS, { ...home, number, body }));
    return readAs(z.object({ id }), written, 'the comment').id;
  }

  return {
    kind,
    publishCheck: (report) =>
      kind === 'status'
        ? publishStatus(client, home, report)
        : publishCheckRun(client, home, report),
    upsertComment,
    requestReviewers: (number, wanted) => requestReviewers(client, { ...home, number }, wanted),
    async uploadSarif({ commit, ref, sarif }) {
      const packed = (await promisify(gzip)(sarif)).toString('base64');
      await client.post('/repos/{owner}/{repo}/code-scanning/sarifs', {
        ...home,
        commit_sha: commit,
        ref,
        sarif: packed,
        tool_name: 'jitl',
      });
    },
    async react(comment, content) {
      const route = '/repos/{owner}/{repo}/issues/comments/{comment}/reactions';
      await client.post(route, { ...home, comment, content }, { repeatable: true });
    },
    async submitReview(number, { event, body, commit }) {
      const route = '/repos/{owner}/{repo}/pulls/{number}/reviews';
      const review = { ...home, number, event, body, commit_id: commit };
      const shape = z.object({ id, html_url: z.string() });
      const written = readAs(shape, await client.post(route, review), 'the review');
      return { id: written.id, url: written.html_url };
    },
  };
}
