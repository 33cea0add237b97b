/** One requirement of a review line: so many people out of those whose approval counts for it. */
export interface Slot {
  readonly count: number;
  readonly persons: ReadonlySet<string>;
}

/** All requirements of one review line; a person may serve several of them. */
export type SlotLine = readonly Slot[];

/** How many ways of sharing out are tried; beyond it some people are left out, never counted twice. */
const TRIES = 50_000;

/** Whether every line can be filled while nobody fills two of them. */
export function canShareOut(lines: readonly SlotLine[]): boolean {
  const places = new Map<string, number[]>();
  for (const [index, line] of lines.entries())
    for (const person of new Set(line.flatMap((slot) => [...slot.persons])))
      places.set(person, [...(places.get(person) ?? []), index]);
  const free = new Set<string>();
  const contested: { readonly person: string; readonly choices: readonly number[] }[] = [];
  let tries = 1;
  for (const [person, choices] of [...places].sort(([a], [b]) => (a < b ? -1 : 1)))
    if (choices.length === 1) free.add(person);
    else if (tries * choices.length <= TRIES) {
      tries *= choices.length;
      contested.push({ person, choices });
    }
  const chosen = new Map<string, number>();
  const assign = (next: number): boolean => {
    if (lines.every((line, index) => isFilled(line, index))) return true;
    const one = contested[next];
    if (one === undefined) return false;
    for (const choice of one.choices) {
      chosen.set(one.person, choice);
      if (assign(next + 1)) return true;
    }
    chosen.delete(one.person);
    return false;
  };
  const isFilled = (line: SlotLine, index: number): boolean =>
    line.every((slot) => {
      let left = slot.count;
      for (const person of slot.persons)
        if (free.has(person) || chosen.get(person) === index) left -= 1;
      return left <= 0;
    });
  return assign(0);
}
