import type { Snapshot } from '../../core/snapshot/snapshot.ts';

type Methods = Snapshot['pullRequest']['mergeMethods'];

/** What the repository switches on. Where nothing is known to be on, nothing is known. */
export function mergeMethods(
  allowed: Readonly<Record<'merge' | 'squash' | 'rebase', boolean | undefined>>,
): Methods {
  const methods = (['merge', 'squash', 'rebase'] as const).filter((name) => allowed[name] === true);
  const unknown = Object.values(allowed).includes(undefined);
  return methods.length === 0 || unknown ? null : methods;
}
