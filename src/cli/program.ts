import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

import type { CheckOptions } from './commands/check.ts';
import type { DoctorOptions } from './commands/doctor.ts';
import type { ExplainOptions } from './commands/explain.ts';
import type { InitOptions } from './commands/init.ts';
import type { OwnersOptions } from './commands/owners.ts';
import type { PolicyLintOptions } from './commands/policy-lint.ts';
import type { ReplayOptions } from './commands/policy-replay.ts';
import type { PolicyTestOptions } from './commands/policy-test.ts';
import type { ReviewOptions } from './commands/review.ts';
import type { Streams } from './main.ts';
import { version } from '../adapters/fs/version.ts';

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
  compared(program.command('check'))
    .description('compare two revisions and say whether the change may land')
    .option(
      '--assume-approval <login>',
      'show what the approval of this account would change; may be repeated',
      (login: string, all: readonly string[]) => [...all, login],
      [],
    )
    .addOption(formatOption(['terminal', 'json', 'markdown', 'sarif']))
    .addOption(outputOption())
    .addOption(colorOption())
    .allowExcessArguments(false)
    .action(async (options: CheckOptions) => {
      const { runCheck } = await import('./commands/check.ts');
      finish(await runCheck(options, streams));
    });
  compared(program.command('explain'))
    .description('say why a change has its tier: each rule, part by part, with what it read')
    .argument('[id]', 'a factor or a policy: also say why it does not match')
    .option('--test <file>', 'explain the cases of a test of policies instead of a change')
    .option('--case <name>', 'with --test: this case alone')
    .addOption(formatOption(['terminal', 'json', 'markdown']))
    .addOption(outputOption())
    .addOption(colorOption())
    .addHelpText('after', '\nExit codes: 0 explained · 1 there is nothing to go by · 2 usage')
    .action(async (about: string | undefined, options: ExplainOptions) => {
      const { runExplain } = await import('./commands/explain.ts');
      finish(await runExplain(about, options, streams));
    });
  compared(program.command('review'))
    .description('show the brief and a template for the review, try a review, or submit one')
    .option('--template', 'write the template alone')
    .option('--dry-run', 'tell how the review of --rationale-file would fare')
    .option('--rationale-file <file>', 'the review as it would be submitted; `-` is standard input')
    .option('--as <login>', 'who would submit it')
    .option('--approve', 'with --pr: submit the review of --rationale-file as an approval')
    .option('--request-changes', 'it requests changes instead of approving')
    .addOption(formatOption(['terminal', 'json']))
    .addOption(outputOption())
    .addOption(colorOption())
    .addHelpText(
      'after',
      '\nExit codes of --dry-run: 0 it would count, or stand as a veto or override · 1 no verdict · 2 usage · 3 it would not count',
    )
    .allowExcessArguments(false)
    .action(async (options: ReviewOptions) => {
      const { runReview } = await import('./commands/review.ts');
      finish(await runReview(options, streams));
    });
  program
    .command('owners')
    .description('say who owns files by CODEOWNERS of the base, and by which line')
    .argument('[path...]', 'files, from the top of the repository; `./` is the current directory')
    .option('--stdin', 'read the files from standard input, one in a line')
    .option(
      '-z',
      'with --stdin: they are separated by NUL, as `git diff --name-only -z` writes them',
    )
    .option('--codeowners <file>', 'read this file instead of the one of the base')
    .addOption(repoOption())
    .option('--base <revision>', 'whose CODEOWNERS counts (default: the default branch)')
    .addOption(formatOption(['terminal', 'json']))
    .addOption(outputOption())
    .addOption(colorOption())
    .addHelpText(
      'after',
      '\nExit codes: 0 every file has its answer, also if nobody owns it · 1 there is no usable CODEOWNERS · 2 usage',
    )
    .action(async (paths: readonly string[], options: OwnersOptions) => {
      const { runOwners } = await import('./commands/owners.ts');
      finish(await runOwners(paths, options, streams));
    });
  program
    .command('init')
    .description('write the files of a new set-up, and say what is left to do by hand')
    .option('--github', 'also write the workflows that run the gate on GitHub')
    .addOption(tierOption().default('starter'))
    .option('--branch <branch>', 'the branch that is protected (default: the default branch)')
    .option('--action <owner/repo@commit>', 'the action by a full commit id (default: by a tag)')
    .option('--app-id <number>', 'number of the App, for `--print ruleset`', positiveNumber)
    .addOption(
      choice('--print <document>', 'write it out for GitHub to import, and no file', [
        'ruleset',
        'app-manifest',
      ]),
    )
    .option('--dry-run', 'write no file')
    .addOption(repoOption())
    .addOption(colorOption())
    .addHelpText('after', '\nExit codes: 0 nothing was overwritten · 1 it failed · 2 usage')
    .allowExcessArguments(false)
    .action(async (options: InitOptions) => {
      const { runInit } = await import('./commands/init.ts');
      finish(await runInit(options, streams));
    });
  program
    .command('doctor')
    .description('say whether the settings on GitHub let anybody past the gate')
    .option('--github <owner/name>', 'the repository (default: what `origin` names)')
    .option('--branch <branch>', 'the branch that is protected (default: the default branch)')
    .addOption(tierOption())
    .addOption(repoOption())
    .addOption(formatOption(['terminal', 'json']))
    .addOption(outputOption())
    .addOption(colorOption())
    .addHelpText(
      'after',
      '\nExit codes: 0 no errors · 1 errors, or something essential could not be read · 2 usage',
    )
    .allowExcessArguments(false)
    .action(async (options: DoctorOptions) => {
      const { runDoctor } = await import('./commands/doctor.ts');
      finish(await runDoctor(options, streams));
    });
  const policy = program
    .command('policy')
    .description('check policy files, run their tests, and replay them over the history');
  policy
    .command('lint')
    .description('say what is wrong with the policy files of the working tree')
    .option('--shipped', 'also look at the policies that come with jitl')
    .addOption(repoOption())
    .option('--now <time>', 'look as at this time (RFC 3339)')
    .addOption(formatOption(['terminal', 'json']))
    .addOption(outputOption())
    .addOption(colorOption())
    .addHelpText('after', '\nExit codes: 0 no errors · 1 errors, or no file to look at · 2 usage')
    .allowExcessArguments(false)
    .action(async (options: PolicyLintOptions) => {
      const { runPolicyLint } = await import('./commands/policy-lint.ts');
      finish(await runPolicyLint(options, streams));
    });
  policy
    .command('replay')
    .description('say which changes of the past would be judged differently by changed policies')
    .argument('<range>', '`BASE..HEAD`: what HEAD took in and BASE does not have')
    .option('--from <revision>', 'whose policies are the old ones (default: HEAD of the range)')
    .option('--to <revision>', 'whose policies are the new ones (default: the working tree)')
    .option('--fail-on-looser', 'exit with 1 where anything is looser, or could not be read')
    .addOption(repoOption())
    .option('--now <time>', 'judge as at this time (RFC 3339)')
    .addOption(formatOption(['terminal', 'json']))
    .addOption(outputOption())
    .addOption(colorOption())
    .addHelpText(
      'after',
      '\nExit codes: 0 there is a report · 1 there is none, or --fail-on-looser found something · 2 usage',
    )
    .allowExcessArguments(false)
    .action(async (range: string, options: ReplayOptions) => {
      const { runReplay } = await import('./commands/policy-replay.ts');
      finish(await runReplay(range, options, streams));
    });
  policy
    .command('test')
    .description('run the tests of the policies in the working tree')
    .argument('[path...]', 'test files, or directories that hold some (default: `.jitl/`)')
    .option('--mutate', 'also put small faults into the rules, and tell which no case notices')
    .option('--shipped', 'test the policies that come with jitl, by their own tests')
    .addOption(repoOption())
    .addOption(formatOption(['terminal', 'json']))
    .addOption(outputOption())
    .addOption(colorOption())
    .addHelpText(
      'after',
      '\nExit codes: 0 every case passed and every threshold is met · 1 otherwise · 2 usage',
    )
    .action(async (paths: readonly string[], options: PolicyTestOptions) => {
      const { runPolicyTest } = await import('./commands/policy-test.ts');
      finish(await runPolicyTest(paths, options, streams));
    });
  return program;
}

