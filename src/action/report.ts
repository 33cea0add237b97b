import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { exitCodeOf, exitCodes } from '../app/exit-code.ts';
import type { GateOutcome } from '../app/pull-request/gate.ts';
import { annotationLines } from '../render/annotations.ts';
import { renderJson } from '../render/json.ts';
import { renderMarkdown } from '../render/markdown.ts';
import { plainStyle } from '../render/style.ts';
import { renderTerminal } from '../render/terminal.ts';
import { workflowCommand } from '../render/workflow-command.ts';
import type { ActionInputs } from './inputs.ts';
import { addSummary, setOutputs, type Runner } from './runner.ts';

interface Run {
  readonly inputs: ActionInputs;
  readonly runner: Runner;
}

/** Tells the job what became of one pull request, and gives the exit code. */
export async function reportOutcome(outcome: GateOutcome, run: Run): Promise<number> {
  const { runner, inputs } = run;
  if (outcome.kind === 'superseded') {
    runner.write(
      `${workflowCommand('warning', { title: 'jitl: head-moved' }, `#${outcome.number} kept changing while it was judged; nothing was published, and the run of its last change will judge it`)}\n`,
    );
    return exitCodes.none;
  }
  const { verdict } = outcome;
  runner.write(renderTerminal(verdict, plainStyle));
  for (const line of annotationLines(verdict)) runner.write(`${line}\n`);
  for (const warning of outcome.warnings)
    runner.write(`${workflowCommand('warning', { title: 'jitl' }, warning)}\n`);
  await addSummary(runner, renderMarkdown(verdict));
  const json = await writeJson(outcome, run);
  const judged = verdict.kind === 'none' ? null : verdict;
  await setOutputs(runner, {
    verdict: verdict.kind === 'unknown' ? 'none' : verdict.kind,
    tier: judged?.assessment.tier ?? '',
    digest: judged?.brief.digest ?? '',
    'pull-request': String(outcome.number),
    context: outcome.context ?? '',
    json,
  });
  const code = exitCodeOf(verdict);
  if (code === exitCodes.none) return code;
  return inputs.failOn === 'not-allowed' ? code : exitCodes.allowed;
}

/** The verdict for later steps, in the directory that the runner empties after the job. */
async function writeJson(
  outcome: Extract<GateOutcome, { kind: 'judged' }>,
  { runner }: Run,
): Promise<string> {
  const directory = runner.environment['RUNNER_TEMP'] ?? '';
  if (directory === '') return '';
  const path = join(directory, `jitl-verdict-${outcome.number}.json`);
  await writeFile(path, renderJson(outcome.verdict));
  return path;
}
