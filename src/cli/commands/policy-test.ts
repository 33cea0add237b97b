import { resolve } from 'node:path';

import { kindOfPath, readDiskFile, readFilesBelow } from '../../adapters/fs/policy-files.ts';
import { readShippedPolicies, readShippedPolicyTests } from '../../adapters/fs/shipped-policies.ts';
import { exitCodes } from '../../app/exit-code.ts';
import { policyTests } from '../../app/policy-tests.ts';
import { isPolicyTest } from '../../core/policy/read-basis.ts';
import type { BasisSource } from '../../core/policy/read-documents.ts';
import { isGreen, type PolicyTestRun } from '../../core/policy-test/report.ts';
import { JitlError } from '../../errors.ts';
import { renderPolicyTestFailure, renderPolicyTestJson } from '../../render/policy-test-json.ts';
import { renderPolicyTestTerminal } from '../../render/policy-test-terminal.ts';
import { deliver, resultStyle } from '../deliver.ts';
import type { Streams } from '../main.ts';
import { asHead, readOwn, sourceOf, topOf } from '../own-policies.ts';
import { renderError } from '../render-error.ts';
import type { ColorChoice } from '../terminal.ts';

/** The options of `jitl policy test`, as commander hands them over. */
export interface PolicyTestOptions {
  readonly mutate?: boolean;
  readonly shipped?: boolean;
  readonly repo: string;
  readonly format: 'terminal' | 'json';
  readonly output?: string;
  readonly color: ColorChoice;
}

/** Runs the tests of policies, as they stand in the working tree. */
export async function runPolicyTest(
  paths: readonly string[],
  options: PolicyTestOptions,
  streams: Streams,
): Promise<number> {
  try {
    const run = await test(paths, options, streams);
    const text =
      options.format === 'json'
        ? renderPolicyTestJson(run)
        : renderPolicyTestTerminal(run, resultStyle(options, streams));
    await deliver(text, options, streams);
    return isGreen(run) ? exitCodes.allowed : exitCodes.none;
  } catch (error) {
    if (!(error instanceof JitlError)) throw error;
    streams.stderr.write(renderError(error, streams.stderr, 'policy-test'));
    if (error.code === 'usage') return exitCodes.usage;
    // A program that reads JSON gets JSON also when there is no report.
    if (options.format === 'json' && error.code !== 'output-unwritable') {
      const failure = { code: error.code, message: error.message, help: error.help ?? null };
      await deliver(renderPolicyTestFailure(failure), options, streams);
    }
    return exitCodes.none;
  }
}

async function test(
  paths: readonly string[],
  options: PolicyTestOptions,
  streams: Streams,
): Promise<PolicyTestRun> {
  const top = await topOf(options.repo, streams.directory);
  const isShipped = options.shipped === true;
  return policyTests({
    shipped: asHead(await readShippedPolicies()),
    shippedTests: isShipped ? asHead(await readShippedPolicyTests()) : null,
    own: isShipped ? [] : await readOwn(top),
    named: paths.length === 0 ? null : await readNamed(paths, top, streams),
    mutate: options.mutate === true,
  });
}

/** Of a directory its tests; a file that is named is taken for one, whatever its name. */
async function readNamed(
  paths: readonly string[],
  top: string,
  streams: Streams,
): Promise<readonly BasisSource[]> {
  const found = new Map<string, BasisSource>();
  for (const text of paths) {
    const path = resolve(streams.directory, text);
    const kind = await kindOfPath(path);
    if (kind !== 'file' && kind !== 'directory')
      throw new JitlError('usage', `there is no file or directory \`${text}\``, {
        help: 'name a test file, or a directory that holds some',
      });
    const files =
      kind === 'file'
        ? [await readDiskFile(path)]
        : await readFilesBelow(path, isPolicyTest, { strict: false });
    for (const file of files) found.set(file.path, sourceOf(file, top));
  }
  return [...found.values()];
}
