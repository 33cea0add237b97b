import type { Repository } from '../../ports.ts';
import { openBatch } from './batch.ts';
import { readBlobs } from './blobs.ts';
import { compare } from './compare.ts';
import { resolveDefaultBase } from './default-base.ts';
import { discover, type StartKind } from './discover.ts';
import { findFiles } from './find.ts';
import { readPastChanges } from './history-changes.ts';
import { createOwnRepository } from './own-repository.ts';
import { readPassages } from './passages.ts';
import { openRefs } from './refs.ts';
import { openForeignRefs } from './rev-parse.ts';
import { resolveRevision } from './revisions.ts';
import type { Session } from './session.ts';
import { createStore } from './store.ts';
import { asTreeEntries, listFiles, literalPaths } from './tree-walk.ts';

export interface OpenOptions {
  /** Where the run's own repository is made; default: the system's. */
  readonly temporaryDirectory?: string;
  /** `anywhere` where the user named no directory: then a bare repository is not accepted. */
  readonly start?: StartKind;
}

/** Opens the repository that holds a directory. Close it, also after an error. */
export async function openRepository(
  directory: string,
  options: OpenOptions = {},
): Promise<Repository> {
  const place = await discover(directory, options.start ?? 'named');
  const own = await createOwnRepository(
    place.objectsDirectory,
    place.objectFormat,
    options.temporaryDirectory,
  );
  // Started before anything is asked of it: it gets ready while the refs are read.
  const batch = openBatch(own);
  const session: Session = {
    place,
    own,
    refs: place.reftable ? openForeignRefs({ own, place }) : openRefs(place),
    store: createStore(batch, place),
  };
  return {
    workTree: place.workTree,
    resolveTree: async (revision) => {
      const { name, commit } =
        revision === undefined
          ? await resolveDefaultBase(session)
          : await resolveRevision(session, revision);
      return { name, commit: commit.oid, tree: commit.tree };
    },
    compare: (request) => compare(session, request),
    passages: (comparison) => readPassages(session, comparison),
    pastChanges: (base, head) => readPastChanges(session, base, head),
    readBlobs: (oids, limit) => readBlobs(session.store, oids, limit),
    listTree: async (tree, paths) =>
      asTreeEntries(await listFiles(session.store, tree, literalPaths(paths))),
    findFiles: async (tree, texts) => asTreeEntries(await findFiles(session, tree, texts)),
    close: async () => {
      await batch.close();
      await own.remove();
    },
  };
}
