import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

import { JitlError } from '../../errors.ts';
import { gitEnvironment, gitOptions } from './environment.ts';
import { limits } from './limits.ts';
import type { OwnRepository } from './own-repository.ts';
import { quoted } from './printable.ts';

/** Oldest git with `merge-tree --write-tree`. */
const OLDEST = [2, 38] as const;

export interface GitCall {
  /** The command and its arguments: written here or ids, foreign text only after `--`. */
  readonly args: readonly string[];
  /** Defaults to the run's own repository. */
  readonly gitDirectory?: string;
  readonly workTree?: string;
  readonly indexFile?: string;
  readonly input?: Uint8Array | string;
  /** Exit codes that are an answer and not a failure; 0 always is. */
  readonly answers?: readonly number[];
  /** What a fetch needs besides: how to reach a server, and what opens it. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface GitAnswer {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** A git that stays, fed through `stdin`. */
export interface GitProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Settles when it is gone, with an error unless it ended well or was killed by `kill`. */
  readonly ended: Promise<JitlError | null>;
  readonly kill: () => void;
}

/**
 * Runs one git command to its end. No shell, a closed argument list, our environment alone, and a
 * directory of our own as current directory: git looks for nothing in a checkout.
 */
export async function runGit(own: OwnRepository, call: GitCall): Promise<GitAnswer> {
  // Loading execa takes longer than most of these commands: not before one is needed.
  const { execa } = await import('execa');
  const result = await execa('git', argumentsOf(own, call), {
    cwd: own.directory,
    env: environmentOf(call),
    extendEnv: false,
    shell: false,
    reject: false,
    encoding: 'buffer',
    stripFinalNewline: false,
    maxBuffer: limits.commandOutput,
    timeout: limits.commandTime,
    killSignal: 'SIGKILL',
    cancelSignal: own.signal,
    ...(call.input === undefined ? { stdin: 'ignore' } : { input: call.input }),
  });
  const command = call.args[0] ?? '';
  const stderr = Buffer.from(result.stderr).toString('utf8');
  if (result.timedOut) throw timedOut(command);
  if (result.isMaxBuffer) throw tooLong(command);
  if (result.code === 'ENOENT') throw gitNotFound();
  const exitCode = result.exitCode ?? -1;
  if (exitCode !== 0 && !(call.answers ?? []).includes(exitCode)) {
    throw await failure(own, command, exitCode, stderr);
  }
  return { exitCode, stdout: Buffer.from(result.stdout), stderr };
}

/** Starts a git that answers requests until its input ends. */
export function startGit(own: OwnRepository, args: readonly string[]): GitProcess {
  const child = spawn('git', argumentsOf(own, { args }), {
    cwd: own.directory,
    env: environmentOf({ args }),
    shell: false,
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(0, 10_000);
  });
  // A write after the end fails here as EPIPE; the reason is what `ended` says.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<JitlError | null>((settle) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      settle(error.code === 'ENOENT' ? gitNotFound() : commandFailed(args[0] ?? '', error.message));
    });
    child.once('close', (code) => {
      if (code === 0 || child.killed) settle(null);
      else failure(own, args[0] ?? '', code ?? -1, stderr).then(settle, settle);
    });
  });
  return { stdin: child.stdin, stdout: child.stdout, ended, kill: () => child.kill('SIGKILL') };
}

export function timedOut(command: string): JitlError {
  return new JitlError(
    'git-timeout',
    `git ${quoted(command)} did not end within ${limits.commandTime / 1000} seconds and was stopped`,
    { help: 'try again on an idle machine, or on a smaller range of revisions' },
  );
}

export function commandFailed(command: string, stderr: string): JitlError {
  const reason = stderr.trim().split('\n').at(-1) ?? '';
  const detail = reason === '' ? 'without saying why' : `with ${quoted(reason)}`;
  if (/corrupt|inflate|unpack|garbage at end|mismatch/i.test(stderr)) {
    return new JitlError(
      'object-forged',
      `git ${quoted(command)} stopped at a damaged object ${detail}`,
      {
        help: 'run `git fsck`, and clone again if it finds damage',
      },
    );
  }
  if (/unable to read|could not read|failed to read|cannot read|bad object/i.test(stderr)) {
    const oid = /[0-9a-f]{64}|[0-9a-f]{40}/.exec(stderr)?.[0] ?? '';
    return missingObject(oid, 'run `git fsck`, and fetch or clone again');
  }
  return new JitlError('git-failed', `git ${quoted(command)} failed ${detail}`);
}

export function missingObject(oid: string, help: string): JitlError {
  const which = oid === '' ? 'an object' : `object ${quoted(oid)}`;
  return new JitlError('object-missing', `${which} is not in the repository`, { help });
}

function argumentsOf(own: OwnRepository, call: GitCall): string[] {
  const gitDirectory = call.gitDirectory ?? own.directory;
  const workTree = call.workTree === undefined ? [] : [`--work-tree=${call.workTree}`];
  return [`--git-dir=${gitDirectory}`, ...workTree, ...gitOptions(own.objectFormat), ...call.args];
}

/** Without an index file of its own a command gets none: reading one costs, and could run things. */
function environmentOf(call: GitCall): Readonly<Record<string, string>> {
  return {
    ...gitEnvironment(),
    GIT_INDEX_FILE: call.indexFile ?? '/nonexistent/index',
    ...call.environment,
  };
}

/** Exit code 129 is git not knowing an option: only then is it worth asking how old it is. */
async function failure(
  own: OwnRepository,
  command: string,
  exitCode: number,
  stderr: string,
): Promise<JitlError> {
  if (exitCode === 129 && command !== 'version') {
    const answer = await runGit(own, { args: ['version'] }).catch(() => null);
    const version = /(\d+)\.(\d+)[.\d]*/.exec(answer?.stdout.toString('utf8') ?? '');
    const [major, minor] = [Number(version?.[1] ?? 0), Number(version?.[2] ?? 0)];
    if (version !== null && (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))) {
      return new JitlError(
        'git-too-old',
        `git ${version[0]} cannot merge without a checkout, ${OLDEST.join('.')} or later is needed`,
        { help: 'install a newer git and put it first in `PATH`' },
      );
    }
  }
  return commandFailed(command, stderr);
}

function gitNotFound(): JitlError {
  return new JitlError('git-not-found', 'there is no git in `PATH`', {
    help: 'install git 2.38 or later',
  });
}

function tooLong(command: string): JitlError {
  return new JitlError(
    'too-much-to-read',
    `git ${quoted(command)} printed more than ${limits.commandOutput} bytes`,
    { help: 'compare revisions that are closer together' },
  );
}
