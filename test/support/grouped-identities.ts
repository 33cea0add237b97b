import { compareInventories, type Compared } from '../../src/core/change/compare.ts';
import { takeInventory } from '../../src/core/inventory/inventory.ts';
import { readManifest } from '../../src/core/manifest/read-manifest.ts';
import type { Files } from './judge-files.ts';
import { renderModel, type Model, type Spelling } from './rbac-model.ts';

/** What a document says of the service account of the same name in `apps-here`. */
export interface Declared {
  readonly name: string;
  readonly owner: string;
  readonly workload: string | null;
}

export function document({ name, owner, workload }: Declared): string {
  return JSON.stringify({
    apiVersion: 'jitl.dev/v1',
    kind: 'NonHumanIdentity',
    metadata: { name },
    spec: {
      type: 'service-account',
      owner: { accountable: `team:${owner}` },
      ...(workload === null ? {} : { workload }),
      environment: 'development',
      criticality: 'tier-3',
      refs: [{ format: 'kubernetes', kind: 'ServiceAccount', namespace: 'apps-here', name }],
    },
  });
}

/** A model with documents beside it; `together` puts all of them into one file. */
export function groupedFiles(
  of: Model,
  how: Spelling,
  { declared, together }: { readonly declared: readonly Declared[]; readonly together: boolean },
): Files {
  const documents = declared.map(document);
  return {
    ...renderModel(of, how),
    ...(together
      ? { 'identities/all.yaml': `${documents.join('\n---\n')}\n` }
      : Object.fromEntries(documents.map((text, at) => [`identities/${at}.yaml`, `${text}\n`]))),
  };
}

/** As the program compares them where every file is read. */
export function compareAll(base: Files, head: Files): Compared {
  const paths = [...new Set([...Object.keys(base), ...Object.keys(head)])];
  const inventory = (files: Files, side: 'base' | 'head') =>
    takeInventory(
      paths.flatMap((path) => {
        const text = files[path];
        if (text === undefined) return [];
        return readManifest({ path, side, bytes: new TextEncoder().encode(text) });
      }),
    );
  return compareInventories(inventory(base, 'base'), inventory(head, 'head'), {
    controlPlane: [],
    changedPaths: new Set(paths.filter((path) => base[path] !== head[path])),
    declared: new Map(),
  });
}
