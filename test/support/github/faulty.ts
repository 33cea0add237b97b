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
  'no answer in time': { kind: 'slow', milliseconds: 20_000 },
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
  const [, dispatched] = [await approve(gate, number, 'bob'), hub.events.at(-1)];
  for (let at = 0; at < 100; at += 1)
    hub.review({ number, as: 'mallory', state: 'COMMENTED', body: `thought ${at}` });
  const payload = hub.events.findLast(({ name }) => name === 'workflow_run')?.payload;
  const permissions = { contents: 'read', 'pull-requests': 'write', statuses: 'write' } as const;
  const token = hub.token({ kind: 'actions', repository: 'acme/identities', permissions });

  async function look(deadline?: number): Promise<Look> {
    reset(gate, number);
    const before = hub.calls.length;
    const more = deadline === undefined ? {} : { deadline };
    const step = await gate.step('workflow_run', payload ?? dispatched?.payload, { token, ...more });
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
