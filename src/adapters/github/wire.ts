import { JitlError } from '../../errors.ts';
import { limits } from './limits.ts';

/** The network below a client: every attempt passes here and nowhere else. */
export interface Wire {
  readonly fetch: (url: string, request: RequestInit) => Promise<Response>;
  /** Requests that were sent, failed ones and redirects too. */
  readonly calls: () => number;
  /** Milliseconds until the deadline of all requests together; never negative. */
  readonly left: () => number;
}

/**
 * Sends to one origin alone. An answer is read to its end here, so that a connection that is lost in
 * the middle of a body is a failure like any other, and is tried again like one.
 */
export function openWire(origin: string, deadline: number): Wire {
  const end = performance.now() + deadline;
  let calls = 0;
  const left = (): number => Math.max(0, end - performance.now());

  async function send(url: string, request: RequestInit): Promise<Response> {
    const time = Math.min(left(), limits.attempt);
    if (time === 0) throw new Error('the time for all requests together is over');
    calls += 1;
    const answer = await fetch(url, {
      ...request,
      redirect: 'manual',
      signal: AbortSignal.timeout(Math.ceil(time)),
    });
    const { status, statusText, headers } = answer;
    const empty = status === 204 || status === 205 || status === 304;
    const body = await bodyOf(answer);
    return new Response(empty ? null : body, { status, statusText, headers });
  }

  async function follow(url: string, request: RequestInit): Promise<Response> {
    let at = url;
    for (let redirects = 0; ; redirects += 1) {
      const answer = await send(at, request);
      const next = answer.headers.get('location');
      if (answer.status < 300 || answer.status >= 400 || answer.status === 304) return answer;
      const target = next === null || !URL.canParse(next, at) ? null : new URL(next, at);
      // The token opens one host. Whoever answers with another one must not get it.
      if (target === null || target.origin !== origin) throw elsewhere(target);
      if (redirects >= limits.redirects) throw elsewhere(target);
      const kept = answer.status === 307 || answer.status === 308;
      if (!kept && (request.method ?? 'GET') !== 'GET') throw elsewhere(target);
      at = target.href;
    }
  }

  return { fetch: follow, calls: () => calls, left };
}

async function bodyOf(answer: Response): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > limits.answer) throw tooLarge();
    parts.push(part);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function elsewhere(target: URL | null): JitlError {
  const where = target === null ? 'nowhere' : `to ${target.host}`;
  return new JitlError('forge-unexpected', `GitHub redirected a request ${where}`, {
    help: 'check the address of the API, and whether the repository was moved',
  });
}

function tooLarge(): JitlError {
  return new JitlError(
    'forge-unexpected',
    `an answer of GitHub is larger than ${limits.answer / 1024 / 1024} MiB`,
  );
}
