import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import type { Answer } from './answer.ts';
import { isRecord } from './events/seed.ts';
import type { SimFault, World } from './world.ts';

type Fault = SimFault['fault'];

/** The first fault that is meant for this call and not used up. */
export function takeFault(world: World, call: Parameters<SimFault['match']>[0]): Fault | null {
  const found = world.faults.find((one) => (one.times ?? 1) > 0 && one.match(call));
  if (found === undefined) return null;
  found.times = (found.times ?? 1) - 1;
  return found.fault;
}

export interface Sending {
  /** Null: the call was not carried out. */
  readonly answer: Answer | null;
  readonly fault: Fault | null;
  readonly world: World;
}

/** Sends an answer, or what the fault makes of it. Gives the status, 0 where none arrives. */
export async function send(
  response: ServerResponse,
  { answer, fault, world }: Sending,
): Promise<number> {
  if (fault?.kind === 'drop') return drop(response);
  if (fault?.kind === 'slow') await pass(fault.milliseconds);
  if (fault?.kind === 'status') {
    const body = JSON.stringify(fault.body ?? { message: `simulated ${fault.status}` });
    response.writeHead(fault.status, { ...headers(world), ...fault.headers }).end(body);
    return fault.status;
  }
  const status = answer?.status ?? 500;
  const text = answer === null || answer.body === null ? '' : JSON.stringify(answer.body);
  const more = { ...headers(world), ...answer?.headers };
  if (fault?.kind === 'no-next-page') delete more['link'];
  if (fault?.kind === 'invalid-json') {
    response.writeHead(status, more).end(`${text.slice(0, -1)},`);
    return status;
  }
  if (fault?.kind === 'truncated') {
    response.writeHead(status, { ...more, 'content-length': Buffer.byteLength(text) });
    response.write(text.slice(0, text.length / 2), () => response.destroy());
    return status;
  }
  response.writeHead(status, more).end(text);
  return status;
}

/** The connection is gone before anything arrives. */
export function drop(response: ServerResponse): number {
  response.destroy();
  return 0;
}

/** Time passes. */
export async function pass(milliseconds: number): Promise<void> {
  await wait(milliseconds, undefined, { ref: false });
}

function headers(world: World): Record<string, string> {
  return {
    'content-type': 'application/json; charset=utf-8',
    'x-github-media-type': 'github.v3; format=json',
    'x-github-request-id': `SIM:${world.calls.length + 1}`,
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': String(Math.max(0, 5000 - world.calls.length - 1)),
    'x-ratelimit-reset': String(Math.floor(world.now / 1000) + 3600),
    'x-ratelimit-resource': 'core',
    date: new Date(world.now).toUTCString(),
  };
}

/** GraphQL answers with status 200 and tells of errors in the body, often beside data. */
export function applyToGraphql(body: unknown, fault: Fault | null): unknown {
  if (!isRecord(body)) return body;
  if (fault?.kind === 'graphql-errors') {
    const error = {
      message: fault.message,
      ...(fault.type === undefined ? {} : { type: fault.type }),
    };
    return { ...body, data: null, errors: [error] };
  }
  if (fault?.kind !== 'graphql-null') return body;
  return { ...body, data: withNull(body['data'], fault.path) };
}

/** A number in the path is a place in a list. */
function withNull(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return null;
  if (Array.isArray(value))
    return value.map((one: unknown, at) => (String(at) === key ? withNull(one, rest) : one));
  return isRecord(value) && key in value ? { ...value, [key]: withNull(value[key], rest) } : value;
}
