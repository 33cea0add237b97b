#!/usr/bin/env node
import { fileURLToPath } from 'node:url';

import { count, table } from './report.mjs';

/**
 * A shape of file whose parsing was once quadratic in some parser, at three sizes.
 *
 * @typedef {object} Shape
 * @property {string} name
 * @property {readonly number[]} sizes
 * @property {(size: number) => string} write
 */

/** @type {readonly Shape[]} */
const SHAPES = [
  { name: 'keys of one map', sizes: [16_000, 32_000, 64_000], write: wideMap },
  { name: 'documents of one file', sizes: [1000, 2000, 4000], write: manyDocuments },
  { name: 'items of one list', sizes: [16_000, 32_000, 64_000], write: longList },
  { name: 'flow keys on one line', sizes: [16_000, 32_000, 64_000], write: flowMap },
];

const REPEATS = 3;

/**
 * Ratios of CPU time, each against half the size: 2 is linear, 4 quadratic. Times themselves say
 * little, and nothing is asserted about them.
 *
 * @param {string} parser the module with `parseYaml`
 */
export async function renderLinearity(parser) {
  /** @type {{ parseYaml: (bytes: Uint8Array) => { problems: readonly { code: string }[] } }} */
  const { parseYaml } = await import(parser);
  const parse = (/** @type {string} */ text) => parseYaml(new TextEncoder().encode(text));
  // Compiled code for all sizes, or the smallest would look slow and hide a quadratic growth.
  for (const shape of SHAPES) parse(shape.write(1000));
  const rows = SHAPES.map(({ name, sizes, write }) => {
    const texts = sizes.map(write);
    const refused = texts.flatMap((text) => parse(text).problems.map((problem) => problem.code));
    const costs = leastCosts(texts, parse);
    const ratios = costs.slice(1).map((cost, at) => (cost / (costs[at] ?? NaN)).toFixed(2));
    return [
      name,
      sizes.map(count).join(' / '),
      ratios.join(' / '),
      ((costs.at(-1) ?? NaN) / 1000).toFixed(0),
      refused.length === 0 ? 'no' : [...new Set(refused)].join(', '),
    ];
  });
  return table(['YAML', 'sizes', 'time / time of half', 'ms at the last', 'refused'], rows);
}

/**
 * The least of several, in turn: what disturbs a run only ever makes it longer.
 *
 * @param {readonly string[]} texts
 * @param {(text: string) => unknown} parse
 */
function leastCosts(texts, parse) {
  const least = texts.map(() => Infinity);
  for (let repeat = 0; repeat < REPEATS; repeat += 1)
    for (const [at, text] of texts.entries()) {
      const before = process.cpuUsage();
      parse(text);
      const { user, system } = process.cpuUsage(before);
      least[at] = Math.min(least[at] ?? Infinity, user + system);
    }
  return least;
}

/** @param {number} size */
function wideMap(size) {
  return `data:\n${lines(size, (at) => `  key-${at}: value`)}`;
}

/** @param {number} size */
function longList(size) {
  return `data:\n${lines(size, (at) => `  - value-${at}`)}`;
}

/** @param {number} size */
function flowMap(size) {
  const pairs = Array.from({ length: size }, (_, at) => `key-${at}: v`);
  return `data: {${pairs.join(', ')}}\n`;
}

/** @param {number} size */
function manyDocuments(size) {
  const body = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings';
  return lines(size, (at) => `---\n${body}-${at}\ndata:\n  one: "1"\n  two: "2"`);
}

/** @param {number} size @param {(at: number) => string} write */
function lines(size, write) {
  return `${Array.from({ length: size }, (_, at) => write(at)).join('\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const parser = new URL('../lib/core/yaml/parse.js', import.meta.url).href;
  console.log(await renderLinearity(parser));
}
