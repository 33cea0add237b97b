import type { Verdict } from '../../../src/core/verdict.ts';
import { projectVerdict } from '../../../src/render/json.ts';
import { ANSWER, fillSnapshot, type ShownBrief } from './snapshot-template.ts';
import type { ToldCommit, ToldStory } from './tell-story.ts';

/** What was looked at: revisions, and fields of the pull request that differ from the template's. */
export interface Moment {
  readonly base?: string;
  readonly head?: string;
}

interface Telling {
  readonly template: string;
  /** The pull request as it was when it was shown under another number or base, as JSON. */
  readonly elsewhere: string | undefined;
  readonly story: ToldStory;
  /** Runs the check on a snapshot without reviews. */
  readonly show: (snapshot: string, moment: Moment) => Promise<ShownBrief>;
}

/**
 * Fills a story's template. Reviews quote briefs, so the check first runs without reviews for each
 * brief that is quoted: the present one, the one when a commit was the head, the one before the base
 * moved, and the one of another pull request.
 */
export async function snapshotOfStory(telling: Telling): Promise<string> {
  const { template, show } = telling;
  const fill = (name: string, changes: readonly string[], shown: ReadonlyMap<string, ShownBrief>) =>
    fillSnapshot(template, { ...momentOf(name, telling), changes, shown });
  const changes = template.includes('$CHANGE')
    ? (await show(without(fill('NOW', [], new Map()), ['earlierRefusals']), {})).changes
    : [];
  const shown = new Map<string, ShownBrief>();
  for (const name of quotedMoments(template)) {
    const { base, head } = momentOf(name, telling);
    const revisions = base === undefined ? {} : { base, head };
    shown.set(name, await show(without(fill(name, changes, new Map())), revisions));
  }
  return fill('NOW', changes, shown);
}

function quotedMoments(template: string): ReadonlySet<string> {
  const earlier = template.matchAll(/\$(?:BRIEF|PARTS)_(AT\d|BEFORE_MOVE|ELSEWHERE)/g);
  const now = /\$(?:BRIEF\b|PARTS\b|ANSWERS|JUDGMENT)/.test(template) ? ['NOW'] : [];
  return new Set([...now, ...[...earlier].map(([, name = '']) => name)]);
}

interface StoryMoment extends Moment {
  readonly head: string;
  readonly headBefore: string;
  readonly commits: readonly ToldCommit[];
  readonly pullRequest: object;
}

function momentOf(name: string, { story, elsewhere }: Telling): StoryMoment {
  const { base, head, headBefore, commits, commitsBefore } = story;
  const now = { head, headBefore, commits, pullRequest: {} };
  if (name === 'NOW') return now;
  if (name === 'ELSEWHERE') return { ...now, pullRequest: JSON.parse(elsewhere ?? '{}') as object };
  if (name === 'BEFORE_MOVE') return { ...now, base, head: headBefore, commits: commitsBefore };
  const until = commitsBefore.slice(0, Number(name.slice('AT'.length)));
  return { ...now, base, head: until.at(-1)?.oid ?? '', commits: until };
}

/** Neither reviews nor briefs that were shown before are part of a brief. */
function without(snapshot: string, also: readonly string[] = []): string {
  const emptied = ['reviews', 'earlierBriefs', ...also].map((key) => [key, []] as const);
  return JSON.stringify({ ...(JSON.parse(snapshot) as object), ...Object.fromEntries(emptied) });
}

/** What of a verdict the reviews of a story quote. */
export function shownBrief(verdict: Verdict): ShownBrief {
  if (verdict.kind === 'none') return { digest: '', parts: {}, answers: '', changes: [] };
  const { digest, parts, questions } = verdict.brief;
  return {
    digest,
    parts,
    answers: questions.map(({ id }) => `${id}: ${ANSWER}`).join('\n'),
    changes: projectVerdict(verdict).changes.map((change) => change.digest),
  };
}
