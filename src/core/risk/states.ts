import type { Change, WeighedPermission } from '../change/change.ts';
import { groupings, type Grouping } from '../change/groups.ts';
import type { Together } from '../change/together.ts';
import type { Basis } from '../policy/basis.ts';
import { LIST_LIMIT } from '../policy/condition-type.ts';
import type { Fitted } from '../policy/fit.ts';
import { fitInput } from '../policy/fit-input.ts';
import { stateInput, type StateAround } from '../policy/inputs.ts';

export interface StatesInput {
  /** What each holder has after the change, by holder id. */
  readonly resulting: ReadonlyMap<string, readonly WeighedPermission[]>;
  readonly together: Together;
  /** Tells which lists conditions read; without one, all of them count as read. */
  readonly basis?: Basis;
}

/** What conditions see of the resulting state. */
export interface States {
  readonly of: (change: Change) => Fitted;
  /** Why that is not all that a holder has, as far as a condition reads it, or null. */
  readonly beyond: (holder: string) => string | null;
}

/** What a holder has is the same for all of its changes; what a change gives need not be. */
export function statesBy({ resulting, together, basis }: StatesInput): States {
  const lists = groupings.filter((by) => basis === undefined || readsList(basis, by));
  const inputs = new Map<string, Fitted>();
  const reasons = new Map<string, string | null>();
  const heldBy = (holder: string): readonly WeighedPermission[] => resulting.get(holder) ?? [];
  return {
    of: (change) => {
      const { id } = change.subject.holder;
      const gained = together.gainedBy(change);
      const key = [id, ...gained].join('\u0001');
      const input = inputs.get(key) ?? fit(heldBy(id), { gained, ...groupsOf(id, together) });
      inputs.set(key, input);
      return input;
    },
    beyond: (holder) => {
      const known = reasons.get(holder);
      if (known !== undefined) return known;
      const reason =
        cutOf(heldBy(holder), 'holder') ??
        lists.reduce<string | null>(
          (found, by) => found ?? cutOf(together.groupOf(holder, by)?.permissions ?? [], by),
          null,
        );
      reasons.set(holder, reason);
      return reason;
    },
  };
}

function groupsOf(holder: string, together: Together): Pick<StateAround, Grouping> {
  return {
    owner: together.groupOf(holder, 'owner'),
    workload: together.groupOf(holder, 'workload'),
  };
}

/** The list of an owner may be long, and most rules never look at it. */
function readsList(basis: Basis, by: Grouping): boolean {
  return basis.policies.some(({ factors }) =>
    factors.some(({ rule }) => rule.scope === 'state' && rule.when.includes(`${by}_permissions`)),
  );
}

function cutOf(held: readonly WeighedPermission[], whose: 'holder' | Grouping): string | null {
  if (held.length > LIST_LIMIT) return `more than ${LIST_LIMIT} kinds of resource for one ${whose}`;
  const [first] = fit(held).cut;
  return first === undefined ? null : describeCut(first);
}

function fit(held: readonly WeighedPermission[], around?: StateAround): Fitted {
  return fitInput(stateInput(held, around), 'state');
}

export function describeCut(field: string): string {
  return `\`${field}\` is beyond what conditions were checked for`;
}
