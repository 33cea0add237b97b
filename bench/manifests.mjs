import { renderBinding, renderRole } from './manifest-access.mjs';
import { renderIdentity, renderServiceAccount } from './manifest-identity.mjs';
import { renderKey, renderWorkload } from './manifest-workload.mjs';
import { dressOddly } from './odd-yaml.mjs';
import { createRandom } from './random.mjs';
import { MANIFESTS_PER_SERVICE, serviceAt } from './services.mjs';

/**
 * Everything that a manifest is made from.
 *
 * @typedef {object} Inputs
 * @property {number} seed
 * @property {number} manifests how many there are in all: references stay inside
 * @property {number} slot which of its service's manifests, 0 to 9
 * @property {import('./services.mjs').Service} service
 * @property {import('./random.mjs').Random} random
 * @property {boolean} edited with the change in meaning that the change branch brings
 *
 * @typedef {object} Rendered
 * @property {string} kind
 * @property {string} name of the file, without its end
 * @property {string} text
 *
 * @typedef {object} Manifest
 * @property {string} path
 * @property {string} kind
 * @property {boolean} gated whether jitl has to ask for a judgment when it changes
 * @property {string} text
 */

/** Four identities, three grants, two workloads, one key: 40, 30, 20 and 10 per cent. */
const RENDERERS = [
  renderServiceAccount,
  renderServiceAccount,
  renderIdentity,
  renderIdentity,
  renderRole,
  renderBinding,
  renderBinding,
  renderWorkload,
  renderWorkload,
  renderKey,
];

const NOT_GATED = new Set(['Deployment', 'CronJob', 'ConfigMap']);

/**
 * The manifest of a number, always the same for the same seed. Numbers from `manifests` on are
 * what the change branch adds.
 *
 * @param {{ seed: number, manifests: number }} repository
 * @param {number} index
 * @param {{ edited: boolean }} how
 * @returns {Manifest}
 */
export function manifestAt({ seed, manifests }, index, { edited }) {
  const slot = index % MANIFESTS_PER_SERVICE;
  const service = serviceAt(seed, Math.floor(index / MANIFESTS_PER_SERVICE));
  const random = createRandom(seed, index);
  // Drawn first: the edited manifest must be as odd as the one it was made from.
  const oddity = random.next();
  const render = RENDERERS[slot] ?? renderKey;
  const { kind, name, text } = render({ seed, manifests, slot, service, random, edited });
  return {
    path: `${service.directory}/${name}.yaml`,
    kind,
    gated: !NOT_GATED.has(kind),
    text: dressOddly(text, oddity),
  };
}
