import { naiveAnswer, naiveRead } from '../naive-codeowners.ts';

/** Who CODEOWNERS names for a path; nobody where no line or an ownerless one decides. */
export function ownersOf(codeowners: string, path: string): readonly string[] {
  const { line, status } = naiveAnswer(naiveRead(codeowners).rules, path);
  if (line === null || status !== 'owned') return [];
  const text = codeowners.split('\n')[line - 1] ?? '';
  return text
    .replace(/#.*$/, '')
    .trim()
    .split(/\s+/)
    .filter((word, at) => at > 0 && word.includes('@'));
}
