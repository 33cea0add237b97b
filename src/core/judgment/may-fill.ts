import { holdsAuthority, isNamed, type AuthorityContext, type Holding } from './authority.ts';
import type { Requirement } from './requirement.ts';

type Filled = Pick<Requirement, 'authority' | 'expertise'>;

/** Whether an account holds the authority and has all of the expertise that is asked. */
export function mayFill(
  { authority, expertise }: Filled,
  account: number,
  context: AuthorityContext,
): Holding {
  const holdings = [
    holdsAuthority(authority, account, context),
    ...expertise.map((one) => isNamed(one, account, context)),
  ];
  if (holdings.includes('no')) return 'no';
  return holdings.find((holding) => holding !== 'yes') ?? 'yes';
}

/** The first expertise that an account surely does not have; null where it may have all. */
export function lackingExpertise(
  { expertise }: Pick<Filled, 'expertise'>,
  account: number,
  context: AuthorityContext,
): string | null {
  return expertise.find((one) => isNamed(one, account, context) === 'no')?.id ?? null;
}
