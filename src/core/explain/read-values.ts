import type { CelValue } from '../policy/cel.ts';
import { macroCall, type Expression } from '../policy/cel-ast.ts';
import type { ReadValue } from './explanation.ts';

type Inputs = Readonly<Record<string, CelValue>>;

/** What the expression reads of the inputs, each path once, in source order. */
export function readValues(expression: Expression, inputs: Inputs): readonly ReadValue[] {
  const paths = new Set(pathsIn(expression, new Set(Object.keys(inputs))));
  return [...paths].flatMap((path) => {
    const value = valueAt(path, inputs);
    return value === undefined ? [] : [{ path, value }];
  });
}

/** The path of a variable or of a field of one, as in `item.level`; null of anything else. */
export function pathOf(expression: Expression): string | null {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind !== 'field') return null;
  const of = pathOf(expression.of);
  return of === null ? null : `${of}.${expression.name}`;
}

export function valueAt(path: string, inputs: Inputs): CelValue | undefined {
  let value: CelValue | undefined = inputs;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || Array.isArray(value)) return undefined;
    if (!Object.hasOwn(value, name)) return undefined;
    value = (value as Inputs)[name];
  }
  return value;
}

function pathsIn(node: Expression, variables: ReadonlySet<string>): readonly string[] {
  const within = (nodes: readonly Expression[]): readonly string[] =>
    nodes.flatMap((one) => pathsIn(one, variables));
  switch (node.kind) {
    case 'name':
      return variables.has(node.name) ? [node.name] : [];
    case 'field': {
      const path = pathOf(node);
      if (path === null) return pathsIn(node.of, variables);
      return variables.has(rootOf(path)) ? [path] : [];
    }
    case 'list':
      return within(node.elements);
    case 'unary':
      return pathsIn(node.operand, variables);
    case 'binary':
      return within([node.left, node.right]);
    case 'choice':
      return within([node.condition, node.yes, node.no]);
    case 'call': {
      const macro = macroCall(node);
      if (macro === null)
        return within(node.receiver === null ? node.args : [node.receiver, ...node.args]);
      // The name of the element stands for no input, even where an input has the same name.
      const inside = new Set(variables);
      inside.delete(macro.variable);
      const bodies = macro.bodies.flatMap((body) => pathsIn(body, inside));
      return [...within([macro.list]), ...bodies];
    }
    default:
      return [];
  }
}

function rootOf(path: string): string {
  return path.split('.', 1)[0] ?? path;
}
