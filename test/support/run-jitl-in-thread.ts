import { fileURLToPath } from 'node:url';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';

import type { Ran } from './run-jitl.ts';

const MAIN = new URL('../../lib/cli/main.js', import.meta.url).href;

/** Milliseconds after which a run has hung. */
const PATIENCE = 60_000;

/** Runs the program again and again in one thread, so that it is loaded once. */
const PROGRAM = `
const { workerData } = require('node:worker_threads');
const { port, signal, main } = workerData;
const inherited = { PATH: process.env.PATH ?? '', HOME: '/nonexistent' };
port.on('message', async ({ directory, args, input }) => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, inherited);
  const said = { code: -1, stdout: '', stderr: '' };
  const stream = (name) => ({
    write: (text) => { said[name] += text; },
    isTerminal: false,
    columns: null,
  });
  try {
    const program = await import(main);
    said.code = await program.main(args, {
      stdout: stream('stdout'),
      stderr: stream('stderr'),
      stdin: () => (async function* () { if (input.length > 0) yield Buffer.from(input); })(),
      directory,
      now: Date.now(),
    });
  } catch (error) {
    said.stderr += String(error?.stack ?? error);
  }
  port.postMessage(said);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
});
`;

let thread: { readonly port: MessageChannel['port1']; readonly signal: Int32Array } | null = null;

function threadOf() {
  if (thread !== null) return thread;
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(PROGRAM, {
    eval: true,
    workerData: { port: port2, signal, main: MAIN },
    transferList: [port2],
  });
  worker.unref();
  port1.unref();
  thread = { port: port1, signal };
  return thread;
}

/**
 * As `runJitl`, without the start of a process for each run: the program as it is built, its whole
 * command line, in a thread. What starts it, `bin/jitl.js`, is met by `test/e2e/cli.test.ts`.
 */
export function runJitl(
  directory: string,
  args: readonly string[],
  _environment: Readonly<Record<string, never>> = {},
  input: string | Uint8Array = '',
): Ran {
  const { port, signal } = threadOf();
  Atomics.store(signal, 0, 0);
  const bytes = typeof input === 'string' ? Buffer.from(input) : Buffer.from(input);
  port.postMessage({ directory, args: [...args], input: new Uint8Array(bytes) });
  if (Atomics.wait(signal, 0, 0, PATIENCE) === 'timed-out')
    throw new Error(`jitl ${args.join(' ')} in ${directory} did not end`);
  const answer = receiveMessageOnPort(port);
  if (answer === undefined) throw new Error(`no answer from ${fileURLToPath(MAIN)}`);
  return answer.message as Ran;
}
