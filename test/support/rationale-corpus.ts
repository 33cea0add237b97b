import { readFileSync } from 'node:fs';

import type { Topics } from '../../src/core/judgment/rationale-text.ts';
import { parseArchive } from './txtar.ts';

/** A text of the corpus under `test/fixtures/rationales`, with what its name says about it. */
export interface CorpusText {
  readonly name: string;
  /** The first part of the name: a language, a reviewer or a kind. */
  readonly group: string;
  readonly body: string;
  readonly topics: Topics;
}

type Corpus = 'genuine' | 'boilerplate' | 'same-reviewer' | 'copies';

/** The ids after the first space of a name have to be answered; the last one as a section. */
export function readCorpus(corpus: Corpus): readonly CorpusText[] {
  const file = new URL(`../fixtures/rationales/${corpus}.txtar`, import.meta.url);
  return [...parseArchive(readFileSync(file, 'utf8')).files].map(([name, body]) => {
    const ids = name.split(' ').slice(1);
    return {
      name,
      group: name.split('/', 1)[0] ?? '',
      body,
      topics: { questions: ids.slice(0, -1).map(question), sections: ids.slice(-1) },
    };
  });
}

export function question(id: string): Topics['questions'][number] {
  return { id, text: `What about ${id}, as it stands there?`, changes: [] };
}

export interface Pair<Item> {
  readonly name: string;
  readonly first: Item;
  readonly second: Item;
}

/** Every two of a list, each once. */
export function pairsOf<Item extends { readonly name: string }>(
  items: readonly Item[],
): readonly Pair<Item>[] {
  return items.flatMap((first, index) =>
    items
      .slice(index + 1)
      .map((second) => ({ name: `${first.name} + ${second.name}`, first, second })),
  );
}
