import { createRandom, skewedBelow } from './random.mjs';

/**
 * What the manifests of one service have in common. Ten manifests in a row are one service: two
 * ServiceAccounts, two NonHumanIdentity, a role, two bindings, two workloads, and a key.
 *
 * @typedef {object} Service
 * @property {number} number
 * @property {string} name
 * @property {string} team
 * @property {'production' | 'staging' | 'development'} environment
 * @property {string} namespace
 * @property {string} directory
 * @property {boolean} sharesRole its role is a ClusterRole, which other services may bind
 */

export const MANIFESTS_PER_SERVICE = 10;
const SERVICES_PER_TEAM = 20;
/** One service in so many declares a ClusterRole. */
const SHARED_ROLE_EVERY = 8;

const SUBJECTS = [
  'payments',
  'search',
  'catalog',
  'billing',
  'orders',
  'reports',
  'mail',
  'ledger',
];
const ENVIRONMENTS = /** @type {const} */ ([
  'production',
  'production',
  'staging',
  'development',
  'development',
]);

/** Keeps the random numbers of services apart from those of manifests. */
const SERVICE_SALT = 0x5eed;

/**
 * @param {number} seed
 * @param {number} number
 * @returns {Service}
 */
export function serviceAt(seed, number) {
  const random = createRandom(seed ^ SERVICE_SALT, number);
  const team = teamName(Math.floor(number / SERVICES_PER_TEAM));
  const environment = random.pick(ENVIRONMENTS);
  // The number has always the same width: no name is a part of another one, which a search for
  // names would find too.
  const name = `${random.pick(SUBJECTS)}-${String(number).padStart(6, '0')}`;
  return {
    number,
    name,
    team,
    environment,
    namespace: `${team}-${environment}`,
    directory: `teams/${team}/${environment}/${name}`,
    sharesRole: number % SHARED_ROLE_EVERY === 0,
  };
}

/** @param {number} manifests */
export function teamNames(manifests) {
  const services = Math.ceil(manifests / MANIFESTS_PER_SERVICE);
  const count = Math.ceil(services / SERVICES_PER_TEAM);
  return Array.from({ length: count }, (_, index) => teamName(index));
}

/** @param {number} index */
function teamName(index) {
  return `team-${String(index).padStart(4, '0')}`;
}

/** @param {Service} service */
export function roleName(service) {
  return `${service.name}-${service.sharesRole ? 'shared' : 'reader'}`;
}

/** @param {Service} service @param {'api' | 'worker'} part */
export function accountName(service, part) {
  return `${service.name}-${part}`;
}

/**
 * A service among all, the first ones far more often.
 *
 * @param {number} seed
 * @param {import('./random.mjs').Random} random
 * @param {number} manifests
 */
export function popularService(seed, random, manifests) {
  return serviceAt(seed, skewedBelow(random, Math.ceil(manifests / MANIFESTS_PER_SERVICE)));
}

/**
 * The same among those that declare a ClusterRole.
 *
 * @param {number} seed
 * @param {import('./random.mjs').Random} random
 * @param {number} manifests
 */
export function popularSharedRole(seed, random, manifests) {
  const count = Math.ceil(manifests / MANIFESTS_PER_SERVICE / SHARED_ROLE_EVERY);
  return serviceAt(seed, skewedBelow(random, count) * SHARED_ROLE_EVERY);
}
