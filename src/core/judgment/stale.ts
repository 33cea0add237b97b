import type { Binding } from './refuse-binding.ts';

/** The parts of a brief in words, in the order in which they matter to a reader. */
export const PARTS: Readonly<Record<string, string>> = {
  repository: 'the repository',
  pullRequest: 'the pull request or its base branch',
  gated: 'the content of gated files',
  changes: 'what the change means',
  assessment: 'how its risk is rated',
  questions: 'the questions',
  requirements: 'who must decide and how',
  policies: 'the policies in force',
  ownership: 'CODEOWNERS',
};

/** What became different since the brief that a review quotes, as far as that brief is known. */
export function changedSince(quoted: readonly string[], binding: Binding): string {
  const { earlierBriefs } = binding.snapshot;
  const known = earlierBriefs.find((brief) => quoted.includes(brief.digest));
  if (known === undefined)
    return 'what is to be judged has changed since; which part is not known here';
  const names = Object.keys(PARTS).filter(
    (part) => known.parts[part] !== binding.brief.parts[part],
  );
  if (names.length === 0) return 'what is to be judged has changed since';
  return `since then changed: ${names.map((part) => PARTS[part] ?? part).join(', ')}`;
}
