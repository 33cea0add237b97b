import type { CelValue } from './cel.ts';
import type { ConditionType } from './condition-type.ts';
import type { Fields } from './declare.ts';

/** Whether a value is within the bounds of its type. */
type Check = (value: CelValue) => boolean;

/**
 * Checks that were put together once, for each record by its name: almost every input fits, and is
 * then used as it is.
 */
export function fitChecks(
  records: Readonly<Record<string, Fields>>,
): (value: CelValue, name: string) => boolean {
  const made = new Map<string, Check>();
  const recordCheck = (name: string): Check => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const checks: { readonly name: string; readonly fits: Check }[] = [];
    const check: Check = (value) => {
      if (typeof value !== 'object' || isList(value)) return true;
      for (const { name: field, fits } of checks) {
        const inner = value[field];
        if (inner !== undefined && !fits(inner)) return false;
      }
      return true;
    };
    made.set(name, check);
    for (const [field, { type }] of Object.entries(records[name] ?? {})) {
      const fits = checkOf(type, recordCheck);
      if (fits !== null) checks.push({ name: field, fits });
    }
    return check;
  };
  return (value, name) => recordCheck(name)(value);
}

/** Null where every value of the type fits. */
function checkOf(type: ConditionType, recordCheck: (name: string) => Check): Check | null {
  switch (type.kind) {
    case 'int': {
      const { least, greatest } = type;
      return (value) => typeof value !== 'bigint' || (value >= least && value <= greatest);
    }
    case 'string': {
      const { longest } = type;
      if (type.values === null)
        return (value) => typeof value !== 'string' || value.length <= longest;
      const known = new Set(type.values);
      return (value) => typeof value !== 'string' || known.has(value);
    }
    case 'list': {
      const { longest } = type;
      const element = type.of === null ? null : checkOf(type.of, recordCheck);
      return (value) =>
        !isList(value) || (value.length <= longest && (element === null || value.every(element)));
    }
    case 'record':
      return recordCheck(type.name);
    default:
      return null;
  }
}

function isList(value: CelValue): value is readonly CelValue[] {
  return Array.isArray(value);
}
