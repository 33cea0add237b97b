import { awaitedGroups, membersOf, type AwaitedGroups } from '../core/change/awaited-groups.ts';
import { groupings } from '../core/change/groups.ts';
import { boundRoleNames, groupTexts, memberNames } from '../core/inventory/context-names.ts';
import { takeSides, type Sides } from '../core/inventory/sides.ts';
import type { ChangedManifest } from '../core/manifest/changed-files.ts';
import type { Manifest } from '../core/manifest/object.ts';
import { ACCESS, IDENTITY, searchFiles, type Search } from './context-search.ts';
import { GROUP_LIMIT } from './limits.ts';

/**
 * What the other identities hold that have the owner or the workload of one that gains something, in
 * three rounds: their descriptions, then the bindings of what these describe, then the roles. Not
 * looked for where nothing is gained or no owner and workload is declared.
 */
export async function readGroups(
  search: Search,
  changed: readonly ChangedManifest[],
  context: readonly Manifest[],
): Promise<readonly Manifest[]> {
  const { take } = search;
  const including = (more: readonly Manifest[]): Sides =>
    takeSides({ changed, context: [...context, ...more], contextMissing: [] }, take);
  const groups = awaitedGroups(including([]), new Set(changed.map((entry) => entry.file.path)));
  if (groupings.every((by) => groups[by].length === 0)) return [];
  const described = await searchFiles(search, groupTexts(groups), [IDENTITY]);
  const members = membersOf(including(described), groups);
  const identities = countIdentities(members);
  if (identities > GROUP_LIMIT) {
    search.missing.push(tooMany(groups, identities));
    return described;
  }
  const { names, unsearched } = memberNames(members);
  for (const id of unsearched)
    search.missing.push(`bindings of ${id} were not looked for: most files hold its name`);
  const bound = await searchFiles(search, notAsked(search, names), [ACCESS]);
  const { base, head } = including([...described, ...bound]);
  const roles = notAsked(search, boundRoleNames([base, head], members));
  return [...described, ...bound, ...(await searchFiles(search, roles, [ACCESS]))];
}

function notAsked(search: Search, names: readonly string[]): readonly string[] {
  return names.filter((name) => !search.asked.has(name));
}

/** A document and the service account that it describes are one identity. */
function countIdentities(members: readonly string[]): number {
  const documents = members.filter((id) => id.startsWith('identity:')).length;
  return Math.max(documents, members.length - documents);
}

function tooMany(groups: AwaitedGroups, identities: number): string {
  const named = groupings.flatMap((by) => groups[by].map((name) => `${by} ${name}`));
  const shown = named.slice(0, 3).join(', ');
  const more = named.length > 3 ? ` and ${named.length - 3} more` : '';
  return `${shown}${more}: ${identities} identities together, but no more than ${GROUP_LIMIT} are looked at, so what they hold is not known`;
}
