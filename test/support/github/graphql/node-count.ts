import { Kind, type DocumentNode, type FieldNode, type SelectionSetNode } from 'graphql';

/** Nodes that one query may ask for at most, counted before it runs. */
export const MOST_NODES = 500_000;

/** Each list counts with its page size, times those that it is in. */
export function countNodes(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  let total = 0;
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) walk(definition.selectionSet, 1);
  return total;

  function walk(set: SelectionSetNode | undefined, times: number): void {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) walk(fragment(selection.name.value), times);
      else if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, times);
      else {
        const size = pageSize(selection);
        if (size !== null) total += times * size;
        walk(selection.selectionSet, times * (size ?? 1));
      }
    }
  }

  function fragment(name: string): SelectionSetNode | undefined {
    for (const one of document.definitions)
      if (one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name) return one.selectionSet;
    return undefined;
  }

  function pageSize(selection: FieldNode): number | null {
    const given = selection.arguments?.find(({ name }) => ['first', 'last'].includes(name.value));
    if (given?.value.kind === Kind.INT) return Number(given.value.value);
    if (given?.value.kind !== Kind.VARIABLE) return null;
    return Number(variables[given.value.name.value] ?? 0);
  }
}
