import { JitlError } from '../../errors.ts';

/**
 * Why something could not be read, for where that is said instead of thrown. Only a refusal is such
 * a reason: that GitHub cannot be reached at all is a failure, and is thrown on.
 */
export function reasonOf(error: unknown, refusal: string): string {
  if (!(error instanceof JitlError)) throw error;
  const { code, help } = error;
  if (code !== 'forge-forbidden' && code !== 'forge-not-found') throw error;
  const status = code === 'forge-forbidden' ? 403 : 404;
  return `${status}: ${refusal}${help === undefined ? '' : ` (${help})`}`;
}
