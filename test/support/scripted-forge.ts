import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived. */
export interface Arrived {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An answer; `drop` closes the connection without one, `half` in the middle of its body. */
export type Scripted =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as JSON, unless it is a string. */
      readonly body?: unknown;
    }
  | 'drop'
  | 'half'
  | 'silence';

export interface ScriptedForge extends AsyncDisposable {
  readonly url: string;
  readonly arrived: readonly Arrived[];
}

/** A server on loopback that answers each request, counted from 1, as the script says. */
export async function scriptedForge(
  script: (request: Arrived, count: number) => Scripted,
): Promise<ScriptedForge> {
  const arrived: Arrived[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const body = Buffer.concat(parts).toString('utf8');
      const one: Arrived = { method, path: url, headers, body };
      arrived.push(one);
      reply(response, script(one, arrived.length));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function reply(response: ServerResponse, answer: Scripted): void {
  if (answer === 'silence') return;
  if (answer === 'drop') {
    response.socket?.destroy();
    return;
  }
  if (answer === 'half') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"id":', () => response.socket?.destroy());
    return;
  }
  const { status = 200, headers = {}, body = {} } = answer;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(status === 204 ? undefined : text);
}
