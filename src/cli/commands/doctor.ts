import { resolve } from 'node:path';

import { readSettings } from '../../adapters/github/settings-reader.ts';
import { exitCodes } from '../../app/exit-code.ts';
import { diagnoseSettings, diagnoseUnreached, type Diagnosis } from '../../core/doctor/diagnose.ts';
import { diagnoseLocal } from '../../core/doctor/local.ts';
import type { SetupTier } from '../../core/init/workflows.ts';
import { JitlError } from '../../errors.ts';
import { renderDoctorJson } from '../../render/doctor-json.ts';
import { renderDoctorTerminal } from '../../render/doctor-terminal.ts';
import { deliver, resultStyle } from '../deliver.ts';
import { readLocal } from '../local-reading.ts';
import type { Streams } from '../main.ts';
import { openForge } from '../open-forge.ts';
import type { ColorChoice } from '../terminal.ts';

/** The options of `jitl doctor`, as commander hands them over. */
export interface DoctorOptions {
  readonly repo: string;
  readonly github?: string;
  readonly branch?: string;
  readonly tier?: SetupTier;
  readonly format: 'terminal' | 'json';
  readonly output?: string;
  readonly color: ColorChoice;
}

/** What could not be looked at is never green: only a set-up without an error gives 0. */
export async function runDoctor(options: DoctorOptions, streams: Streams): Promise<number> {
  const diagnosis = await diagnose(options, streams);
  const text =
    options.format === 'json'
      ? renderDoctorJson(diagnosis)
      : renderDoctorTerminal(diagnosis, resultStyle(options, streams));
  await deliver(text, options, streams);
  const failed = diagnosis.findings.some(({ severity }) => severity === 'error');
  return failed ? exitCodes.none : exitCodes.allowed;
}

/** A forge that cannot be reached is a finding: what is here can be looked at all the same. */
async function diagnose(options: DoctorOptions, streams: Streams): Promise<Diagnosis> {
  const branch = options.branch ?? null;
  const directory = resolve(streams.directory, options.repo);
  const local = diagnoseLocal(await readLocal(directory, branch));
  try {
    const { client, address } = await openForge(options, streams, streams.now);
    const home = { owner: address.owner, repo: address.repo };
    const reading = await readSettings(client, home, branch);
    const { tier } = options;
    return diagnoseSettings(reading, { ...(tier === undefined ? {} : { tier }), local });
  } catch (error) {
    if (!(error instanceof JitlError) || error.code === 'usage') throw error;
    const { message, help } = error;
    return diagnoseUnreached(
      help === undefined ? { why: message } : { why: message, fix: help },
      local,
    );
  }
}
