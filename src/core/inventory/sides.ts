import type { ChangedManifest } from '../manifest/changed-files.ts';
import type { Manifest, Unassessable } from '../manifest/object.ts';
import { worstEnvironment, type Environment } from './environment.ts';
import { takeInventory, withoutUnreadable, type Inventory } from './inventory.ts';

/** Both sides of a comparison, ready to be compared. */
export interface Sides {
  readonly base: Inventory;
  readonly head: Inventory;
  /** The environment that a file declares on either side, also where one side is unreadable. */
  readonly declared: ReadonlyMap<string, Environment>;
}

export interface SidesInput {
  readonly changed: readonly ChangedManifest[];
  /** Files that are the same on both sides. */
  readonly context: readonly Manifest[];
  /** Why something that bears on the change may not have been read. */
  readonly contextMissing: readonly string[];
}

/** `take` is for callers that take the inventory of the same manifests many times. */
export function takeSides(
  { changed, context, contextMissing }: SidesInput,
  take: (manifests: readonly Manifest[]) => Inventory = takeInventory,
): Sides {
  const of = (side: 'base' | 'head'): Inventory =>
    take([...changed.flatMap((entry) => entry[side] ?? []), ...context]);
  const known = of('head');
  const before = of('base');
  const missing = contextMissing.map(missingContext);
  const head = { ...known, unassessable: [...known.unassessable, ...missing] };
  return {
    base: withoutUnreadable(before, head),
    head,
    declared: declaredEnvironments([before, known]),
  };
}

/** A file that declares production stays a production file when a typo makes it unreadable. */
function declaredEnvironments(sides: readonly Inventory[]): ReadonlyMap<string, Environment> {
  const declared = new Map<string, Environment>();
  for (const { facts } of sides)
    for (const { fact, path } of facts) {
      if (fact.fact !== 'context' || fact.environment === null) continue;
      const other = declared.get(path) ?? fact.environment.value;
      declared.set(path, worstEnvironment([other, fact.environment.value]));
    }
  return declared;
}

/** Over a limit, roles or bindings that bear on the change may be unknown: never a lower tier. */
function missingContext(message: string): Unassessable {
  return {
    path: '(files that were not changed)',
    side: 'head',
    code: 'context-incomplete',
    message,
    help: 'split the change',
    location: null,
    extent: 'object',
    mentionsIdentity: true,
    recognised: false,
    key: message,
    content: message,
  };
}
