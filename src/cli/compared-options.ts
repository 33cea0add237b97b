import { JitlError } from '../errors.ts';
import type { Streams } from './main.ts';

/** The options that say what is compared, for every command that judges a change. */
export interface ComparedOptions {
  readonly repo: string;
  readonly base?: string;
  readonly head?: string;
  readonly snapshot?: string;
  /** Number of a pull request on GitHub, in place of all of the above. */
  readonly pr?: number;
  readonly github?: string;
  readonly saveSnapshot?: string;
  readonly now?: string;
}

export function timeOf(options: Pick<ComparedOptions, 'now'>, streams: Streams): number {
  return options.now === undefined ? streams.now : parseTime(options.now);
}

/** A pull request says itself what is compared with what. */
export function refuseMixed(options: ComparedOptions): void {
  const { pr, base, head, snapshot, github, saveSnapshot } = options;
  const beside = Object.entries({ base, head, snapshot }).find(([, value]) => value !== undefined);
  if (pr !== undefined && beside !== undefined)
    throw new JitlError(
      'usage',
      `\`--pr\` and \`--${beside[0]}\` say two things about what is judged`,
      {
        help: 'leave one of them out',
      },
    );
  if (pr !== undefined) return;
  const lone =
    github !== undefined ? '--github' : saveSnapshot !== undefined ? '--save-snapshot' : null;
  if (lone !== null)
    throw new JitlError(
      'usage',
      `\`${lone}\` says something about a pull request, and none is named`,
      {
        help: 'add `--pr NUMBER`',
      },
    );
}

export function parseTime(text: string): number {
  const value = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(value)) return value;
  throw new JitlError('usage', `\`--now ${text}\` is no time`, {
    help: 'write it like `2026-11-25T10:00:00Z`',
  });
}
