import { get, type YamlMapping, type YamlNode } from '../yaml/node.ts';

/**
 * Objects that carry other objects. kubectl applies what is inside a List; OpenShift Templates and
 * Hive SyncSets are instantiated by controllers. What is inside is judged like any object.
 */
const CARRIERS: Readonly<Record<string, readonly string[]>> = {
  'template.openshift.io/Template': ['objects'],
  '/Template': ['objects'],
  'hive.openshift.io/SyncSet': ['spec', 'resources'],
  'hive.openshift.io/SelectorSyncSet': ['spec', 'resources'],
};

/** The objects inside a carrier, or null where the object carries none. */
export function carriedObjects(
  group: string,
  kind: string,
  root: YamlMapping,
): readonly YamlNode[] | null {
  if (kind.endsWith('List') && group !== 'jitl.dev') {
    const items = get(root, 'items');
    if (items?.kind === 'sequence') return items.items;
  }
  const path = CARRIERS[`${group}/${kind}`];
  if (path === undefined) return null;
  let node: YamlNode | undefined = root;
  for (const key of path) node = node?.kind === 'mapping' ? get(node, key) : undefined;
  return node?.kind === 'sequence' ? node.items : null;
}
