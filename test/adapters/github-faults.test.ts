import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { JitlError } from '../../src/errors.ts';
import type { Forge, PullRequestReading, Unread } from '../../src/forge.ts';
import {
  closeDesks,
  openDesk,
  typicalPullRequest,
  type GithubDesk,
} from '../support/github-desk.ts';

type Fault = Parameters<GithubDesk['hub']['fail']>[0]['fault'];

/** Each goes away, or stays for good. */
const passing: Readonly<Record<string, Fault>> = {
  '500': { kind: 'status', status: 500 },
  '502 with HTML': { kind: 'status', status: 502, body: '<html>' },
  'a limit': { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
  'a lost connection': { kind: 'drop' },
  'half an answer': { kind: 'truncated' },
};
const lasting: Readonly<Record<string, Fault>> = {
  ...passing,
  '401': { kind: 'status', status: 401 },
  '403': { kind: 'status', status: 403 },
  '404': { kind: 'status', status: 404 },
  '422': { kind: 'status', status: 422 },
  'no JSON': { kind: 'invalid-json' },
  'an object': { kind: 'status', status: 200, body: {} },
  'a list': { kind: 'status', status: 200, body: [{}] },
  nothing: { kind: 'status', status: 200, body: '' },
};

const desks = new Map<string, GithubDesk>();
let number = 0;
let reading: PullRequestReading;

/** Every question, as it is asked for one pull request. */
const questions: Readonly<
  Record<string, (forge: Forge, known: PullRequestReading) => Promise<unknown>>
> = {
  readPullRequest: (forge) => forge.readPullRequest(number),
  readNeighbours: (forge, known) => forge.readNeighbours(known),
  readPushers: (forge, known) => forge.readPushers(known),
  readTeam: (forge) => forge.readTeam('acme/security'),
  readPermission: (forge) => forge.readPermission('dana'),
  readEnds: (forge) => forge.readEnds(number),
  listOpen: (forge) => forge.listOpen(10, null),
  findByHead: (forge) => forge.findByHead({ repository: 'acme/identities', branch: 'grant' }),
};

beforeAll(async () => {
  const first = await openDesk({ mode: 'graphql', deadline: 600_000 });
  const { hub } = first;
  number = typicalPullRequest(hub);
  // A page more of everything that can have one.
  for (let index = 0; index < 99; index += 1)
    hub.review({ number, as: 'bob', state: 'COMMENTED', body: `${index}` });
  desks.set('graphql', first);
  reading = await first.forge.readPullRequest(number);
  for (const mode of ['rest', 'auto'] as const)
    desks.set(mode, await openDesk({ mode, hub, deadline: 600_000 }));
});

afterAll(async () => {
  const hub = desks.get('graphql')?.hub;
  // What is no answer of GitHub breaks its description, and that is the point of it here.
  hub?.violations.splice(0);
  await closeDesks();
});

interface Trial {
  readonly mode: string;
  readonly question: string;
  /** The call, from 1, that meets the fault. */
  readonly at: number;
  readonly fault: Fault;
  readonly stays: boolean;
}

/** What came of a question while something was wrong; an error by its code. */
async function attempt({ mode, question, at, fault, stays }: Trial): Promise<unknown> {
  const desk = desks.get(mode);
  const ask = questions[question];
  if (desk === undefined || ask === undefined) throw new Error(question);
  let seen = 0;
  desk.hub.fail({
    match: () => {
      seen += 1;
      return stays ? seen >= at : seen === at;
    },
    fault,
    times: 1_000_000,
  });
  try {
    return await ask(desk.forge, reading);
  } catch (error) {
    if (!(error instanceof JitlError)) throw error;
    return error.code;
  } finally {
    desk.hub.world.faults.splice(0);
  }
}

async function clean(mode: string, question: string): Promise<{ answer: unknown; calls: number }> {
  const desk = desks.get(mode);
  const { result, calls } = await (desk?.count(async () =>
    questions[question]?.(desk.forge, reading),
  ) ?? Promise.reject(new Error(mode)));
  return { answer: result, calls: calls.length };
}

/** Neither an error nor a gap. */
function passesForWhole(answer: unknown): boolean {
  if (typeof answer === 'string') return false;
  const missing = (answer as { missing?: readonly Unread[] }).missing ?? [];
  return missing.length === 0;
}

/** REST takes many calls, and all of them go through the same client. */
const few = (mode: string, faults: Readonly<Record<string, Fault>>, names: readonly string[]) =>
  Object.entries(faults).filter(([name]) => mode === 'graphql' || names.includes(name));

describe.each(['graphql', 'rest'] as const)('by %s', (mode) => {
  it.each(Object.keys(questions))('%s survives what passes', async (question) => {
    const { answer, calls } = await clean(mode, question);
    for (let at = 1; at <= calls; at += 1)
      for (const [name, fault] of few(mode, passing, ['half an answer'])) {
        const got = await attempt({ mode, question, at, fault, stays: false });
        expect(got, `${name} at call ${at}`).toEqual(answer);
      }
  });

  it.each(Object.keys(questions))('%s is never whole while something stays', async (question) => {
    const { answer, calls } = await clean(mode, question);
    for (let at = 1; at <= calls; at += 1)
      for (const [name, fault] of few(mode, lasting, ['403', '404', 'no JSON', 'a list'])) {
        const got = await attempt({ mode, question, at, fault, stays: true });
        const where = `${name} from call ${at}: ${JSON.stringify(got)}`;
        // That there is no such account is an answer: GitHub says it with 404.
        if (question === 'readPermission' && name === '404')
          expect(got).toMatchObject({ account: null });
        else expect(passesForWhole(got), where).toBe(false);
        expect(got, where).not.toEqual(answer);
      }
  });
});

describe('nodes that are null', () => {
  const paths = [
    ['repository'],
    ['repository', 'pullRequest'],
    ['repository', 'pullRequest', 'reviews'],
    ['repository', 'pullRequest', 'reviews', 'nodes'],
    ['repository', 'pullRequest', 'reviews', 'nodes', '1'],
    ['repository', 'pullRequest', 'reviews', 'nodes', '1', 'state'],
    ['repository', 'pullRequest', 'reviews', 'pageInfo'],
    ['repository', 'pullRequest', 'commits', 'nodes', '0'],
    ['repository', 'pullRequest', 'commits', 'nodes'],
    ['repository', 'pullRequest', 'timelineItems', 'nodes'],
    ['repository', 'pullRequest', 'assignees', 'nodes'],
    ['repository', 'pullRequest', 'baseRef'],
    ['repository', 'pullRequest', 'headRefOid'],
  ];

  it.each(paths.map((path) => [path.join('.'), path] as const))('%s', async (_, path) => {
    const fault = { kind: 'graphql-null', path } as const;
    const question = 'readPullRequest';
    const got = await attempt({ mode: 'graphql', question, at: 1, fault, stays: true });
    expect(passesForWhole(got), JSON.stringify(got)).toBe(false);
  });

  it.each([
    ['open', 'siblings'],
    ['closed', 'earlier refusals'],
    ['merged', 'earlier refusals'],
  ])('%s', async (list, what) => {
    const path = ['repository', list, 'nodes'];
    const fault = { kind: 'graphql-null', path } as const;
    const got = await attempt({
      mode: 'graphql',
      question: 'readNeighbours',
      at: 1,
      fault,
      stays: true,
    });
    expect(got).toMatchObject({ missing: [{ what }] });
  });
});

describe('`auto`', () => {
  const broken = (fault: Fault): Promise<unknown> => {
    const desk = desks.get('auto');
    // So many calls were made by now that the limit of an hour would be reached.
    desk?.hub.calls.splice(0);
    desk?.hub.fail({ match: ({ path }) => path === '/graphql', fault, times: 1_000_000 });
    return (desk?.forge.readPullRequest(number) ?? Promise.reject(new Error('none')))
      .catch((error: unknown) => (error instanceof JitlError ? error.code : error))
      .finally(() => desk?.hub.world.faults.splice(0));
  };

  it.each([
    ['is not there', { kind: 'status', status: 404 }],
    ['does not work', { kind: 'status', status: 503 }],
    ['does not know the query', { kind: 'graphql-errors', message: "Field 'x' doesn't exist" }],
  ] as const)('takes REST where GraphQL %s', async (_, fault) => {
    expect(await broken(fault)).toMatchObject({
      missing: [],
      reviews: [{ edited: 'unknown' }, {}, {}, ...Array.from({ length: 99 }, () => ({}))],
    });
  });

  it.each([
    ['forge-forbidden', { kind: 'status', status: 403 }],
    ['forge-unauthorized', { kind: 'status', status: 401 }],
    ['forge-forbidden', { kind: 'graphql-errors', type: 'FORBIDDEN', message: 'no' }],
    ['forge-not-found', { kind: 'graphql-errors', type: 'NOT_FOUND', message: 'no' }],
  ] as const)('does not where it says %s', async (code, fault) => {
    expect(await broken(fault)).toBe(code);
  });
});

it('a page that is lost after the first is a gap or an error', async () => {
  const fault = { kind: 'no-next-page' } as const;
  const got = await attempt({
    mode: 'rest',
    question: 'readPullRequest',
    at: 1,
    fault,
    stays: true,
  });
  expect(got).toEqual((await clean('rest', 'readPullRequest')).answer);
});
