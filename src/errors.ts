/** Why no verdict could be reached at all. Each id has a section in `docs/errors.md`. */
export const errorCodes = [
  'not-a-repository',
  'git-not-found',
  'git-failed',
  'git-timeout',
  'git-too-old',
  'revision-unknown',
  'revision-ambiguous',
  'no-merge-base',
  'shallow-clone',
  'object-missing',
  'object-forged',
  'worktree-unmerged',
  'too-much-to-read',
  'base-unknown',
  'codeowners-missing',
  'codeowners-unusable',
  'input-invalid',
  'output-unwritable',
  'forge-unauthorized',
  'forge-forbidden',
  'forge-not-found',
  'forge-rate-limited',
  'forge-unreachable',
  'forge-unexpected',
  'head-moved',
  'usage',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * Thrown by shells and adapters only, never by the core: the surroundings failed, so there is no
 * verdict. `message` follows the rules of `Diagnostic.message`; `help` says what to type next.
 */
export class JitlError extends Error {
  override readonly name = 'JitlError';
  readonly code: ErrorCode;
  readonly help: string | undefined;

  constructor(code: ErrorCode, message: string, options: { help?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.help = options.help;
  }
}
