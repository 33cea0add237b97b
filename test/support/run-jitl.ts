import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../bin/jitl.js', import.meta.url));

/** How a run of the program ended. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Spawns `bin/jitl.js` in a directory. Of the environment only `PATH` and what is given arrives. */
export function runJitl(
  directory: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  input: string | Uint8Array = '',
): Ran {
  const ran = spawnSync(process.execPath, [BIN, ...args], {
    cwd: directory,
    env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', ...environment },
    encoding: 'utf8',
    input,
    maxBuffer: 1 << 26,
    timeout: 60_000,
  });
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
}
