import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { judgeFiles, shippedBasis, type Files } from './support/judge-files.ts';

/** Real changes from public repositories, which lie beside the project and are not part of it. */
const corpus = fileURLToPath(new URL('../../shared/corpus/changes', import.meta.url));
const present = existsSync(corpus);
const ids = present ? readdirSync(corpus).sort() : ['(the corpus is not here)'];

function filesBelow(directory: string): Files {
  if (!existsSync(directory)) return {};
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(directory, path), readFileSync(path, 'utf8')]),
  );
}

describe('real changes end with a verdict', () => {
  const basis = present ? shippedBasis() : null;

  it.skipIf(!present).each(ids)('%s', (id) => {
    if (basis === null) return;
    const base = filesBelow(join(corpus, id, 'base'));
    const head = filesBelow(join(corpus, id, 'head'));
    const verdict = judgeFiles(base, head, { basis });
    expect(['allowed', 'pending']).toContain(verdict.kind);
    expect(verdict.kind === 'allowed').toBe(verdict.requirements.length === 0);
    for (const change of verdict.changes) expect(change.head ?? change.base).not.toBeNull();
    // The other way round is a change as well, and what was gained there is lost here.
    const back = judgeFiles(head, base, { basis });
    expect(back.changes.length === 0).toBe(verdict.changes.length === 0);
  });
});
