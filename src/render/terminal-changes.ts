import type { Change } from '../core/change/change.ts';
import { describeChange, describePermission } from '../core/change/describe.ts';
import { tiers } from '../core/policy/documents/tiers.ts';
import type { ChangeTier, Factor } from '../core/risk/assessment.ts';
import type { JudgedVerdict } from '../core/verdict.ts';
import { escapeTerminal } from './escape.ts';
import { placeText, snippet } from './snippet.ts';
import type { Style } from './style.ts';
import { count, wrap } from './wrap.ts';

/** What is shown before the rest is counted; `--format json` lists everything. */
const SHOWN = { changes: 8, low: 4, alike: 4, factors: 3, permissions: 6, dependents: 3, via: 3 };

/** Changes start in this column; the tier stands before it. */
const INDENT = ' '.repeat(10);

interface Rated {
  readonly change: Change;
  readonly tier: ChangeTier;
}

/** The riskiest first. Changes that say the same of several holders or places are told once. */
export function changesBlock(verdict: JudgedVerdict, style: Style): string {
  const rated = rate(verdict);
  const heavy = rated.filter((one) => one.tier.tier !== 'low');
  const light = rated.filter((one) => one.tier.tier === 'low');
  const groups = groupAlike(heavy);
  const blocks = groups.slice(0, SHOWN.changes).map((group) => groupBlock(group, verdict, style));
  const left = groups.slice(SHOWN.changes).flat().length;
  if (left > 0)
    blocks.push(style.faint(`and ${count(left, 'more change')}, none of a higher tier`));
  const lines = light.slice(0, SHOWN.low).map((one) => lightLine(one.change, style));
  if (light.length > SHOWN.low)
    lines.push(
      style.faint(`${INDENT}and ${count(light.length - SHOWN.low, 'more change')} of low risk`),
    );
  return [...blocks, ...(lines.length > 0 ? [lines.join('\n')] : [])].join('\n\n');
}

function rate(verdict: JudgedVerdict): readonly Rated[] {
  const byId = new Map(verdict.assessment.tiers.map((tier) => [tier.change, tier]));
  return verdict.changes
    .flatMap((change) => {
      const tier = byId.get(change.id);
      return tier === undefined ? [] : [{ change, tier }];
    })
    .sort((a, b) => tiers.indexOf(b.tier.tier) - tiers.indexOf(a.tier.tier));
}

