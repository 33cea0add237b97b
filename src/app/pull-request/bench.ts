import type { BasisSource } from '../../core/policy/read-documents.ts';
import type { Forge } from '../../forge.ts';
import type { Repository } from '../../ports.ts';

/** What is needed to judge pull requests: where facts come from, and the time. */
export interface Bench {
  readonly forge: Forge;
  /** Gets these commits, with all that they reach, into a repository of our own. */
  readonly fetch: (commits: readonly string[]) => Promise<Repository>;
  /** The policies that come with jitl. */
  readonly shipped: readonly BasisSource[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}
