import { macroCall, type Call, type Expression } from '../policy/cel-ast.ts';
import { engineOf } from '../policy/cel-schema.ts';
import type { CelValue } from '../policy/cel.ts';
import type { ConditionType, ListType } from '../policy/condition-type.ts';
import { STILL } from '../policy/declare.ts';
import { inputRecords, scopeVariables } from '../policy/input-fields.ts';
import { readTypes } from '../policy/read-types.ts';
import { pathOf, valueAt } from './read-values.ts';
import type { ConditionReading } from './reading.ts';

export const WITNESS_LIMIT = 5;

/**
 * The variable that stands for the list. Only an element of a macro can have the same name, and the
 * list is read outside of all macros.
 */
const CANDIDATES = 'candidates';

/** What is asked of a list with one element in it, and the answer that makes it a witness. */
interface Trial {
  readonly condition: string;
  readonly answer: boolean;
}

/**
 * The elements that a macro found. Each is put alone into a list, and the macro is asked again with
 * that list in the place of its own: what its body says of an element does not depend on others.
 * Lists are followed to where they come from over `filter` and `map`; of one that is neither read
 * from the input nor written out, nothing is known.
 */
export function witnessesOf(leaf: Expression, reading: ConditionReading): readonly CelValue[] {
  const macro = searchIn(leaf);
  if (macro === null) return [];
  const list = originOf(macro);
  const elements = elementsOf(list, reading);
  const type = typeOf(list, leaf, reading);
  if (elements === null || type === null) return [];
  const { condition, answer } = trialOf(macro, list, reading.source);
  const compiled = engineOf({
    variables: { ...scopeVariables[reading.scope], [CANDIDATES]: { type, motion: STILL } },
    records: inputRecords,
  }).compile(condition);
  if (!('matches' in compiled)) return [];
  const found: CelValue[] = [];
  for (const element of elements) {
    if (found.length === WITNESS_LIMIT) break;
    if (compiled.matches({ ...reading.inputs, [CANDIDATES]: [element] }) === answer)
      found.push(element);
  }
  return found;
}

const SEARCHES: ReadonlySet<string> = new Set(['exists', 'exists_one', 'all']);

/** The macro that the leaf is, or whose result it counts. */
function searchIn(leaf: Expression): Call | null {
  if (leaf.kind === 'binary') return filterCounted(leaf.left) ?? filterCounted(leaf.right);
  if (leaf.kind !== 'call' || !SEARCHES.has(leaf.name)) return null;
  return macroCall(leaf) === null ? null : leaf;
}

/** The filter in `LIST.filter(x, …).size()` or `size(LIST.filter(x, …))`. */
function filterCounted(side: Expression): Call | null {
  if (side.kind !== 'call' || side.name !== 'size') return null;
  const counted = side.receiver ?? side.args[0];
  if (counted?.kind !== 'call' || counted.name !== 'filter') return null;
  return macroCall(counted) === null ? null : counted;
}

/** The list that a chain of macros begins with. */
function originOf(macro: Call): Expression {
  const list = macroCall(macro)?.list ?? macro;
  const goesOn = list.kind === 'call' && (list.name === 'filter' || list.name === 'map');
  return goesOn && macroCall(list) !== null ? originOf(list) : list;
}

function trialOf(macro: Call, list: Expression, source: string): Trial {
  const before = source.slice(macro.range.start, list.range.start);
  const asked = `${before}${CANDIDATES}${source.slice(list.range.end, macro.range.end)}`;
  if (macro.name === 'filter') return { condition: `${asked}.size() > 0`, answer: true };
  return { condition: asked, answer: macro.name !== 'all' };
}

function elementsOf(list: Expression, reading: ConditionReading): readonly CelValue[] | null {
  if (list.kind === 'list') {
    const elements = list.elements.map((element) => writtenValue(element, reading));
    return elements.every((element) => element !== undefined) ? elements : null;
  }
  const path = pathOf(list);
  const value = path === null ? undefined : valueAt(path, reading.inputs);
  return Array.isArray(value) ? (value as readonly CelValue[]) : null;
}

/** An element of a list that is written out, where it needs no working out. */
function writtenValue(element: Expression, reading: ConditionReading): CelValue | undefined {
  const path = pathOf(element);
  if (path !== null) return valueAt(path, reading.inputs);
  // The texts of the tree are not those of the condition.
  const { start, end } = element.range;
  const written = reading.engine.parse(reading.source.slice(start, end));
  return 'kind' in written && written.kind === 'literal' ? written.value : undefined;
}

function typeOf(
  list: Expression,
  leaf: Expression,
  { scope, source }: ConditionReading,
): ListType | null {
  const types = new Map<Expression, ConditionType>();
  const declarations = { variables: scopeVariables[scope], records: inputRecords };
  readTypes(leaf, { source, declarations, types, problems: [] });
  const type = types.get(list);
  if (type?.kind !== 'list' || type.of === null || type.of.kind === 'unknown') return null;
  return type;
}
