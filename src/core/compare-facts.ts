import { compareInventories } from './change/compare.ts';
import type { GatheredFacts } from './evaluate.ts';
import type { Inventory } from './inventory/inventory.ts';
import { takeSides } from './inventory/sides.ts';

/** What of the facts says which identities and access differ. */
export type ComparedFacts = Pick<
  GatheredFacts,
  'changed' | 'context' | 'contextMissing' | 'controlPlane'
>;

/** The semantic changes, with what each holder has after them. */
export type ComparedInventories = ReturnType<typeof compareInventories> & {
  readonly head: Inventory;
};

export function compareFacts(facts: ComparedFacts): ComparedInventories {
  const { base, head, declared } = takeSides(facts);
  const compared = compareInventories(base, head, {
    controlPlane: facts.controlPlane,
    changedPaths: new Set(facts.changed.map((entry) => entry.file.path)),
    declared,
  });
  return { ...compared, head };
}
