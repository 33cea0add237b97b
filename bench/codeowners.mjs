#!/usr/bin/env node
// Ownership of many paths: our matcher against a pass over the characters of the same paths, the
// command against `node -e 0`, and both against others who answer the question.
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { makeCodeowners } from './codeowners-corpus.mjs';
import { askPackage, loadOracle } from './codeowners-others.mjs';
import { environment } from './environment.mjs';
import { summarise } from './measure.mjs';
import { createRandom } from './random.mjs';
import { describeMachine } from './report.mjs';

const { values } = parseArgs({
  options: {
    paths: { type: 'string', default: '100000' },
    rules: { type: 'string', default: '3000' },
    runs: { type: 'string', default: '11' },
    sample: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    root: { type: 'string', default: fileURLToPath(new URL('..', import.meta.url)) },
  },
});
const root = resolve(values.root);
const lib = (/** @type {string} */ path) => import(pathToFileURL(join(root, 'lib', path)).href);
const { parseCodeowners } = await lib('core/ownership/codeowners-parse.js');
const { compileOwners, ownersOf } = await lib('core/ownership/codeowners-match.js');

const runs = Number(values.runs);
const seed = Number(values.seed);
const size = { paths: Number(values.paths), rules: Number(values.rules), seed };
const { paths, folders, text } = makeCodeowners(size);
const bytes = Buffer.from(text);
const scratch = await mkdtemp(join(tmpdir(), 'jitl-bench-owners-'));
const lines = [
  describeMachine(),
  '',
  `${paths.length} paths in ${folders} folders, ${size.rules} rules, ${runs} rounds`,
];
try {
  inProcess();
  await commandLine();
  await agreement();
  process.stdout.write(`${lines.join('\n')}\n`);
} finally {
  await rm(scratch, { recursive: true, force: true });
}

/** Both in every round, so that whatever slows the machine slows both. */
function inProcess() {
  const shuffled = shuffle(paths);
  const times = { floor: [], compile: [], sorted: [], shuffled: [] };
  for (let round = 0; round < runs; round += 1) {
    times.floor.push(timed(() => passOver(paths)));
    let matcher;
    times.compile.push(
      timed(() => {
        matcher = compileOwners(parseCodeowners(bytes).rules);
      }),
    );
    times.sorted.push(timed(() => askAll(matcher, paths)));
    times.shuffled.push(timed(() => askAll(matcher, shuffled)));
  }
  lines.push('', 'in one process');
  lines.push(`  a pass over all characters: ${milliseconds(times.floor)}`);
  lines.push(`  reading and compiling the rules: ${milliseconds(times.compile)}`);
  for (const order of ['sorted', 'shuffled']) {
    const ratios = times[order].map((time, round) => time / times.floor[round]);
    lines.push(`  ${order} paths: ${milliseconds(times[order])}; ratio ${spread(ratios)}`);
  }
}

async function commandLine() {
  const input = `${paths.join('\n')}\n`;
  const directory = join(scratch, 'repository');
  const file = join(scratch, 'CODEOWNERS');
  await writeFile(file, text);
  await makeRepository(directory);
  const cli = join(root, 'bin/jitl.js');
  const commands = {
    'node -e 0': ['-e', '0'],
    'jitl owners --stdin --codeowners FILE --format json': [
      cli,
      ...'owners --stdin --format json --codeowners'.split(' '),
      file,
    ],
    'jitl owners --stdin --format json, in a repository with these files': [
      cli,
      ...'owners --stdin --format json --repo'.split(' '),
      directory,
    ],
    'jitl owners --stdin, the same to a terminal': [cli, 'owners', '--stdin', '--repo', directory],
  };
  const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < Math.min(runs, 5); round += 1)
    for (const [name, args] of Object.entries(commands))
      times[name].push(
        timed(() => {
          const options = { cwd: scratch, env: environment(), input, maxBuffer: 1 << 30 };
          const ran = spawnSync(process.execPath, args, options);
          if (ran.status !== 0) throw new Error(`${name}: ${ran.stderr}`);
        }),
      );
  lines.push('', 'the command, all paths on standard input');
  for (const [name, list] of Object.entries(times)) {
    const ratios = list.map((time, round) => time / times['node -e 0'][round]);
    lines.push(`  ${name}: ${milliseconds(list)}; ratio ${spread(ratios)}`);
  }
}

