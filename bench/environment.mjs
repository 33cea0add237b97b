import { tmpdir } from 'node:os';

/**
 * The environment of everything that is measured. Nothing is inherited but where programs are:
 * `NODE_EXTRA_CA_CERTS` alone makes Node 20 start 2.9 times slower, and a developer's git settings
 * change both times and ids.
 *
 * @returns {Record<string, string>}
 */
export function environment() {
  return {
    PATH: process.env.PATH ?? '',
    HOME: '/nonexistent',
    TMPDIR: tmpdir(),
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
  };
}
