const LEVELS: readonly string[] = ['none', 'read', 'write', 'admin'];

/** Rights by name that are held and not wanted, or wanted and not held, as `name: level`. */
export function compareRights(
  held: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): { readonly missing: readonly string[]; readonly more: readonly string[] } {
  const all = levelOf(held['*']);
  const missing = Object.entries(wanted).filter(
    ([name, level]) => Math.max(all, levelOf(held[name])) < levelOf(level),
  );
  const more = Object.entries(held).filter(
    ([name, level]) => levelOf(level) > levelOf(wanted[name]),
  );
  return { missing: missing.map(shown), more: more.map(shown) };
}

/** A level that is not known counts as the highest that may be held. */
function levelOf(level: string | undefined): number {
  if (level === undefined) return 0;
  const at = LEVELS.indexOf(level);
  return at === -1 ? LEVELS.length : at;
}

function shown([name, level]: readonly [string, string]): string {
  return name === '*' ? `${level} for everything` : `${name}: ${level}`;
}
