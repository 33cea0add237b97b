import type { Step } from '../core/init/left-over.ts';
import { escapeTerminal } from './escape.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

export type FileState = 'written' | 'missing' | 'there' | 'differs' | 'in-the-way';

/** What `jitl init` did, and what it leaves to a person. */
export interface InitReport {
  readonly files: readonly { readonly path: string; readonly state: FileState }[];
  readonly steps: readonly Step[];
  /** What to type when everything is done. */
  readonly last: string;
}

const WORDS: Readonly<Record<FileState, string>> = {
  written: 'written',
  missing: 'would be written',
  there: 'already there',
  differs: 'differs, and was left as it is',
  'in-the-way': 'not written: a link, or no directory, is where its directory should be',
};

export function renderInitTerminal({ files, steps, last }: InitReport, style: Style): string {
  const column = Math.max(0, ...files.map(({ path }) => path.length));
  const lines = files.map(({ path, state }) => {
    const paint = state === 'written' || state === 'there' ? style.good : style.wait;
    return `${escapeTerminal(path).padEnd(column)}  ${paint(WORDS[state])}`;
  });
  const look: Step = {
    what: 'Look whether anything is missing',
    where: null,
    settings: [],
    commands: [last],
  };
  return [
    lines.join('\n'),
    'Left to do by hand:',
    ...[...steps, look].map((step, index) => renderStep(step, index + 1, style)),
  ]
    .join('\n\n')
    .concat('\n');
}

function renderStep(
  { what, where, settings, commands }: Step,
  number: number,
  style: Style,
): string {
  const lead = `${String(number).padStart(2)}. `;
  const { width } = style;
  return [
    wrap(escapeTerminal(what), width, lead, '    '),
    // An address is copied too, so it stays in one line.
    ...(where === null ? [] : [`    --> ${escapeTerminal(where)}`]),
    ...settings.map((line) => wrap(escapeTerminal(line), width, '    - ', '      ')),
    ...commands.map((line) => `    $ ${escapeTerminal(line)}`),
  ].join('\n');
}
