import { manifestAt } from './manifests.mjs';
import { createRandom } from './random.mjs';
import { MANIFESTS_PER_SERVICE } from './services.mjs';

/**
 * One file of a change branch.
 *
 * @typedef {object} Change
 * @property {string} path
 * @property {'edit' | 'reformat' | 'add' | 'delete'} action
 * @property {string} kind
 * @property {boolean} gated
 * @property {string | null} text null where the file is deleted
 */

const ACTIONS = /** @type {const} */ ([
  'edit',
  'edit',
  'reformat',
  'edit',
  'edit',
  'reformat',
  'edit',
  'reformat',
  'edit',
  'add or delete',
]);

/**
 * Which manifest of a service comes first, second and so on. A fixed order makes the mixture of
 * kinds the same for every size of repository, so that sizes can be compared.
 */
const SLOTS = [4, 0, 7, 2, 5, 9, 1, 6, 3, 8];

/** Keeps the choice of files apart from the random numbers of manifests. */
const CHOICE_SALT = 0xc4a6e;

/**
 * `count` changed files. A longer list begins with the shorter one, except for the order of paths.
 *
 * @param {{ seed: number, manifests: number }} repository
 * @param {number} count
 * @returns {readonly Change[]}
 */
export function listChanges(repository, count) {
  const { seed, manifests } = repository;
  if (count > manifests) throw new RangeError(`${count} of ${manifests} manifests cannot change`);
  const random = createRandom(seed ^ CHOICE_SALT, 0);
  const used = new Set();
  /** @type {Change[]} */
  const changes = [];
  for (let at = 0; at < count; at += 1) {
    const action = actionAt(at);
    const ten = Math.floor(at / 10);
    // Moves on by three for each ten, so that each kind meets each action.
    const slot = SLOTS[(at + 3 * ten) % 10] ?? 0;
    const service = random.below(Math.ceil(manifests / MANIFESTS_PER_SERVICE));
    if (action === 'add') {
      // Services beyond the last one: nothing of them exists yet.
      const added = Math.ceil(manifests / MANIFESTS_PER_SERVICE) + ten;
      changes.push(change(repository, added * MANIFESTS_PER_SERVICE + slot, action));
      continue;
    }
    let index = (service * MANIFESTS_PER_SERVICE + slot) % manifests;
    // To the next service, and only when the slot is used up to the next slot.
    for (let tries = 0; used.has(index); tries += 1)
      index = (index + (tries < manifests / 10 ? MANIFESTS_PER_SERVICE : 1)) % manifests;
    used.add(index);
    changes.push(change(repository, index, action));
  }
  return changes;
}

/** @param {number} at */
function actionAt(at) {
  const action = ACTIONS[at % 10] ?? 'edit';
  if (action !== 'add or delete') return action;
  return Math.floor(at / 10) % 2 === 0 ? 'add' : 'delete';
}

/**
 * @param {{ seed: number, manifests: number }} repository
 * @param {number} index
 * @param {Change['action']} action
 * @returns {Change}
 */
function change(repository, index, action) {
  const { path, kind, gated, text } = manifestAt(repository, index, { edited: action === 'edit' });
  return { path, action, kind, gated, text: contentAfter(action, text, index) };
}

/** @param {Change['action']} action @param {string} text @param {number} index */
function contentAfter(action, text, index) {
  if (action === 'delete') return null;
  return action === 'reformat' ? reformat(text, index) : text;
}

/** Other bytes with the same meaning. @param {string} text @param {number} index */
function reformat(text, index) {
  const comment = `# Formatted by hand.\n${text}`;
  if (index % 3 === 0) return comment;
  if (index % 3 === 1) return comment.replace(/^kind: (\w+)/m, 'kind:   "$1"');
  return comment.replace(/^metadata:/m, '\nmetadata:   # who\n');
}
