import type { ChangeKind } from '../../change/change.ts';
import type { FactorScope } from '../documents/policy.ts';
import { scopeVariables } from '../input-fields.ts';
import { declaredValue } from './declared-values.ts';
import { bool, exactly, oneOfTexts, type Names, type Possible } from './possible-value.ts';
import { whatKindsCarry, type Carried } from './what-kinds-carry.ts';

/**
 * What the variables of a scope can stand for in a change of one kind. What the holder has in the
 * end is narrowed by no kind: another change of the same holder may have given it.
 */
export function namesOf(scope: FactorScope, kind: ChangeKind): Names {
  const carried: Carried = whatKindsCarry[kind];
  return new Map(
    Object.entries(scopeVariables[scope]).map(([name, { type }]) => {
      const declared = declaredValue(type);
      if (name === 'item') return [name, itemOf(declared, kind, carried)];
      return [name, name === 'subject' ? subjectOf(declared, carried) : declared];
    }),
  );
}

function itemOf(declared: Possible, kind: ChangeKind, { empty, filled }: Carried): Possible {
  return mapFields(declared, (name, value) => {
    if (name === 'change') return oneOfTexts([kind]);
    if (empty.includes(name)) return emptied(value);
    return filled.includes(name) ? withoutEmpty(value) : value;
  });
}

function subjectOf(declared: Possible, { subject }: Carried): Possible {
  return mapFields(declared, (name, value) => {
    const only = Object.hasOwn(subject, name) ? subject[name] : undefined;
    return only === undefined ? value : oneOfTexts([only]);
  });
}

function mapFields(of: Possible, make: (name: string, value: Possible) => Possible): Possible {
  if (of.kind !== 'record') return of;
  const fields = Object.entries(of.fields).map(
    ([name, value]) => [name, make(name, value)] as const,
  );
  return { kind: 'record', fields: Object.fromEntries(fields) };
}

function emptied(value: Possible): Possible {
  if (value.kind === 'bool') return bool(false, true);
  if (value.kind === 'int') return exactly(0n);
  if (value.kind === 'string') return oneOfTexts(['']);
  return value.kind === 'list' ? { ...value, most: 0 } : value;
}

/** Of what has too many values to be told without one, all are left. */
function withoutEmpty(value: Possible): Possible {
  if (value.kind === 'bool') return bool(true, false);
  if (value.kind !== 'string' || value.values === null) return value;
  return oneOfTexts(value.values.filter((one) => one !== ''));
}
