import { digestChange } from '../core/brief/digest-change.ts';
import { describeChange } from '../core/change/describe.ts';
import { PARTS } from '../core/judgment/stale.ts';
import type { CommentData } from '../core/published/comment-data.ts';
import type { JudgedVerdict } from '../core/verdict.ts';
import { markdownCodeCut } from './escape.ts';

/**
 * What is different since the brief before this one, so that nobody has to read it all again. Empty
 * where this is the first brief of the pull request.
 */
export function sinceLast(verdict: JudgedVerdict, data: CommentData): readonly string[] {
  const { since } = data;
  if (since === null) return [];
  const title = `**Since the last brief** (\`${since.digest.slice(0, 'sha256:'.length + 12)}…\`):`;
  const counts = countsOf(since);
  const what = [...counts, ...partsChanged(data, since.digest)].join('; ');
  const first = new Set<string>(since.first);
  const fresh = verdict.changes.filter((change) => first.has(digestChange(change)));
  const more = (since.added ?? 0) - since.first.length;
  return [
    `${title} ${what === '' ? 'another brief, of the same parts' : what}.`,
    ...(fresh.length === 0 ? [] : ['']),
    ...fresh
      .slice(0, since.first.length)
      .map((change) => `- new: ${markdownCodeCut(describeChange(change), 200)}`),
    ...(fresh.length > 0 && more > 0 ? [`- and ${more} more`] : []),
  ];
}

function countsOf({ added, gone }: NonNullable<CommentData['since']>): readonly string[] {
  if (added === null || gone === null) return [];
  if (added === 0 && gone === 0) return ['no change is new or gone'];
  const words = (count: number): string => `${count} ${count === 1 ? 'change' : 'changes'}`;
  return [
    ...(added === 0 ? [] : [`+ ${words(added)} new`]),
    ...(gone === 0 ? [] : [`- ${words(gone)} gone`]),
  ];
}

/** In words, and that the files are the same where they are, since that is what takes long to read. */
function partsChanged({ briefs, parts }: CommentData, digest: string): readonly string[] {
  const before = briefs.find((brief) => brief.digest === digest)?.parts;
  if (before === undefined || parts === null) return ['which parts changed is not known'];
  const names = Object.keys(PARTS).filter((part) => before[part] !== parts[part]);
  const words = names.map((part) => PARTS[part] ?? part).join(', ');
  return [
    ...(words === '' ? [] : [`different: ${words}`]),
    ...(names.includes('gated') ? [] : ['the content of gated files is the same']),
  ];
}
