import { createWords, type Words } from './replay-words.ts';

/** Entries of files that are gone; beyond it and twice what is needed, all is made anew. */
const IDLE_ENTRIES = 1_000_000;

/** Which files hold which words, while files come and go. A text of null was not read. */
export interface Postings {
  readonly put: (path: string, text: string | null) => void;
  readonly remove: (path: string) => void;
  /** Paths of files that hold any of the texts, and of unread ones; null where words cannot tell. */
  readonly find: (texts: readonly string[]) => ReadonlySet<string> | null;
}

/** One version of one file. */
interface Slot {
  readonly path: string;
  readonly words: Uint32Array;
  gone: boolean;
}

export function createPostings(): Postings {
  const slots = new Map<string, Slot>();
  const unread = new Set<string>();
  let words: Words = createWords();
  /** Versions of files by the number of a word; the words of `unread` ones are not known. */
  let byWord: Slot[][] = [];
  let live = 0;
  let idle = 0;

  const enter = (path: string, text: string): void => {
    const slot = { path, words: words.numbersOf(text), gone: false };
    slots.set(path, slot);
    live += slot.words.length;
    for (const number of slot.words) (byWord[number] ??= []).push(slot);
  };
  const remove = (path: string): void => {
    unread.delete(path);
    const slot = slots.get(path);
    if (slot === undefined) return;
    slot.gone = true;
    slots.delete(path);
    live -= slot.words.length;
    idle += slot.words.length;
    if (idle > live + IDLE_ENTRIES) renew();
  };
  const renew = (): void => {
    const old = { words, slots: [...slots.values()] };
    words = createWords();
    byWord = [];
    [live, idle] = [0, 0];
    for (const slot of old.slots)
      enter(slot.path, Array.from(slot.words, (number) => old.words.wordAt(number)).join('\n'));
  };

  return {
    remove,
    put: (path, text) => {
      remove(path);
      if (text === null) unread.add(path);
      else enter(path, text);
    },
    find: (texts) => {
      const found = new Set(unread);
      for (const text of texts) {
        const numbers = words.holding(text);
        if (numbers === null) return null;
        for (const number of numbers)
          for (const slot of byWord[number] ?? []) if (!slot.gone) found.add(slot.path);
      }
      return found;
    },
  };
}
