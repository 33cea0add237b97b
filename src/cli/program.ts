import { Command, CommanderError, Option } from 'commander';

import type { CheckOptions } from './commands/check.ts';
import type { Streams } from './main.ts';
import { version } from './version.ts';

export { CommanderError };

/** Declares the commands. Each is loaded only when it runs, so that `--help` stays quick. */
export function buildProgram(streams: Streams, finish: (code: number) => void): Command {
  const program = new Command('jitl')
    .description(
      'A gate for changes to non-human identities: it works out what a change means, how risky it ' +
        'is and who must decide, and opens when that person has judged it in writing.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .addHelpText(
      'after',
      '\nExit codes: 0 allowed, or nothing to gate · 1 no verdict · 2 usage · 3 pending · 4 denied',
    )
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: (text) => streams.stderr.write(text),
    });
  program
    .command('check')
    .description('compare two revisions and say whether the change may land')
    .option('--repo <directory>', 'the repository', '.')
    .option('--base <revision>', 'what the change is compared with (default: the default branch)')
    .option('--head <revision>', 'what would land (default: the working tree)')
    .option('--snapshot <file>', 'what the forge says: pull request, reviews, teams (JSON)')
    .addOption(formatOption())
    .option('--output <file>', 'write the result to a file instead of standard output')
    .addOption(
      new Option('--color <when>', 'colour').choices(['auto', 'always', 'never']).default('auto'),
    )
    .option('--now <time>', 'judge as at this time (RFC 3339)')
    .allowExcessArguments(false)
    .action(async (options: CheckOptions) => {
      const { runCheck } = await import('./commands/check.ts');
      finish(await runCheck(options, streams));
    });
  return program;
}

function formatOption(): Option {
  return new Option('--format <format>', 'how the result is written')
    .choices(['terminal', 'json', 'markdown'])
    .default('terminal');
}
