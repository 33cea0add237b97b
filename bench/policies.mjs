#!/usr/bin/env node
// Rating of changes by the shipped policies against the bare CEL library, which evaluates the same
// conditions on the same inputs and does nothing else.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { parse } from '@marcbachmann/cel-js';

import { summarise } from './measure.mjs';
import { makeChanges } from './policy-changes.mjs';
import { describeMachine } from './report.mjs';

const { values } = parseArgs({
  options: {
    changes: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '15' },
    seed: { type: 'string', default: '1' },
    root: { type: 'string', default: fileURLToPath(new URL('..', import.meta.url)) },
  },
});
const root = resolve(values.root);
const lib = (/** @type {string} */ path) => import(pathToFileURL(join(root, 'lib', path)).href);
const { readBasis } = await lib('core/policy/read-basis.js');
const { itemInputs, stateInput, subjectInput } = await lib('core/policy/inputs.js');
const { APART } = await lib('core/change/together.js');
const { assess, inputsBy } = await lib('core/risk/assess.js');
const { raterOf } = await lib('core/risk/rate.js');
const { primitives } = await lib('core/formats/kubernetes/escalation.js');

const NOW = Date.parse('2026-11-25T10:00:00Z');
const WARM_UP = 3;
/** One pass takes milliseconds, in which a collection of garbage would be most of it. */
const PASSES = 20;
const runs = Number(values.runs);
const sources = shippedSources();
const { basis } = readBasis(sources, []);
if (basis === null) throw new Error('the shipped policies cannot be read');
const { changes, resulting } = makeChanges({
  changes: Number(values.changes),
  seed: Number(values.seed),
  primitives: primitives.map((primitive) => primitive.id),
});
const rate = () => assess({ changes, resulting, together: APART, basis, now: NOW });
const factors = basis.policies.flatMap((policy) => policy.factors);
const bare = new Map(factors.map(({ rule }) => [rule.when, parse(rule.when)]));
const asked = everyQuestion();
agree();

const times = { bare: [], conditions: [], rated: [], assess: [], parse: [], read: [] };
const work = {
  bare: () => countMatches(({ when }, input) => bare.get(when)(input)),
  conditions: () => countMatches(({ condition }, input) => condition.matches(input)),
  rated: rateEach,
  assess: rate,
  parse: () => factors.map(({ rule }) => parse(rule.when).check()),
  read: () => readBasis(sources, []),
};
// All in every round, and every other round backwards, so that whatever slows the machine slows all.
for (let round = -WARM_UP; round < runs; round += 1) {
  const order = Object.keys(work);
  for (const name of round % 2 === 0 ? order : order.reverse()) {
    const start = performance.now();
    for (let pass = 0; pass < PASSES; pass += 1) work[name]();
    if (round >= 0) times[name].push((performance.now() - start) / PASSES);
  }
}
process.stdout.write(`${report().join('\n')}\n`);

/** What `assess` asks about a change: the inputs by scope, and the policies that apply. */
function inputsOf(change) {
  const rest = { subject: subjectInput(change.subject, NOW), now: BigInt(NOW / 1000) };
  const held = resulting.get(change.subject.holder.id) ?? [];
  return {
    items: itemInputs(change, NOW),
    rest,
    state: {
      state: stateInput(held, { gained: APART.gainedBy(change), owner: null, workload: null }),
      ...rest,
    },
    applying: basis.policies.filter((policy) =>
      policy.document.spec.appliesTo.changes.includes(change.kind),
    ),
  };
}

/** Each condition with each of its inputs, ready made. */
function everyQuestion() {
  return changes.flatMap((change) => {
    const { items, rest, state, applying } = inputsOf(change);
    const inputs = {
      item: items.map((item) => ({ item, ...rest })),
      subject: [rest],
      state: [state],
    };
    return applying.flatMap((policy) =>
      policy.factors.flatMap(({ rule, condition }) =>
        inputs[rule.scope].map((input) => ({
          when: rule.when,
          condition,
          input,
          finding: `${change.id} ${rule.id}`,
        })),
      ),
    );
  });
}

/** Inputs of each change, every condition on them, and its tier, without putting findings into words. */
function rateEach() {
  const inputs = inputsBy({ resulting, together: APART, basis, now: NOW });
  const rater = raterOf(basis, NOW);
  let findings = 0;
  for (const change of changes) findings += rater.rate(inputs(change)).findings.length;
  return findings;
}

/** @param {(question: ReturnType<typeof everyQuestion>[number], input: object) => unknown} matches */
function countMatches(matches) {
  let count = 0;
  for (const question of asked) if (matches(question, question.input) === true) count += 1;
  return count;
}

/** A fast wrong answer is worth nothing. */
function agree() {
  const expected = new Set();
  for (const { when, input, finding } of asked) if (bare.get(when)(input)) expected.add(finding);
  const found = new Set(rate().factors.map((factor) => `${factor.change} ${factor.id}`));
  if (found.size !== expected.size || [...found].some((one) => !expected.has(one)))
    throw new Error(`${found.size} findings, and ${expected.size} of the bare library`);
}

function report() {
  const line = (/** @type {string} */ what, of, to) => {
    const perSecond = times[of].map((time) => (asked.length / time) * 1000);
    const shares = times[of].map((time, round) => times[to][round] / time);
    return `  ${what}: ${thousands(perSecond)} a second; rate / bare ${spread(shares)}`;
  };
  const ratios = times.read.map((time, round) => time / times.parse[round]);
  return [
    describeMachine(),
    '',
    `${changes.length} changes, ${factors.length} conditions, ${asked.length} evaluations, ${runs} rounds`,
    line('the library alone', 'bare', 'bare'),
    line('our conditions, inputs ready made', 'conditions', 'bare'),
    line('each change rated: its inputs, conditions and tier', 'rated', 'bare'),
    line('the same with every finding put into words', 'assess', 'bare'),
    '',
    `  the library parses and checks the conditions: ${milliseconds(times.parse)}`,
    `  the policies are read, checked and compiled: ${milliseconds(times.read)}; ratio ${spread(ratios)}`,
  ];
}

function shippedSources() {
  const directory = join(root, 'policies');
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
    .sort()
    .map((name) => ({
      path: `jitl:${name}`,
      side: 'base',
      bytes: new Uint8Array(readFileSync(join(directory, name))),
    }));
}

function thousands(list) {
  const { low, median, high } = summarise(list);
  const [of, from, to] = [median, low, high].map((one) => (one / 1000).toFixed(0));
  return `${of}k (p25–p75 ${from}k–${to}k)`;
}

function milliseconds(list) {
  const { low, median, high } = summarise(list);
  return `${median.toFixed(1)} ms (p25–p75 ${low.toFixed(1)}–${high.toFixed(1)})`;
}

function spread(ratios) {
  const { low, median, high } = summarise(ratios);
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return `${median.toFixed(2)} (p25–p75 ${low.toFixed(2)}–${high.toFixed(2)}, all ${least.toFixed(2)}–${most.toFixed(2)})`;
}
