import type { Change, ChangeKind } from '../core/change/change.ts';
import { describeChange, describePermission, describeScope } from '../core/change/describe.ts';
import type { JudgedVerdict } from '../core/verdict.ts';
import {
  changedIdentities,
  rankPermissions,
  type ChangedIdentity,
  type RatedChange,
} from './comment-identities.ts';
import { mermaidLabel } from './escape.ts';

/** Nodes of a graph that can still be read. One of them says how many there is no room for. */
const NODES = 30;

/** How many nodes one identity takes, besides itself. */
const EACH = { changes: 6, dependents: 4 };

/** Characters of a label. */
const LABEL = 90;

interface Drawn {
  readonly label: string;
  /** The arrow to or from the identity, with our words on it. */
  readonly arrow: string;
  readonly towards: boolean;
}

/**
 * Which identities change, what each gains and loses, and who depends on it, as a Mermaid graph in
 * its fence. Empty where nothing changes.
 */
export function renderMermaid(verdict: JudgedVerdict): string {
  const identities = changedIdentities(verdict);
  if (identities.length === 0) return '';
  const lines: string[] = [];
  let nodes = 0;
  let left = 0;
  for (const [index, identity] of identities.entries()) {
    // One node for itself, and one at the end for what has no room.
    const room = NODES - 1 - nodes - 1;
    const drawn = drawnOf(identity);
    if (room < 0) {
      left += 1 + drawn.length;
      continue;
    }
    lines.push(`  i${index}["${mermaidLabel(`${identity.name}, ${identity.tier}`, LABEL)}"]`);
    for (const [at, one] of drawn.slice(0, room).entries())
      lines.push(...nodeLines(index, at, one));
    nodes += 1 + Math.min(drawn.length, room);
    left += drawn.length - Math.min(drawn.length, room);
  }
  if (left > 0) lines.push(`  more["and ${left} more"]`);
  return ['```mermaid', 'flowchart LR', ...lines, '```'].join('\n');
}

function nodeLines(index: number, at: number, { label, arrow, towards }: Drawn): readonly string[] {
  const node = `n${index}x${at}["${mermaidLabel(label, LABEL)}"]`;
  return [towards ? `  ${node} ${arrow} i${index}` : `  i${index} ${arrow} ${node}`];
}

function drawnOf({ changes }: ChangedIdentity): readonly Drawn[] {
  const all = changes.map(changeNode);
  const shown = all.slice(0, EACH.changes);
  const rest = all.length - shown.length;
  const more = rest > 0 ? [{ label: `${rest} more changes`, arrow: '---', towards: false }] : [];
  return [...shown, ...more, ...dependentNodes(changes[0].change)];
}

const GAINS: ReadonlySet<ChangeKind> = new Set([
  'grant-added',
  'grant-widened',
  'trust-widened',
  'credential-issued',
  'credential-extended',
  'identity-enabled',
]);
const LOSES: ReadonlySet<ChangeKind> = new Set([
  'grant-narrowed',
  'grant-removed',
  'trust-narrowed',
  'credential-revoked',
  'identity-disabled',
]);

function changeNode({ change }: RatedChange): Drawn {
  const arrow = GAINS.has(change.kind)
    ? '-->|gains|'
    : LOSES.has(change.kind)
      ? '-.->|loses|'
      : '---|changes|';
  return { label: labelOf(change), arrow, towards: false };
}

function labelOf(change: Change): string {
  if (!('permissions' in change) || change.permissions.length === 0) return describeChange(change);
  const ranked = rankPermissions(change);
  const more = ranked.length > 2 ? ` and ${ranked.length - 2} more` : '';
  const first = ranked.slice(0, 2).map(describePermission).join('; ');
  return `${describeScope(change.scope)}, ${first}${more}`;
}

function dependentNodes({ subject: { dependents } }: Change): readonly Drawn[] {
  const shown = dependents
    .slice(0, EACH.dependents)
    .map(({ id, impact }) => ({ label: id, arrow: `-->|depends, ${impact}|`, towards: true }));
  const rest = dependents.length - shown.length;
  if (rest === 0) return shown;
  return [...shown, { label: `${rest} more dependents`, arrow: '-->|depends|', towards: true }];
}
