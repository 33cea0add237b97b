import { rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { JitlError } from '../errors.ts';
import type { Style } from '../render/style.ts';
import type { Streams } from './main.ts';
import { styleFor, type ColorChoice } from './terminal.ts';

/** Where a result goes: the options of every command that has one. */
export interface Destination {
  readonly output?: string;
  readonly color: ColorChoice;
}

/** How the result may look there: a file has colour only where it is asked for. */
export function resultStyle({ output, color }: Destination, streams: Streams): Style {
  const choice = output !== undefined && color === 'auto' ? 'never' : color;
  return styleFor(streams.stdout, choice, false);
}

/** Writes a result to the file of `--output`, or to standard output. */
export async function deliver(
  text: string,
  { output }: Destination,
  streams: Streams,
): Promise<void> {
  if (output === undefined) {
    streams.stdout.write(text);
    return;
  }
  const path = resolve(streams.directory, output);
  try {
    // Written whole or not at all: half a result could be read as another one.
    await writeFile(`${path}.partial`, text);
    await rename(`${path}.partial`, path);
  } catch (cause) {
    throw new JitlError('output-unwritable', `\`${output}\` cannot be written`, {
      help: 'name a file in a directory that exists and that you may write to',
      cause,
    });
  }
}
