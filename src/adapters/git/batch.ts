import type { JitlError } from '../../errors.ts';
import { createAnswerParser, type Answer } from './batch-answers.ts';
import { limits } from './limits.ts';
import type { OwnRepository } from './own-repository.ts';
import { commandFailed, startGit, timedOut } from './run.ts';

/** One `cat-file` for the whole run: asking it costs a pipe's round trip, not a process. */
export interface Batch {
  /** What a name stands for, without its content. A name may be an id with `~`, `^` suffixes. */
  readonly info: (name: string) => Promise<Answer>;
  /** Content up to `limit` bytes; a longer one passes by without being kept. */
  readonly contents: (oid: string, limit: number) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

interface Request {
  readonly line: string;
  readonly limit: number | null;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

export function openBatch(own: OwnRepository): Batch {
  const git = startGit(own, ['cat-file', '--batch-command', '--buffer']);
  const waiting: Request[] = [];
  let answered = 0;
  let unsent: string[] = [];
  let failed: JitlError | null = null;
  let timer: NodeJS.Timeout | undefined;

  const fail = (error: JitlError): void => {
    failed ??= error;
    clearTimeout(timer);
    for (const request of waiting.splice(0).slice(answered)) request.reject(failed);
    answered = 0;
    git.kill();
  };
  const current = (): Request | undefined => waiting[answered];
  const parser = createAnswerParser({
    limit: () => current()?.limit ?? null,
    answer: (answer) => {
      const request = current();
      answered += 1;
      // Dropping answered requests in blocks keeps a queue of 100,000 linear.
      if (answered === waiting.length || answered > 10_000)
        answered -= waiting.splice(0, answered).length;
      request?.resolve(answer);
    },
    confused: () => fail(commandFailed('cat-file', 'unexpected answer')),
  });
  const watch = (): void => {
    clearTimeout(timer);
    if (waiting.length === 0) return;
    timer = setTimeout(() => fail(timedOut('cat-file')), limits.commandTime);
  };
  git.stdout.on('data', (chunk: Buffer) => {
    parser(chunk);
    watch();
  });
  const ended = git.ended.then((error) => fail(error ?? commandFailed('cat-file', 'it has ended')));

  /**
   * Requests of one turn of the event loop go out as one write. `--buffer` with `flush` halves the
   * time of a large batch: without it git makes three system calls for each object.
   */
  const send = (): void => {
    git.stdin.write(`${unsent.join('')}flush\n`);
    unsent = [];
    watch();
  };
  const ask = (line: string, limit: number | null): Promise<Answer> =>
    new Promise((resolve, reject) => {
      // INVARIANT: one request is one line. A newline in a name would be a second request.
      if (failed !== null || /[\n\0]/.test(line)) {
        reject(failed ?? commandFailed('cat-file', 'a name with a line break'));
        return;
      }
      waiting.push({ line, limit, resolve, reject });
      if (unsent.push(`${line}\n`) === 1) queueMicrotask(send);
    });

  return {
    info: (name) => ask(`info ${name}`, null),
    contents: (oid, limit) => ask(`contents ${oid}`, limit),
    close: async () => {
      git.kill();
      await ended;
    },
  };
}
