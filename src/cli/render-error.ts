import { JitlError } from '../errors.ts';
import { escapeTerminal } from '../render/escape.ts';
import { styleFor, type Output } from './terminal.ts';

/** What a command did not come to, for the first line of its failure. */
const FAILED: Readonly<Record<string, string>> = {
  owners: 'no owners were looked up',
  replay: 'the history was not replayed',
  'policy-test': 'nothing was tested',
  'policy-lint': 'nothing was looked at',
  explain: 'nothing was explained',
  init: 'not everything was written',
  doctor: 'the settings were not looked at',
};

/** Why there is no verdict. Anything that is not ours is a defect of jitl, and says so. */
export function renderError(error: unknown, output: Output, command = ''): string {
  const style = styleFor(output, 'auto', true);
  const known = error instanceof JitlError;
  const code = known ? error.code : 'internal';
  const message = known ? error.message : 'jitl failed; this is a defect of jitl';
  const help = known
    ? error.help
    : 'please report it, with what `JITL_DEBUG=1` adds to this message';
  const lines = [
    style.bad(`fatal: ${FAILED[command] ?? 'no verdict was reached'}`),
    `${style.bad(`error[${code}]`)}: ${escapeTerminal(message)}`,
  ];
  if (help !== undefined) lines.push(`  = help: ${escapeTerminal(help)}`);
  if (process.env['JITL_DEBUG'] === '1' && error instanceof Error)
    lines.push(
      ...(error.stack ?? '').split('\n').map(escapeTerminal),
      ...(error.cause instanceof Error
        ? (error.cause.stack ?? '').split('\n').map(escapeTerminal)
        : []),
    );
  return `${lines.join('\n')}\n`;
}
