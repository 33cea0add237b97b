import type { Location } from './location.ts';

/** A changed file that decides how the gate works. */
export interface ControlPlaneFile {
  readonly path: string;
  readonly controls: 'policy' | 'people' | 'configuration' | 'ownership' | 'workflow';
  readonly base: Location | null;
  readonly head: Location | null;
}

/** Where GitHub looks for CODEOWNERS, in its order; the first found wins. */
export const codeownersPaths = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const;

export const jitlDirectory = '.jitl';

const WORKFLOW = /^\.github\/(?:workflows|actions)\//;

/**
 * What a file of the control plane controls, or null where it is none. A workflow counts when it
 * speaks of jitl: it may run the gate, or stop running it.
 */
export function controlPlaneRole(
  path: string,
  contents: readonly string[],
): ControlPlaneFile['controls'] | null {
  if (codeownersPaths.some((known) => known.toLowerCase() === path.toLowerCase()))
    return 'ownership';
  if (path.startsWith(`${jitlDirectory}/`)) {
    if (path.startsWith(`${jitlDirectory}/people`)) return 'people';
    return path === `${jitlDirectory}/config.yaml` ? 'configuration' : 'policy';
  }
  if (WORKFLOW.test(path) && contents.some((text) => text.includes('jitl'))) return 'workflow';
  return null;
}
