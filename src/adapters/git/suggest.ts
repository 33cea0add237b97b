const SHOWN = 3;
const LONGEST = 100;

/** The names most like what was typed: at most two edits away, or holding it as a part. */
export function closest(typed: string, names: readonly string[]): readonly string[] {
  if (typed.length > LONGEST) return [];
  const wanted = typed.toLowerCase();
  return [...new Set(names)]
    .filter((name) => name.length <= LONGEST)
    .map((name) => ({ name, distance: distanceTo(wanted, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= 2)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ name }) => name);
}

function distanceTo(wanted: string, name: string): number {
  if (wanted.length >= 3 && name.includes(wanted)) return 1;
  if (Math.abs(wanted.length - name.length) > 2) return 3;
  let row = Array.from({ length: name.length + 1 }, (_, at) => at);
  for (let i = 0; i < wanted.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < name.length; j += 1) {
      const replace = (row[j] ?? 0) + (wanted[i] === name[j] ? 0 : 1);
      next.push(Math.min(replace, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
