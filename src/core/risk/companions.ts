import { groupings } from '../change/groups.ts';
import type { Together } from '../change/together.ts';
import type { ReadyFactor } from '../policy/basis.ts';
import { sortedUnique } from '../order.ts';

/** A reviewer looks at a few; how many there are is said. */
const SHOWN = 5;

/**
 * The other identities that a finding on the resulting state is about: those of the groups that its
 * condition reads, with the primitives that it names. Empty for any other rule.
 */
export function companionsOf(
  { rule }: ReadyFactor,
  holder: string,
  together: Together,
): readonly string[] {
  if (rule.scope !== 'state') return [];
  const texts = groupings.flatMap((by) => {
    if (!rule.when.includes(`${by}_`)) return [];
    return (together.groupOf(holder, by)?.companions ?? []).flatMap(({ name, primitives }) => {
      const named = primitives.filter((id) => rule.when.includes(`'${id}'`));
      return named.length === 0 ? [] : [`${name} of the same ${by}: ${named.join(', ')}`];
    });
  });
  const all = sortedUnique(texts);
  if (all.length <= SHOWN) return all;
  return [...all.slice(0, SHOWN), `${all.length - SHOWN} more identities`];
}

/** The message of a rule, with whom else it is about; the names are foreign text. */
export function withCompanions(message: string, companions: readonly string[]): string {
  return companions.length === 0 ? message : `${message} Beside it: ${companions.join('; ')}.`;
}
