import type { Basis, ReadyPolicy } from '../../policy/basis.ts';
import type { TriedMutant } from '../report.ts';

/** Rules with one small fault. */
export interface Mutant extends TriedMutant {
  readonly basis: Basis;
  /** Whether it is proven that no input can tell it from the original. */
  readonly equivalent: boolean;
}

/** A change to one policy, before it is put among the others. */
export interface PolicyMutant {
  readonly what: string;
  readonly location: TriedMutant['location'];
  readonly policy: ReadyPolicy;
  readonly equivalent: boolean;
}

export function inBasis(basis: Basis, original: ReadyPolicy, mutant: PolicyMutant): Mutant {
  return {
    policy: original.document.metadata.id,
    location: mutant.location,
    what: mutant.what,
    equivalent: mutant.equivalent,
    basis: {
      ...basis,
      policies: basis.policies.map((policy) => (policy === original ? mutant.policy : policy)),
    },
  };
}

/** A copy of a list without one element. */
export function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, at) => at !== index);
}

/** A copy of a list with one element replaced. */
export function replaced<T>(list: readonly T[], index: number, by: T): T[] {
  return list.map((one, at) => (at === index ? by : one));
}
