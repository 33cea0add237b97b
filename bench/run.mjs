#!/usr/bin/env node
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { measureCell, WrongAnswer } from './cell.mjs';
import { generate } from './generate.mjs';
import { describeMachine, renderCells, renderGrowth } from './report.mjs';
import { renderLinearity } from './yaml.mjs';

const USAGE = `usage: npm run bench -- [options]
  --sizes 1000,10000,100000   manifests in the repository
  --changed 1,10,100,1000     changed manifests
  --runs 7                    rounds for each cell
  --budget 120                seconds for each cell; at least 3 rounds are run
  --seed 1
  --root DIR                  another checkout of jitl to measure
  --out FILE                  all samples, as JSON
`;

async function main() {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '1000,10000,100000' },
      changed: { type: 'string', default: '1,10,100,1000' },
      runs: { type: 'string', default: '7' },
      budget: { type: 'string', default: '120' },
      seed: { type: 'string', default: '1' },
      root: { type: 'string', default: fileURLToPath(new URL('..', import.meta.url)) },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const root = resolve(values.root);
  const sizes = numbers(values.sizes);
  const changed = numbers(values.changed);
  const scratch = await mkdtemp(join(tmpdir(), 'jitl-bench-'));
  try {
    const common = {
      cli: join(root, 'bin/jitl.js'),
      version: JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).version,
      runs: Number(values.runs),
      budget: Number(values.budget),
    };
    const machine = describeMachine();
    const cells = [];
    for (const manifests of sizes) {
      const counts = changed.filter((value) => value <= manifests);
      process.stderr.write(`making ${manifests} manifests\n`);
      const repository = await generate({
        directory: join(scratch, String(manifests)),
        manifests,
        seed: Number(values.seed),
        branches: counts.map((value) => ({ name: `change-${value}`, changed: value })),
      });
      for (const branch of repository.branches) {
        process.stderr.write(`${branch.changed} of ${manifests}\n`);
        cells.push(measureCell({ ...common, repository, branch }));
        // After every cell: what an hour has measured must not be lost to the last one.
        if (values.out !== undefined)
          await writeFile(values.out, JSON.stringify({ machine, cells }, null, 2));
      }
      await rm(repository.directory, { recursive: true });
    }
    const parser = pathToFileURL(join(root, 'lib/core/yaml/parse.js')).href;
    const sections = [
      `${machine}\n\nU is \`node -e 0\`; F is Node, \`git diff-tree\` and \`git cat-file\` of the change, with nothing parsed. Ratios are medians of ratios within a round.`,
      renderCells(cells),
      renderGrowth(cells),
      await renderLinearity(parser),
    ];
    process.stdout.write(`${sections.join('\n\n')}\n`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** @param {string} text */
function numbers(text) {
  return text.split(',').map(Number);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof WrongAnswer)) throw error;
  process.stderr.write(`wrong answer: ${error.message}\n`);
  process.exitCode = 1;
}
