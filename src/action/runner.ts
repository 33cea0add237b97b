import { appendFile, readFile, stat } from 'node:fs/promises';

import { JitlError } from '../errors.ts';
import { escapeTerminal } from '../render/escape.ts';
import type { Environment } from './inputs.ts';

/** What a run may touch of the runner. */
export interface Runner {
  readonly environment: Environment;
  readonly write: (text: string) => void;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Milliseconds that count as one second of waiting for GitHub; tests make it small. */
  readonly second?: number;
  /** Milliseconds for all requests of the run; tests make it small. */
  readonly deadline?: number;
}

/** No payload of GitHub is larger: it cuts them at 25 MB. */
const PAYLOAD_LIMIT = 26 * 1024 * 1024;

/** GitHub drops a summary beyond 1 MiB whole, so nothing is written that would pass it. */
const SUMMARY_LIMIT = 1024 * 1024 - 1024;

/** The payload of the event, which the runner leaves in a file. */
export async function readPayload(environment: Environment): Promise<unknown> {
  const path = environment['GITHUB_EVENT_PATH'] ?? '';
  try {
    const { size } = await stat(path);
    if (size <= PAYLOAD_LIMIT) return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch (cause) {
    throw new JitlError('input-invalid', 'the payload of the event cannot be read', {
      help: 'run the gate as a step of a workflow of GitHub',
      cause,
    });
  }
  throw new JitlError('input-invalid', 'the payload of the event is larger than 26 MiB');
}

/**
 * Sets outputs. The runner reads `name<<mark`, lines and the mark again, so the mark must be no line of
 * the value; values of ours have one line.
 */
export async function setOutputs(
  runner: Runner,
  outputs: Readonly<Record<string, string>>,
): Promise<void> {
  const path = runner.environment['GITHUB_OUTPUT'] ?? '';
  if (path === '') return;
  const lines = Object.entries(outputs).map(
    ([name, value]) => `${name}=${escapeTerminal(value).replaceAll('\n', ' ')}\n`,
  );
  await appendFile(path, lines.join(''));
}

/** Adds to the summary of the job. It is for people alone: that it fails, decides nothing. */
export async function addSummary(runner: Runner, markdown: string): Promise<void> {
  const path = runner.environment['GITHUB_STEP_SUMMARY'] ?? '';
  if (path === '') return;
  const before = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  if (before + Buffer.byteLength(markdown) > SUMMARY_LIMIT) return;
  await appendFile(path, `${markdown}\n`).catch(() => undefined);
}
