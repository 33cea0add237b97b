/** Characters of names: a text made of them alone occurs in a file only inside one of its words. */
const WORD = /[A-Za-z0-9._:-]+/g;
const ONLY_WORD = /^[A-Za-z0-9._:-]+$/;

/** How many answers are remembered. */
const REMEMBERED = 20_000;

/** The distinct words of many texts, each under a number. */
export interface Words {
  /** The numbers of the distinct words of a text; new ones are added. */
  readonly numbersOf: (text: string) => Uint32Array;
  /** All words that hold a text; null where it is not made of word characters. */
  readonly holding: (text: string) => readonly number[] | null;
  readonly wordAt: (number: number) => string;
}

interface Found {
  readonly numbers: number[];
  /** Up to where `all` has been searched. */
  searched: number;
}

export function createWords(): Words {
  const numbers = new Map<string, number>();
  const words: string[] = [];
  /** Where each word starts in `all`, which has them all, each with a line break after it. */
  const starts: number[] = [];
  const remembered = new Map<string, Found>();
  let all = '';
  let pending: string[] = [];
  let length = 0;

  const add = (piece: string): number => {
    // A piece of a text would keep the whole of it in memory.
    const word = Buffer.from(piece, 'latin1').toString('latin1');
    const number = words.push(word) - 1;
    numbers.set(word, number);
    starts.push(length);
    pending.push(word);
    length += word.length + 1;
    return number;
  };

  return {
    numbersOf: (text) => {
      const found = new Set<number>();
      for (const [word] of text.matchAll(WORD)) found.add(numbers.get(word) ?? add(word));
      return Uint32Array.from(found);
    },
    holding: (text) => {
      if (!ONLY_WORD.test(text)) return null;
      if (pending.length > 0) {
        all += `${pending.join('\n')}\n`;
        pending = [];
      }
      if (remembered.size > REMEMBERED) remembered.clear();
      const found = remembered.get(text) ?? { numbers: [], searched: 0 };
      remembered.set(text, found);
      for (let at = all.indexOf(text, found.searched); at !== -1;) {
        const number = lastUpTo(starts, at);
        found.numbers.push(number);
        at = all.indexOf(text, starts[number + 1] ?? length);
      }
      found.searched = length;
      return found.numbers;
    },
    wordAt: (number) => words[number] ?? '',
  };
}

/** The place of the last start that is not beyond `position`. */
function lastUpTo(starts: readonly number[], position: number): number {
  let low = 0;
  let high = starts.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? Infinity) <= position) low = middle;
    else high = middle;
  }
  return low;
}