/** What is compared, for every command that judges a change. */
function compared(command: Command): Command {
  return command
    .addOption(repoOption())
    .option('--base <revision>', 'what the change is compared with (default: the default branch)')
    .option('--head <revision>', 'what would land (default: the working tree)')
    .option('--snapshot <file>', 'what the forge says: pull request, reviews, teams (JSON)')
    .option('--pr <number>', 'judge this pull request of GitHub, as it is now', positiveNumber)
    .option('--github <owner/name>', 'with --pr: the repository (default: what `origin` names)')
    .option('--save-snapshot <file>', 'with --pr: write down what the forge said, for `--snapshot`')
    .option('--now <time>', 'judge as at this time (RFC 3339)');
}

function positiveNumber(text: string): number {
  if (/^[1-9]\d{0,11}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a number, such as 12.');
}

function tierOption(): Option {
  return choice('--tier <tier>', 'who publishes: workflows, or your App', ['starter', 'hardened']);
}

function repoOption(): Option {
  return new Option('--repo <directory>', 'the repository').default('.');
}

function formatOption(formats: readonly string[]): Option {
  return choice('--format <format>', 'how the result is written', formats).default('terminal');
}

function outputOption(): Option {
  return new Option('--output <file>', 'write the result to a file instead of standard output');
}

function colorOption(): Option {
  return choice('--color <when>', 'colour', ['auto', 'always', 'never']).default('auto');
}

function choice(flags: string, description: string, values: readonly string[]): Option {
  return new Option(flags, description).choices(values);
}
