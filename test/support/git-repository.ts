import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real repository in a temporary directory. Ids are the same on every machine. */
export interface TestRepository {
  /** The work tree, or the bare repository. */
  readonly directory: string;
  /** Runs git in it and gives its trimmed output; throws if git fails. */
  readonly git: (...args: readonly string[]) => string;
  /** The same with bytes for its standard input. */
  readonly gitWith: (input: string | Uint8Array, ...args: readonly string[]) => string;
  /** Writes a file and the directories above it; `executable` sets the bit. */
  readonly write: (
    path: string,
    content: string | Uint8Array,
    options?: { readonly executable?: boolean },
  ) => void;
  /** Makes a symbolic link. */
  readonly link: (path: string, target: string) => void;
  readonly remove: (path: string) => void;
  /** Commits everything that is in the work tree, each time one minute later; gives the id. */
  readonly commit: (message: string, options?: { readonly author?: string }) => string;
  /** Makes a branch and goes there. */
  readonly branch: (name: string) => void;
  readonly checkout: (revision: string) => void;
  readonly dispose: () => void;
}

export interface TestRepositoryOptions {
  readonly objectFormat?: 'sha1' | 'sha256';
  /** Clones this directory or URL, with more options of `git clone` if given. */
  readonly clone?: string;
  readonly cloneOptions?: readonly string[];
}

/** Friday 2026-01-02 00:00 UTC. */
const FIRST_COMMIT = 1_767_312_000;

/** Nothing of the developer's own git arrives: no configuration, no agent, no signing. */
export function testEnvironment(seconds: number = FIRST_COMMIT): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Ada Lovelace',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada Lovelace',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
    GIT_AUTHOR_DATE: `${seconds} +0000`,
    GIT_COMMITTER_DATE: `${seconds} +0000`,
  };
}

/** Makes an empty repository on branch `main`, or a clone. */
export function createRepository(options: TestRepositoryOptions = {}): TestRepository {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'jitl-test-')));
  const directory = join(root, 'repository');
  let now = FIRST_COMMIT;

  function run(input: string | Uint8Array | undefined, args: readonly string[]): string {
    const settings = [
      'commit.gpgsign=false',
      'gc.auto=0',
      'maintenance.auto=false',
      'protocol.file.allow=always',
    ];
    const result = spawnSync('git', [...settings.flatMap((one) => ['-c', one]), ...args], {
      cwd: existsSync(directory) ? directory : root,
      env: testEnvironment(now),
      maxBuffer: 1 << 28,
      ...(input === undefined ? {} : { input }),
    });
    if (result.status !== 0) {
      throw new Error(`git ${args.join(' ')}: ${String(result.error ?? result.stderr)}`);
    }
    return result.stdout.toString('utf8').trim();
  }

  if (options.clone === undefined) {
    const format = `--object-format=${options.objectFormat ?? 'sha1'}`;
    run(undefined, ['init', '-q', '-b', 'main', '--template=', format, directory]);
  } else {
    run(undefined, ['clone', '-q', ...(options.cloneOptions ?? []), options.clone, directory]);
  }

  return {
    directory,
    git: (...args) => run(undefined, args),
    gitWith: (input, ...args) => run(input, args),
    write: (path, content, { executable = false } = {}) => {
      const full = join(directory, path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, content);
      chmodSync(full, executable ? 0o755 : 0o644);
    },
    link: (path, target) => {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      symlinkSync(target, join(directory, path));
    },
    remove: (path) => rmSync(join(directory, path), { recursive: true }),
    commit: (message, { author } = {}) => {
      run(undefined, ['add', '--all']);
      const by = author === undefined ? [] : [`--author=${author}`];
      run(undefined, ['commit', '-q', '--allow-empty', '--no-verify', ...by, '-m', message]);
      now += 60;
      return run(undefined, ['rev-parse', 'HEAD']);
    },
    branch: (name) => void run(undefined, ['checkout', '-q', '-b', name]),
    checkout: (revision) => void run(undefined, ['checkout', '-q', revision]),
    dispose: () => rmSync(root, { recursive: true, force: true }),
  };
}