function groupAlike(rated: readonly Rated[]): readonly (readonly Rated[])[] {
  const groups = new Map<string, Rated[]>();
  for (const one of rated) {
    const { change, tier } = one;
    const said =
      'permissions' in change
        ? change.permissions.map(describePermission).join('; ')
        : change.kind === 'unassessable'
          ? change.message
          : change.id;
    const key = [change.kind, tier.tier, tier.because, change.subject.environment, said].join(
      '\u0001',
    );
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

function groupBlock(group: readonly Rated[], verdict: JudgedVerdict, style: Style): string {
  const [first, ...alike] = group;
  if (first === undefined) return '';
  const lines = [changeBlock(first, verdict, style)];
  if (alike.length > 0) {
    lines.push(`${INDENT}and ${count(alike.length, 'more change')} like it:`);
    for (const { change } of alike.slice(0, SHOWN.alike))
      lines.push(
        wrap(escapeTerminal(describeChange(change)), style.width, `${INDENT}  `, `${INDENT}    `),
      );
    const left = alike.length - SHOWN.alike;
    if (left > 0) lines.push(style.faint(`${INDENT}  and ${left} more`));
  }
  return lines.join('\n');
}

function changeBlock({ change, tier }: Rated, verdict: JudgedVerdict, style: Style): string {
  const paint = tier.tier === 'moderate' ? style.wait : style.bad;
  const text = wrap(escapeTerminal(describeChange(change)), style.width, INDENT, INDENT);
  const lines = [`${paint(tier.tier)}${text.slice(tier.tier.length)}`];
  if ('permissions' in change) lines.push(...permissionLines(change, style));
  lines.push(...contextLines(change, style));
  for (const factor of tellingFactors(verdict, change))
    lines.push(
      wrap(
        `${factor.id}: ${escapeTerminal(factor.message)}`,
        style.width,
        `${INDENT}* `,
        `${INDENT}  `,
      ),
    );
  lines.push(wrap(`= ${tier.tier}: ${tier.because}`, style.width, INDENT, `${INDENT}  `));
  const location = change.head ?? change.base;
  if (location !== null) lines.push(snippet(location, style, INDENT));
  const other = change.head === null ? null : change.base;
  if (other !== null) lines.push(`${INDENT}${style.faint('was')} ${placeText(other)}`);
  return lines.join('\n');
}

function lightLine(change: Change, style: Style): string {
  const location = change.head ?? change.base;
  const place = location === null ? '' : ` (${placeText(location)})`;
  const text = wrap(
    `${escapeTerminal(describeChange(change))}${place}`,
    style.width,
    INDENT,
    INDENT,
  );
  return `${style.faint('low')}${text.slice('low'.length)}`;
}

function permissionLines(
  change: Extract<Change, { readonly permissions: unknown }>,
  style: Style,
): readonly string[] {
  const gains = change.kind === 'grant-added' || change.kind === 'grant-widened';
  const sign = gains ? '+' : '-';
  // What decided must not be among what is cut off.
  const ranked = [...change.permissions].sort(
    (a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level),
  );
  const lines = ranked
    .slice(0, SHOWN.permissions)
    .map((permission) =>
      wrap(
        escapeTerminal(describePermission(permission)),
        style.width,
        `${INDENT}${sign} `,
        `${INDENT}  `,
      ),
    );
  const more = change.permissions.length - SHOWN.permissions;
  if (more > 0) lines.push(`${INDENT}${sign} and ${count(more, 'more resource')}`);
  if (change.via.length > 0)
    lines.push(
      wrap(
        `by ${escapeTerminal(change.via.slice(0, SHOWN.via).join('; '))}`,
        style.width,
        `${INDENT}  `,
        `${INDENT}  `,
      ),
    );
  return lines;
}

const LEVELS = ['none', 'read', 'write', 'admin', 'identity'];

function contextLines(change: Change, style: Style): readonly string[] {
  const { environment, criticality, owner, dependents } = change.subject;
  const facts = [
    environment === 'unknown' ? 'environment unknown' : environment,
    criticality,
    owner === null ? null : `owned by ${owner}`,
  ].filter((fact) => fact !== null);
  const lines = [style.faint(`${INDENT}${escapeTerminal(facts.join(', '))}`)];
  for (const dependent of dependents.slice(0, SHOWN.dependents)) {
    const failover =
      dependent.failover === 'none'
        ? 'no failover'
        : `${dependent.failover} failover, tested ${dependent.failoverTested ?? 'never'}`;
    lines.push(
      wrap(
        escapeTerminal(`${dependent.id} depends on it: ${dependent.impact}, ${failover}`),
        style.width,
        INDENT,
        `${INDENT}  `,
      ),
    );
  }
  const more = dependents.length - SHOWN.dependents;
  if (more > 0) lines.push(`${INDENT}and ${count(more, 'more dependent')}`);
  return lines;
}

/** Those that say more than the level of a dimension; the ones that may have decided come first. */
function tellingFactors(verdict: JudgedVerdict, change: Change): readonly Factor[] {
  return verdict.assessment.factors
    .filter(
      (factor) =>
        factor.effect === 'counts' &&
        factor.change === change.id &&
        (factor.question !== null || factor.floor !== null),
    )
    .sort((a, b) => floorOf(b) - floorOf(a))
    .slice(0, SHOWN.factors);
}

function floorOf(factor: Factor): number {
  return factor.floor === null ? -1 : tiers.indexOf(factor.floor);
}
