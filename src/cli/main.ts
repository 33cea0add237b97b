import { JitlError } from '../errors.ts';
import { exitCodes } from '../app/exit-code.ts';
import { buildProgram, CommanderError } from './program.ts';
import { renderError } from './render-error.ts';
import type { Output } from './terminal.ts';

/** What a run may touch of the process. */
export interface Streams {
  readonly stdout: Output;
  readonly stderr: Output;
  /** The bytes of standard input. Not touched before the first call: opening it has effects. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** Asks whoever sits at the terminal, and gives one line; absent where nobody does. */
  readonly ask?: (question: string) => Promise<string>;
  readonly directory: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The whole command line as a function: arguments and streams in, exit code out. */
export async function main(argv: readonly string[], streams: Streams): Promise<number> {
  let code: number = exitCodes.allowed;
  const program = buildProgram(streams, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.allowed : exitCodes.usage;
    streams.stderr.write(
      renderError(error, streams.stderr, argv[0] === 'policy' ? `policy-${argv[1]}` : argv[0]),
    );
    return error instanceof JitlError && error.code === 'usage' ? exitCodes.usage : exitCodes.none;
  }
}
