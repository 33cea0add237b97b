import type { Expression } from '../cel-ast.ts';
import type { Names, Possible } from './possible-value.ts';

/** What an expression that only names a value can be: a variable, or a field of one. */
export function valueAt(node: Expression, names: Names): Possible | null {
  if (node.kind === 'name') return names.get(node.name) ?? null;
  if (node.kind !== 'field') return null;
  const of = valueAt(node.of, names);
  if (of?.kind !== 'record' || !Object.hasOwn(of.fields, node.name)) return null;
  return of.fields[node.name] ?? null;
}

/** The names with another value there. */
export function withValueAt(node: Expression, value: Possible, names: Names): Names {
  if (node.kind === 'name') return new Map(names).set(node.name, value);
  if (node.kind !== 'field') return names;
  const of = valueAt(node.of, names);
  if (of?.kind !== 'record') return names;
  const fields = { ...of.fields, [node.name]: value };
  return withValueAt(node.of, { kind: 'record', fields }, names);
}
