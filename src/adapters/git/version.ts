import { createOwnRepository } from './own-repository.ts';
import { runGit } from './run.ts';

/** What git prints for its version, such as `git version 2.43.0`. Throws where there is none. */
export async function gitVersion(): Promise<string> {
  const own = await createOwnRepository(null, 'sha1');
  try {
    const { stdout } = await runGit(own, { args: ['version'] });
    return stdout.toString('utf8').trim().slice(0, 100);
  } finally {
    await own.remove();
  }
}
