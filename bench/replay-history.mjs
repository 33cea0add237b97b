import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';

import { environment } from './environment.mjs';
import { manifestAt } from './manifests.mjs';
import { createRandom } from './random.mjs';

/** A policy on top of the shipped ones, so that two sides differ. */
const POLICY = `apiVersion: jitl.dev/v1
kind: Policy
metadata: { id: bench, title: One factor more, owner: team/bench, version: 1, status: active }
spec:
  appliesTo: { changes: [grant-added, grant-widened, identity-created] }
  factors:
    - id: wide
      scope: item
      category: blast-radius
      floor: high
      when: item.reach >= 2
      message: Reaches more than a few objects.
`;

/** Apart from the random numbers of manifests. */
const SALT = 0x4e91a;

/**
 * Writes a bare repository: `start` holds all manifests, `main` as many commits of one to three
 * edited manifests each, and `policies` one policy more than `main`.
 *
 * @param {{ directory: string, manifests: number, commits: number, seed: number }} request
 */
export async function makeHistory({ directory, manifests, commits, seed }) {
  execFileSync('git', ['init', '-q', '--bare', '--template=', '-b', 'main', directory], {
    env: environment(),
  });
  const child = spawn(
    'git',
    [`--git-dir=${directory}`, '-c', 'fastimport.unpackLimit=1', 'fast-import', '--quiet'],
    { env: environment(), stdio: ['pipe', 'ignore', 'inherit'] },
  );
  const closed = once(child, 'close');
  const write = async (/** @type {string} */ text) => {
    if (!child.stdin.write(text)) await once(child.stdin, 'drain');
  };
  const at = { seed, manifests };
  let texts = commit('main', 'All manifests', 0);
  for (let index = 0; index < manifests; index += 1)
    texts += file(manifestAt(at, index, { edited: false }));
  await write(`${texts}reset refs/heads/start\nfrom refs/heads/main\n\n`);
  const random = createRandom(seed ^ SALT, 0);
  const edited = new Set();
  for (let number = 1; number <= commits; number += 1) {
    let text = commit('main', `Change ${number}`, number);
    for (let left = 1 + random.below(3); left > 0; left -= 1) {
      const index = random.below(manifests);
      if (!edited.delete(index)) edited.add(index);
      text += file(manifestAt(at, index, { edited: edited.has(index) }));
    }
    await write(text);
  }
  const last = commit('policies', 'One policy more', commits + 1);
  child.stdin.end(
    `${last}from refs/heads/main\n${file({ path: '.jitl/bench.yaml', text: POLICY })}done\n`,
  );
  const [code] = await closed;
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
}

/** @param {string} branch @param {string} message @param {number} minute */
function commit(branch, message, minute) {
  const time = 1_767_312_000 + 60 * minute;
  return `commit refs/heads/${branch}\ncommitter Ada <ada@example.com> ${time} +0000\n${data(message)}`;
}

/** Everything that is written is ASCII. @param {{ path: string, text: string }} manifest */
function file({ path, text }) {
  return `M 100644 inline ${path}\n${data(text)}`;
}

/** @param {string} text */
function data(text) {
  return `data ${text.length}\n${text}\n`;
}
