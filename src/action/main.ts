import { runGate, type Desk } from '../app/pull-request/gate.ts';
import { runGroup } from '../app/pull-request/gate-group.ts';
import { exitCodes } from '../app/exit-code.ts';
import { JitlError } from '../errors.ts';
import { escapeTerminal } from '../render/escape.ts';
import { workflowCommand } from '../render/workflow-command.ts';
import { openDesk } from './desk.ts';
import { readEvent, type Poke } from './event.ts';
import { readInputs, type ActionInputs } from './inputs.ts';
import { reportOutcome } from './report.ts';
import { readPayload, setOutputs, type Runner } from './runner.ts';

/** Pull requests that one sweep looks at: within what a token may ask in an hour. */
const SWEPT = 40;

/** Open ones that it chooses from. */
const LISTED = 300;

const HOUR = 60 * 60 * 1000;

/** The whole step as a function. The result is its exit code. */
export async function runAction(runner: Runner): Promise<number> {
  try {
    const inputs = readInputs(runner.environment);
    const name = runner.environment['GITHUB_EVENT_NAME'] ?? '';
    const poke: Poke =
      inputs.pullRequest === null
        ? readEvent(name, await readPayload(runner.environment))
        : { kind: 'pull-request', number: inputs.pullRequest };
    if (poke.kind === 'nothing') {
      runner.write(`${workflowCommand('notice', {}, `Nothing was judged: ${poke.why}.`)}\n`);
      return exitCodes.allowed;
    }
    return await answer(poke, { inputs, runner });
  } catch (error) {
    return fail(error, runner);
  }
}

interface Run {
  readonly inputs: ActionInputs;
  readonly runner: Runner;
}

async function answer(poke: Exclude<Poke, { kind: 'nothing' }>, run: Run): Promise<number> {
  const { desk, calls } = await openDesk(run.inputs, run.runner);
  const code =
    poke.kind === 'group' ? await answerGroup(poke, desk, run) : await answerAll(poke, desk, run);
  run.runner.write(`${calls()} requests to the API\n`);
  return code;
}

async function answerGroup(
  poke: Extract<Poke, { kind: 'group' }>,
  desk: Desk,
  { inputs, runner }: Run,
): Promise<number> {
  const outcome = await runGroup(poke, desk);
  for (const problem of outcome.problems) runner.write(`${escapeTerminal(problem)}\n`);
  const verdict = outcome.conclusion === 'success' ? 'allowed' : 'pending';
  await setOutputs(runner, { verdict, context: outcome.context });
  return verdict !== 'allowed' && inputs.failOn === 'not-allowed'
    ? exitCodes.pending
    : exitCodes.allowed;
}

async function answerAll(
  poke: Exclude<Poke, { kind: 'nothing' | 'group' }>,
  desk: Desk,
  run: Run,
): Promise<number> {
  const numbers = await numbersOf(poke, desk);
  if (numbers.length === 0) {
    const text = 'Nothing was judged: no open pull request belongs to the event.';
    run.runner.write(`${workflowCommand('notice', {}, text)}\n`);
    return exitCodes.allowed;
  }
  let worst: number = exitCodes.allowed;
  for (const number of numbers) {
    const code = await one(number, desk, run);
    worst = Math.max(worst, code);
  }
  return worst;
}

/** One after the other, and each to its end: what fails for one keeps no other from being judged. */
async function one(number: number, desk: Desk, run: Run): Promise<number> {
  try {
    return await reportOutcome(await runGate(number, desk), run);
  } catch (error) {
    return fail(error, run.runner);
  }
}

async function numbersOf(
  poke: Exclude<Poke, { kind: 'nothing' | 'group' }>,
  { forge, publisher, now }: Desk,
): Promise<readonly number[]> {
  switch (poke.kind) {
    case 'pull-request':
      return [poke.number];
    case 'head':
      return forge.findByHead(poke.head);
    case 'sweep':
      return inTurn(await forge.listOpen(LISTED, poke.into), now);
    case 'comment': {
      const { account } = await forge.readPermission(poke.login);
      if (account === null || account.permission === 'none') return [];
      await publisher?.react(poke.comment, 'eyes').catch(() => undefined);
      return [poke.number];
    }
    default:
      poke satisfies never;
      return [];
  }
}

/**
 * Those whose turn it is in this hour. By their numbers, and not by who was touched last: opening many
 * pull requests must keep no older one from being looked at.
 */
export function inTurn(open: readonly number[], now: number): readonly number[] {
  const ordered = open.toSorted((a, b) => a - b);
  const turns = Math.ceil(ordered.length / SWEPT);
  const turn = turns === 0 ? 0 : Math.floor(now / HOUR) % turns;
  return ordered.slice(turn * SWEPT, (turn + 1) * SWEPT);
}

/** Says what happened, and fails the step: nothing that was not judged is green. */
function fail(error: unknown, runner: Runner): number {
  const known = error instanceof JitlError;
  const code = known ? error.code : 'internal';
  const message = known ? error.message : 'jitl failed; this is a defect of jitl';
  const help = known ? error.help : 'please report it, with what `JITL_DEBUG: 1` adds to this log';
  runner.write(
    `${workflowCommand('error', { title: `jitl: ${code}` }, `${message}${help === undefined ? '' : `; ${help}`}`)}\n`,
  );
  if (runner.environment['JITL_DEBUG'] === '1' && error instanceof Error)
    for (const line of (error.stack ?? '').split('\n')) runner.write(`${escapeTerminal(line)}\n`);
  return exitCodes.none;
}
