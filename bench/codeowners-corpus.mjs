import { createRandom } from './random.mjs';

/**
 * Sorted paths of a made-up monorepo, and rules that talk about them in the ways of real files:
 * directories, direct children, floating names, suffixes, `**`, and now and then nobody.
 *
 * @param {{ paths: number, rules: number, seed: number }} size
 */
export function makeCodeowners({ paths: wanted, rules: lines, seed }) {
  const random = createRandom(seed, 1);
  // Each folder lies in one that is there already: eight files to a folder, as in real trees.
  const list = ['src'];
  const folders = new Set(list);
  while (folders.size < Math.ceil(wanted / 8)) {
    const parent = random.below(20) === 0 ? '' : `${random.pick(list)}/`;
    const folder = `${parent}${random.pick(WORDS)}-${random.below(30)}`;
    if (!folders.has(folder)) list.push(folder);
    folders.add(folder);
  }
  const paths = new Set();
  while (paths.size < wanted) {
    const kind = random.pick(['ts', 'yaml', 'go', 'md', 'test.ts', 'json']);
    paths.add(`${random.pick(list)}/${random.pick(WORDS)}-${random.below(400)}.${kind}`);
  }
  const sorted = [...paths].sort((one, other) => (one < other ? -1 : 1));
  const rules = ['*  @acme/everybody'];
  while (rules.length < lines) rules.push(makeRule(random, sorted));
  return { paths: sorted, folders: folders.size, text: `${rules.join('\n')}\n` };
}

const WORDS = ['api', 'billing', 'core', 'data', 'edge', 'gateway', 'identity', 'jobs', 'web'];

/** @param {import('./random.mjs').Random} random @param {readonly string[]} paths */
function makeRule(random, paths) {
  const names = random.pick(paths).split('/');
  const folder = names.slice(0, 1 + random.below(names.length)).join('/');
  const last = names.at(-1) ?? '';
  const pattern = random.pick([
    `/${folder}/`,
    `/${folder}/`,
    `/${folder}`,
    `/${folder}/*`,
    `/${folder}/**/*.${last.split('.').at(-1)}`,
    `/${names.slice(0, -1).join('/')}/${last.slice(0, 3)}*`,
    `${names.at(-2)}/`,
    `**/${names.at(-2)}/${last}`,
    `*-${random.below(400)}.test.ts`,
  ]);
  const owners = random.below(40) === 0 ? '' : `  @acme/team-${random.below(300)}`;
  return pattern + owners;
}
