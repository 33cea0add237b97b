// Wall time of one evaluation by the bundle against the simulated GitHub on this machine, beside
// `node -e 0`, interleaved. The simulator is TypeScript, so this needs Node 24:
// npx --package node@24 -c 'node bench/action.mjs [rounds]'
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { gated, role } from '../test/support/github/gated.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const rounds = Number(process.argv[2] ?? 10);
const main = join(root, 'dist/bundle/action/main.js');

/** Milliseconds until a process has ended well. */
function time(args, environment) {
  return new Promise((settle, fail) => {
    const start = performance.now();
    const child = spawn(process.execPath, args, {
      env: { PATH: process.env.PATH ?? '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (log += text));
    child.once('close', (code) => {
      if (code === 0) settle(performance.now() - start);
      else fail(new Error(`${args.join(' ')} ended with ${code}: ${log}`));
    });
  });
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

const floors = [];
const runs = [];
let timed = null;
const gate = await gated({
  run: async (environment) => {
    timed = await time([main], environment);
    return { code: 0, log: '' };
  },
});
const names = Array.from({ length: 10 }, (_, at) => `service-${at}`);
gate.hub.push({
  branch: 'ten',
  as: 'ada',
  files: Object.fromEntries(
    names.map((name) => [
      `identities/${name}.yaml`,
      role('get', 'secrets').replaceAll('settlement', name),
    ]),
  ),
});
const number = gate.hub.open({ head: 'ten', base: 'main', as: 'ada' });
const token = gate.hub.token({
  kind: 'actions',
  as: 'root',
  repository: 'acme/identities',
  permissions: { contents: 'read', pull_requests: 'write', statuses: 'write' },
});
for (let round = 0; round <= rounds; round += 1) {
  const floor = await time(['-e', '0'], {});
  await gate.step('pull_request_target', { pull_request: { number } }, { token });
  // The first round compiles the descriptions that the simulator checks against.
  if (round === 0) continue;
  floors.push(floor);
  runs.push(timed);
}
await gate[Symbol.asyncDispose]?.();
const ratio = median(runs.map((run, at) => run / floors[at]));
console.log(
  `${rounds} rounds, Node ${process.version}: node -e 0 ${median(floors).toFixed(0)} ms, one evaluation ${median(runs).toFixed(0)} ms, ${ratio.toFixed(1)} x`,
);
