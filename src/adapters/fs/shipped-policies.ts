import { readFile, readdir } from 'node:fs/promises';

import { packNames } from '../../core/policy/documents/config.ts';
import { isPolicyTest } from '../../core/policy/read-basis.ts';
import type { BasisSource } from '../../core/policy/read-documents.ts';

const DIRECTORY = new URL('../../../policies/', import.meta.url);

/** The policies that come with jitl, by pack and in the order of their names. */
export async function readShippedPolicies(): Promise<readonly BasisSource[]> {
  return readPacks((name) => !isPolicyTest(name));
}

/** The tests of the policies that come with jitl. */
export async function readShippedPolicyTests(): Promise<readonly BasisSource[]> {
  return readPacks(isPolicyTest);
}

async function readPacks(wanted: (name: string) => boolean): Promise<readonly BasisSource[]> {
  const packs = await Promise.all(
    packNames.map(async (pack) => {
      const directory = new URL(`${pack}/`, DIRECTORY);
      const names = (await readdir(directory)).filter((name) => name.endsWith('.yaml'));
      return Promise.all(
        names
          .filter(wanted)
          .sort()
          .map(async (name) => ({
            path: `jitl:${pack}/${name}`,
            side: 'base' as const,
            bytes: await readFile(new URL(name, directory)),
          })),
      );
    }),
  );
  return packs.flat();
}