/** @param {string} directory */
async function makeRepository(directory) {
  await mkdir(directory);
  const run = (args, input) => {
    const ran = spawnSync('git', args, { cwd: directory, env: environment(), input });
    if (ran.status !== 0) throw new Error(`git ${args[0]}: ${ran.stderr}`);
    return ran.stdout.toString().trim();
  };
  run(['init', '-q', '-b', 'main', '.']);
  const rules = run(['hash-object', '-w', '--stdin'], text);
  const empty = run(['hash-object', '-w', '--stdin'], '');
  const index = paths.map((path) => `100644 ${empty}\t${path}\n`).join('');
  run(['update-index', '--index-info'], `100644 ${rules}\t.github/CODEOWNERS\n${index}`);
  const settings = ['user.name=Bench', 'user.email=bench@example.com', 'maintenance.auto=false'];
  run([...settings.flatMap((one) => ['-c', one]), 'commit', '-q', '-m', 'Start']);
  run(['repack', '-q', '-a', '-d']);
}

/** A fast wrong answer is worth nothing. */
async function agreement() {
  const count = Number(values.sample);
  const shuffled = shuffle(paths);
  const sample = shuffled.slice(0, count);
  const matcher = compileOwners(parseCodeowners(bytes).rules);
  const ours = sample.map((path) => ownersOf(matcher, path));
  const { naiveRead, naiveAnswer } = await loadOracle();
  const { rules } = naiveRead(text);
  for (const [at, path] of sample.entries()) {
    const { status, line } = naiveAnswer(rules, path);
    const own = ours[at];
    if (own.status !== status || (own.rule?.line ?? null) !== line)
      throw new Error(`wrong answer for ${path}: ${own.status} ${own.rule?.line}, not ${line}`);
  }
  const packaged = await askPackage(join(scratch, 'package'), text, {
    warmUp: shuffled.slice(count, 2 * count),
    paths: sample,
  });
  const different = sample.filter((_, at) => {
    const own = ours[at].status === 'owned' ? ours[at].rule.owners.map((owner) => owner.text) : [];
    return own.join(' ') !== packaged.owners[at].filter((owner) => owner !== '').join(' ');
  });
  const each = packaged.milliseconds / sample.length;
  lines.push('', `a sample of ${sample.length} paths`);
  lines.push('  the oracle of the tests: the same status and line for every path');
  lines.push(`  codeowners@5.1.1: other owners for ${different.length}`);
  lines.push(
    `  codeowners@5.1.1: ${packaged.milliseconds.toFixed(0)} ms for the sample, ${each.toFixed(1)} ms each; EXTRAPOLATED to ${paths.length} paths: ${((each * paths.length) / 60_000).toFixed(1)} minutes`,
  );
}

function askAll(matcher, list) {
  let lineSum = 0;
  for (const path of list) lineSum += ownersOf(matcher, path).rule?.line ?? 0;
  return lineSum;
}

function passOver(list) {
  let sum = 0;
  for (const path of list)
    for (let at = 0; at < path.length; at += 1) sum = (sum + path.charCodeAt(at)) | 0;
  return sum;
}

function shuffle(list) {
  const random = createRandom(seed, 2);
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = random.below(at + 1);
    [copy[at], copy[other]] = [copy[other], copy[at]];
  }
  return copy;
}

function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function milliseconds(list) {
  const { low, median, high } = summarise(list);
  return `${median.toFixed(0)} ms (p25–p75 ${low.toFixed(0)}–${high.toFixed(0)})`;
}

function spread(ratios) {
  const { low, median, high } = summarise(ratios);
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return `${median.toFixed(2)} (p25–p75 ${low.toFixed(2)}–${high.toFixed(2)}, all ${least.toFixed(2)}–${most.toFixed(2)})`;
}
