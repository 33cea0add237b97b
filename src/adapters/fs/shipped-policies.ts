import { readFile, readdir } from 'node:fs/promises';

import type { BasisSource } from '../../core/policy/read-basis.ts';

const DIRECTORY = new URL('../../../policies/', import.meta.url);

/** The policies that come with jitl, in the order of their names. */
export async function readShippedPolicies(): Promise<readonly BasisSource[]> {
  const names = (await readdir(DIRECTORY)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    names.map(async (name) => ({
      path: `jitl:baseline/${name}`,
      side: 'base' as const,
      bytes: await readFile(new URL(name, DIRECTORY)),
    })),
  );
}
