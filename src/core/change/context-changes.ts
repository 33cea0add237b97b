import type { ContextFact, Dependent, Fact, Located } from '../inventory/fact.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Location } from '../location.ts';
import { sortedBy } from '../order.ts';
import type { ContextChange, Difference } from './change.ts';
import { pairFacts } from './diff-facts.ts';
import type { SubjectIndex } from './subjects.ts';

/** What is declared about an identity and changes who is asked and how much is at stake. */
export function contextChanges(
  base: Inventory,
  head: Inventory,
  subjects: SubjectIndex,
): readonly Difference<ContextChange>[] {
  return pairFacts(base, head, pickContext, (fact) => fact.holder.id).flatMap((pair) => {
    const before = pair.base?.fact;
    const after = pair.head?.fact;
    if (before === undefined || after === undefined) return [];
    const subject = subjects.of(after.holder);
    const rows: readonly (readonly [ContextChange['kind'], Part, Part])[] = [
      ['owner-changed', part(before.owner), part(after.owner)],
      ['environment-changed', part(before.environment), part(after.environment)],
      ['criticality-changed', part(before.criticality), part(after.criticality)],
      ['dependents-changed', dependents(before), dependents(after)],
      ['context-changed', workload(before), workload(after)],
      ['context-changed', rest(before), rest(after)],
    ];
    return rows.flatMap(([kind, from, to]) =>
      from.value === to.value
        ? []
        : [
            {
              kind,
              subject,
              from: from.value,
              to: to.value,
              base: from.location ?? before.location,
              head: to.location ?? after.location,
            },
          ],
    );
  });
}

interface Part {
  readonly value: string | null;
  readonly location: Location | null;
}

function pickContext(fact: Fact): ContextFact | null {
  return fact.fact === 'context' ? fact : null;
}

function part(located: Located | null): Part {
  return located ?? { value: null, location: null };
}

/** In words, since the kind of change does not say what of the context it is. */
function workload({ workload: declared }: ContextFact): Part {
  return declared === null
    ? { value: 'no workload', location: null }
    : { value: `workload ${declared.value}`, location: declared.location };
}

function rest(context: ContextFact): Part {
  return { value: context.rest, location: context.location };
}

function dependents(context: ContextFact): Part {
  const texts = sortedBy(context.dependents, (dependent) => dependent.id).map(describe);
  return {
    value: texts.length === 0 ? null : texts.join('; '),
    location: context.dependents[0]?.location ?? null,
  };
}

function describe(dependent: Dependent): string {
  const failover =
    dependent.failover === 'none'
      ? 'no failover'
      : `${dependent.failover} failover, tested ${dependent.failoverTested ?? 'never'}`;
  return `${dependent.id} (${dependent.impact}, ${failover})`;
}
