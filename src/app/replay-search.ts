import type { ChangedEntry, PastChange, Repository } from '../ports.ts';
import { indexTree, type FileIndex } from './replay-index.ts';

/** Searches before it pays to read every file of a tree once and search in memory from then on. */
const PATIENCE = 12;

/** `findFiles` for the trees of a history, one after the other. */
export interface HistorySearch {
  readonly findFiles: Repository['findFiles'];
  /** Tells what one commit changed; of a commit that could not be read nothing is told. */
  readonly follow: (change: PastChange, changed: readonly ChangedEntry[]) => Promise<void>;
}

export function searchHistory(
  repository: Pick<Repository, 'findFiles' | 'listTree' | 'readBlobs'>,
): HistorySearch {
  let index: FileIndex | null = null;
  let tree = '';
  let searches = 0;
  let indexable = true;
  return {
    findFiles: async (at, texts) => {
      searches += 1;
      if (index === null && indexable && searches > PATIENCE) {
        index = await indexTree(repository, at);
        tree = at;
        indexable = index !== null;
      }
      const found = index !== null && tree === at ? index.find(texts) : null;
      return found ?? repository.findFiles(at, texts);
    },
    follow: async (change, changed) => {
      if (index === null) return;
      const current = index;
      // Set back only where all went well: half of a commit must not be searched.
      index = null;
      searches = 0;
      if (tree !== change.parent?.tree || !(await current.follow(changed))) return;
      index = current;
      ({ tree } = change);
    },
  };
}
