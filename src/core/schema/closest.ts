/** The allowed text nearest to a misspelt one, or null where none is near enough to suggest. */
export function closest(text: string, allowed: readonly string[]): string | null {
  const limit = Math.max(1, Math.floor(text.length / 3));
  let best: string | null = null;
  let least = limit + 1;
  for (const candidate of allowed) {
    if (Math.abs(candidate.length - text.length) > limit) continue;
    const distance = editDistance(text, candidate);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** Longest text that is compared; suggestions for longer ones would not help anyway. */
const COMPARED = 80;

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  const left = a.slice(0, COMPARED);
  const right = b.slice(0, COMPARED);
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (row > 1 && column > 1 && swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? 0;
}
