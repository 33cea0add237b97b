import { gated, type Gated, type StepRun } from './gated.ts';
import { approve, headOf, repository, resultOn } from './judging.ts';
import { CLUSTER_ADMIN, propose } from './stories.ts';
import type { SimCall, SimFault } from './world.ts';

type Fault = SimFault['fault'];

const PLEASE_WAIT = { message: 'You have exceeded a secondary rate limit. Please wait.' };
const LATER = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9999999999' };

/** What may become of an answer, by name. */
export const REFUSALS: Readonly<Record<string, Fault>> = {
  401: { kind: 'status', status: 401, body: { message: 'Bad credentials' } },
  403: { kind: 'status', status: 403 },
  404: { kind: 'status', status: 404 },
  429: { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
  500: { kind: 'status', status: 500 },
  'the limit of requests': { kind: 'status', status: 403, headers: LATER },
  'the secondary limit': {
    kind: 'status',
    status: 403,
    headers: { 'retry-after': '1' },
    body: PLEASE_WAIT,
  },
};

export const LOSSES: Readonly<Record<string, Fault>> = {
  'no answer in time': { kind: 'slow', milliseconds: 3000 },
  'a lost connection': { kind: 'drop' },
  'JSON that is none': { kind: 'invalid-json' },
  'half an answer': { kind: 'truncated' },
};

export const GRAPHQL: Readonly<Record<string, Fault>> = {
  'errors of GraphQL': { kind: 'graphql-errors', message: 'Something went wrong' },
  'a refusal of GraphQL': { kind: 'graphql-errors', message: 'not yours', type: 'FORBIDDEN' },
  'the limit of GraphQL': { kind: 'graphql-errors', message: 'later', type: 'RATE_LIMITED' },
  'null for the repository': { kind: 'graphql-null', path: ['repository'] },
  'null for the pull request': { kind: 'graphql-null', path: ['repository', 'pullRequest'] },
};

/** A pull request that two people have judged and that is open but for its result. */
export interface Judged {
  readonly gate: Gated;
  readonly number: number;
  /** Looks again, with everything that it had said wiped out before. */
  readonly look: (deadline?: number) => Promise<Look>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

export interface Look {
  readonly step: StepRun;
  readonly calls: readonly SimCall[];
  /** On the head, as it is after it. */
  readonly state: string;
}

/** Its reviews go on after the first page of a hundred. */
export async function judgedTwice(tier: Gated['tier']): Promise<Judged> {
  const gate = await gated({
    tier,
    ...(tier === 'hardened' ? { codeowners: '/identities/ @acme/security @bob\n' } : {}),
  });
  const { hub } = gate;
  const number = propose(gate, { files: { 'identities/admin.yaml': CLUSTER_ADMIN } });
  await gate.settle();
  await approve(gate, number, 'dana');
  await approve(gate, number, 'bob');
  for (let at = 0; at < 100; at += 1)
    hub.review({ number, as: 'mallory', state: 'COMMENTED', body: `thought ${at}` });
  const event = hub.events.findLast(({ name }) => name === 'workflow_run');
  const permissions = { contents: 'read', 'pull-requests': 'write', statuses: 'write' } as const;
  const token = hub.token({ kind: 'actions', repository: 'acme/identities', permissions });

  async function look(deadline?: number): Promise<Look> {
    reset(gate, number);
    const before = hub.calls.length;
    const more = deadline === undefined ? {} : { deadline };
    const step = await gate.step('workflow_run', event?.payload, { token, ...more });
    hub.world.faults.splice(0);
    const state = resultOn(gate, headOf(gate, number))?.state ?? 'none';
    return { step, calls: hub.calls.slice(before), state };
  }

  return { gate, number, look, [Symbol.asyncDispose]: () => gate[Symbol.asyncDispose]() };
}

/** The result waits again, and the comment has to be written anew. */
function reset(gate: Gated, number: number): void {
  const { statuses, checkRuns, pullRequests } = repository(gate);
  const head = headOf(gate, number);
  const last = statuses.findLast((one) => one.commit === head);
  if (last !== undefined) statuses.push({ ...last, id: last.id + 1, state: 'pending' });
  for (const run of checkRuns)
    if (run.commit === head) {
      run.status = 'in_progress';
      run.conclusion = null;
    }
  for (const comment of pullRequests.get(number)?.comments ?? [])
    comment.body = '<!-- jitl:gate -->\n';
}

/** A call by what it is for: without ids, and those of GraphQL by their place in the run. */
export function kindOf({ method, path }: Pick<SimCall, 'method' | 'path'>): string {
  const [place = ''] = path.split('?');
  return `${method} ${place.replace(/[0-9a-f]{40}/, 'SHA').replace(/\/\d+(?=\/|$)/g, '/N')}`;
}

/** Every kind of call of a healthy run, those of GraphQL one by one. */
export function kindsOf(calls: readonly SimCall[]): readonly string[] {
  const kinds: string[] = [];
  let asked = 0;
  for (const call of calls) {
    const kind = kindOf(call);
    kinds.push(kind === 'POST /graphql' ? `${kind} ${(asked += 1)}` : kind);
  }
  return [...new Set(kinds)];
}

/** From the named call on, every call of its kind fails. */
export function failFrom({ gate }: Judged, kind: string, fault: Fault): void {
  const [method = '', path = '', place = '1'] = kind.split(' ');
  let seen = 0;
  gate.hub.fail({
    match: (call) => {
      if (kindOf(call) !== `${method} ${path}`) return false;
      seen += 1;
      return seen >= Number(place);
    },
    fault,
    times: Number.MAX_SAFE_INTEGER,
  });
}

/** What all kinds of calls came to with all faults. */
export interface Survey {
  /** What must not be, one line each. */
  readonly wrong: readonly string[];
  /** Where it was a success all the same, with the reason. */
  readonly passed: readonly string[];
}

/** Milliseconds for a run of which one call takes longer. */
const SHORT = 700;

/**
 * Of all pairs of a call and a fault, every seventh along the diagonals is tried, so that every fault meets
 * some call; all of them with `EVERY_FAULT=1`.
 */
const SAMPLED = 7;

/** Lets every kind of call fail in several ways in turn, and looks each time. */
export async function survey(
  judged: Judged,
  kinds: readonly string[],
  faults: Readonly<Record<string, Fault>>,
): Promise<Survey> {
  const [wrong, passed]: [string[], string[]] = [[], []];
  for (const [row, kind] of kinds.entries())
    for (const [column, [name, fault]] of Object.entries(faults).entries()) {
      if (process.env['EVERY_FAULT'] !== '1' && (row + column) % SAMPLED !== 0) continue;
      failFrom(judged, kind, fault);
      const look = await judged.look(fault.kind === 'slow' ? SHORT : undefined);
      const { state, step } = look;
      const what = `${kind.replace('/repos/acme/identities', '…')}: ${name}`;
      const because = state === 'success' ? reasonOf(kind, fault, look) : null;
      if (because !== null && because !== '') passed.push(`${what}: ${because}`);
      if (because === '') wrong.push(`${what}: it is a success`);
      if (because === null && state !== 'failure' && step.code === 0)
        wrong.push(`${what}: nobody learns that it failed`);
      if (!isDiscreet(step)) wrong.push(`${what}: the log says too much`);
    }
  return { wrong, passed };
}

/** Calls that decide nothing: to learn what stands there already, and to tell people. */
const ASIDE = /^(?:GET \S+\/commits\/SHA\/statuses|(?:PATCH|POST) \S+\/comments)/;

/** Why a success is right although a call failed; empty where it is not. */
function reasonOf(kind: string, fault: Fault, { calls, step }: Look): string {
  const kinds = calls.map(kindOf);
  const done = fault.kind !== 'status' && fault.kind !== 'drop';
  if (ASIDE.test(kind)) return 'it decides nothing';
  if (/^(?:POST \S+\/statuses|PATCH \S+\/check-runs)/.test(kind) && done)
    return 'it was published, and the answer was lost';
  // What was published was looked at right before; the time of all calls went into looking once more.
  const late = fault.kind === 'slow' && step.code !== 0;
  if (
    late &&
    kind.startsWith('POST /graphql') &&
    kinds.some((one) => /^POST \S+\/statuses/.test(one))
  )
    return 'no time was left to take it back';
  const overRest = kinds.some((one) => /^GET \S+\/pulls(?:\/N\/reviews)$/.test(one));
  const neighbours = kinds.filter((one) => /^GET \S+\/pulls$/.test(one)).length > 1;
  if (kind.startsWith('POST /graphql') && (overRest || neighbours)) return 'it was read over REST';
  if (kind.endsWith('/collaborators') && kinds.some((one) => one.endsWith('/permission')))
    return 'it was asked of each person';
  return '';
}

/** Neither what opens GitHub is in it, nor who called whom. */
function isDiscreet({ log, summary, outputs }: StepRun): boolean {
  const text = [log, summary, ...Object.values(outputs)].join('\n');
  return !/gh[sp]_|eyJ|PRIVATE KEY|x-access-token|^\s+at \S/m.test(text);
}
