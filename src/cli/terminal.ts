import { Chalk, supportsColor, supportsColorStderr } from 'chalk';

import { plainStyle, type Style } from '../render/style.ts';

/** A stream of the process, as far as the commands use it. */
export interface Output {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  readonly columns: number | null;
}

export type ColorChoice = 'auto' | 'always' | 'never';

/** Colour is decided once, here: the option, then `NO_COLOR` and `FORCE_COLOR`, then the terminal. */
export function styleFor(output: Output, choice: ColorChoice, error: boolean): Style {
  const width = Math.min(100, Math.max(60, output.columns ?? 80));
  const detected = error ? supportsColorStderr : supportsColor;
  const noColor = process.env['NO_COLOR'] ?? '';
  const wanted =
    choice === 'always' ||
    (choice === 'auto' && noColor === '' && output.isTerminal && detected !== false);
  if (!wanted) return { ...plainStyle, width };
  const chalk = new Chalk({ level: 1 });
  return {
    good: chalk.green,
    wait: chalk.yellow,
    bad: chalk.red,
    strong: chalk.bold,
    faint: chalk.dim,
    width,
  };
}
