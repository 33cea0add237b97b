import type { AuthorityContext } from './authority.ts';
import type { Candidate } from './judgment.ts';

/**
 * Marks whoever has approved already under another name: by a second account, or as the owner of an
 * e-mail address. To name them again would send somebody to do what counts for nothing.
 * @param approved by person, the login that approved
 */
export function markApproved(
  candidates: readonly Candidate[],
  approved: ReadonlyMap<string, string>,
  { register }: AuthorityContext,
): readonly Candidate[] {
  return candidates.map((candidate) => {
    const account = register.byLogin(candidate.name) ?? register.byEmail(candidate.name);
    const as = account === undefined ? undefined : approved.get(register.personOf(account.id));
    if (candidate.excluded !== null || as === undefined || candidate.name === `@${as}`)
      return candidate;
    return { ...candidate, excluded: `has approved as @${as}` };
  });
}
