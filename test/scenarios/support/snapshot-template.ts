import type { CommitStory } from './commit-story.ts';

/**
 * The people of all stories. Ada opens the pull request; Grace, Margaret and Radia may write; Gus may
 * only read; the bot and the coder are machines, the coder with an ordinary user account; Grace has
 * a second account; Olga operates the coder; Mallory's account type could not be read.
 */
const CAST = [
  { id: 1, login: 'ada', type: 'user', permission: 'write' },
  { id: 2, login: 'grace', type: 'user', permission: 'write' },
  { id: 3, login: 'margaret', type: 'user', permission: 'maintain' },
  { id: 4, login: 'radia', type: 'user', permission: 'write' },
  { id: 5, login: 'gus', type: 'user', permission: 'read' },
  { id: 6, login: 'helper[bot]', type: 'bot', permission: 'write' },
  { id: 7, login: 'coder', type: 'user', permission: 'write' },
  { id: 8, login: 'grace-admin', type: 'user', permission: 'admin' },
  { id: 9, login: 'olga', type: 'user', permission: 'write' },
  { id: 10, login: 'mallory', type: 'unknown', permission: 'write' },
].map((account) => ({ ...account, emails: [`${account.login}@example.com`] }));

/** What answers a question, by a first and by a second reviewer. */
export const ANSWER = "the platform team checked it against last week's audit log";
const ANSWER2 = 'I asked the owners of the two jobs, and both can live with an hour without it';

/** A brief as it was shown to a reviewer, with what answers its questions. */
export interface ShownBrief {
  readonly digest: string;
  readonly parts: Readonly<Record<string, string>>;
  /** A line for each question. */
  readonly answers: string;
  /** Digests of its changes, in their order. */
  readonly changes: readonly string[];
}

interface Filling {
  readonly head: string;
  readonly headBefore: string;
  readonly commits: readonly { readonly oid: string; readonly story: CommitStory | null }[];
  /** Fields of the pull request that count more than those of the template. */
  readonly pullRequest: object;
  readonly changes: readonly string[];
  /** By moment: `NOW`, `AT1` …, `BEFORE_MOVE`, `ELSEWHERE`. */
  readonly shown: ReadonlyMap<string, ShownBrief>;
}

/** A reason that carries more than a dozen words of its own. */
const REASON =
  'The nightly export moves to the new cluster on Friday, its old credentials end with the quarter, ' +
  'and we rehearsed the way back twice on staging with the people who would be woken up.';

const REASON2 =
  'Billing has asked for this since the spring; I went through the three controllers that share the ' +
  'namespace, none of them can reach it by another road, and Lena will watch the first night of it.';

interface Template {
  readonly pullRequest?: object;
  readonly commits?: readonly object[];
  readonly reviews?: readonly object[];
  /** By login: what is different about somebody in this story. */
  readonly cast?: Readonly<Record<string, object>>;
}

/**
 * A snapshot from what a story says about it; what it leaves out is the ordinary case. Placeholders:
 * `$BRIEF` (digest), `"$PARTS"` (digests by part), `$HEAD`, `$COMMIT1` …, `$CHANGE1` … (digests of the
 * changes), `$REASON`, `$ANSWERS` (one line for every question) and `$JUDGMENT` (reason, answers, the
 * lines of brief and head). A second reviewer writes `$JUDGMENT2`, with a reason of their own.
 *
 * Briefs and parts of earlier: `$BRIEF_AT1` when the first commit was the head, `$BRIEF_BEFORE_MOVE`
 * before the base moved (then `$HEAD_BEFORE_MOVE`), `$BRIEF_ELSEWHERE` where the pull request was as
 * the section `elsewhere.json` says.
 */
export function fillSnapshot(template: string, filling: Filling): string {
  const { cast = {}, ...told } = JSON.parse(template) as Template;
  const value = {
    schema: 'https://jitl.dev/schema/v1/snapshot.json',
    repository: { id: 1001, name: 'acme/platform' },
    accounts: CAST.map((account) => ({ ...account, ...cast[account.login] })),
    teams: [],
    ...told,
    pullRequest: {
      number: 7,
      title: 'Change the manifests',
      body: '',
      author: 1,
      baseRef: 'refs/heads/main',
      headCommit: filling.head,
      state: 'open',
      draft: false,
      ...told.pullRequest,
      ...filling.pullRequest,
    },
    commits:
      told.commits ??
      filling.commits.map(({ oid, story }) => ({
        oid,
        author: accountOf(story?.author),
        committer: accountOf(story?.committer),
      })),
    reviews: (told.reviews ?? []).map((review) => ({
      submittedAt: '2026-11-25T09:00:00Z',
      commit: '$HEAD',
      edited: null,
      ...review,
    })),
  };
  return replacePlaceholders(JSON.stringify(value), filling);
}

function accountOf(login: string | undefined): number | null {
  return CAST.find((account) => account.login === login)?.id ?? null;
}

function replacePlaceholders(text: string, filling: Filling): string {
  const inJson = (value: string): string => JSON.stringify(value).slice(1, -1);
  const { shown, commits, changes } = filling;
  const answers = shown.get('NOW')?.answers ?? '';
  const nth = (list: readonly string[], index: string): string => list[Number(index) - 1] ?? '';
  return text
    .replaceAll('$JUDGMENT2', '$REASON2\\n\\n$ANSWERS2\\n\\nBrief: $BRIEF\\nHead: $HEAD')
    .replaceAll('$JUDGMENT', '$REASON\\n\\n$ANSWERS\\n\\nBrief: $BRIEF\\nHead: $HEAD')
    .replace(/"\$PARTS(?:_(AT\d|BEFORE_MOVE|ELSEWHERE))?"/g, (_, at: string = 'NOW') =>
      JSON.stringify(shown.get(at)?.parts ?? {}),
    )
    .replace(
      /\$BRIEF(?:_(AT\d|BEFORE_MOVE|ELSEWHERE))?/g,
      (_, at: string = 'NOW') => shown.get(at)?.digest ?? '',
    )
    .replaceAll('$HEAD_BEFORE_MOVE', filling.headBefore)
    .replaceAll('$HEAD', filling.head)
    .replaceAll('$REASON2', inJson(REASON2))
    .replaceAll('$REASON', inJson(REASON))
    .replaceAll('$ANSWERS2', inJson(answers.replaceAll(ANSWER, ANSWER2)))
    .replaceAll('$ANSWERS', inJson(answers))
    .replace(/\$CHANGE(\d)/g, (_, index: string) => nth(changes, index))
    .replace(/\$COMMIT(\d)/g, (_, index: string) =>
      nth(
        commits.map(({ oid }) => oid),
        index,
      ),
    );
}
