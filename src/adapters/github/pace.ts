import { setTimeout as wait } from 'node:timers/promises';

type Task<A extends readonly unknown[], T> = (...args: A) => Promise<T>;

/** What the throttling plugin needs of a scheduler: it asks for one by key and hands it tasks. */
export interface Scheduler {
  readonly key: () => {
    readonly schedule: <A extends readonly unknown[], T>(
      options: unknown,
      task: Task<A, T>,
      ...args: A
    ) => Promise<T>;
  };
}

/**
 * Starts tasks at least `gap` milliseconds apart. The plugin's own schedulers belong to the process,
 * not to a client, and hold back reading by GraphQL as if it were writing.
 */
export function paced(gap: number): Scheduler {
  let next = 0;
  const schedule = async <A extends readonly unknown[], T>(
    _options: unknown,
    task: Task<A, T>,
    ...args: A
  ): Promise<T> => {
    const now = performance.now();
    const start = Math.max(now, next);
    next = start + gap;
    if (start > now) await wait(start - now);
    return task(...args);
  };
  return { key: () => ({ schedule }) };
}
