import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { refuse } from './access.ts';
import { failure, notFound, type Answer, type Call, type Route } from './answer.ts';
import { authenticate } from './authenticate.ts';
import { isRecord } from './events/seed.ts';
import { applyToGraphql, drop, pass, send, takeFault } from './faults.ts';
import { isGit, serveGit } from './git-http.ts';
import { executeGraphql } from './graphql/execute.ts';
import { allRoutes } from './routes/all.ts';
import { findRepository, type Sim } from './sim.ts';
import type { SimToken } from './world.ts';
import { validateCall } from './validate/openapi.ts';

interface Received {
  readonly method: string;
  readonly url: URL;
  readonly body: Readonly<Record<string, unknown>>;
  readonly hasBody: boolean;
}

const routes = allRoutes.map((one) => ({ one, match: compile(one.pattern) }));

/** What GitHub really answers and its published description has otherwise. */
const gaps = [
  // The repository of a head is null when the fork was deleted.
  '/head/repo must be object',
  // The documentation of environments has it.
  '/can_admins_bypass is not described',
];

/** Every request is answered, written down, and held against GitHub's published description. */
export function createHubServer(sim: () => Sim): Server {
  return createServer((request, response) => {
    serve(sim(), request, response).catch((error: unknown) => {
      sim().world.violations.push(`the simulator failed: ${String(error)}`);
      response.destroy();
    });
  });
}

async function serve(sim: Sim, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', sim.world.url);
  const method = request.method ?? 'GET';
  const call = { method, path: `${url.pathname}${url.search}` };
  const fault = takeFault(sim.world, call);
  const token = authenticate(sim, request.headers.authorization);
  function log(status: number): void {
    sim.world.calls.push({ ...call, token: token?.value ?? null, status });
  }
  if (isGit(url.pathname) && fault?.kind !== 'status') {
    if (fault?.kind === 'slow') await pass(fault.milliseconds);
    else if (fault !== null) return log(drop(response));
    return log(await serveGit(sim, request, response));
  }
  const received = await receive(request, method, url);
  // Whatever is broken on the way back was done all the same; what is refused at once was not.
  const faulty = fault?.kind === 'status' || fault?.kind === 'drop';
  const answer = faulty ? null : await answerTo(sim, token, received, fault);
  log(await send(response, { answer, fault, world: sim.world }));
}

async function answerTo(
  sim: Sim,
  token: SimToken | null,
  received: Received,
  fault: ReturnType<typeof takeFault>,
): Promise<Answer> {
  if (token === null) return failure(401, 'Bad credentials');
  if (received.url.pathname === '/graphql') {
    const { status, body } = await executeGraphql(sim.world, token, queryOf(received.body));
    return { status, body: applyToGraphql(body, fault) };
  }
  const answer = route(sim, token, received);
  if (answer !== null) check(sim, received, answer);
  else sim.world.violations.push(`${received.method} ${received.url.pathname}: no such route`);
  return answer ?? notFound();
}

function route(sim: Sim, token: SimToken, received: Received): Answer | null {
  for (const { one, match } of routes) {
    const params = one.method === received.method ? match(received.url.pathname) : null;
    if (params === null) continue;
    const call: Call = {
      sim,
      method: received.method,
      path: received.url.pathname,
      query: received.url.searchParams,
      body: received.body,
      token,
      params,
    };
    return one.needs === null ? one.answer(call) : withRepository(one, call);
  }
  return null;
}

function withRepository(one: Route, call: Call): Answer {
  const { owner = '', repo = '' } = call.params;
  const repository = findRepository(call.sim.world, `${owner}/${repo}`);
  if (repository === null || call.token.kind === 'app-jwt') return notFound();
  const refused = refuse(call.sim.world, call.token, repository, one.needs ?? []);
  if (refused !== null) return refused;
  const known = { ...call, repository };
  return one.answer(known);
}

function check(sim: Sim, received: Received, answer: Answer): void {
  const problems = validateCall({
    method: received.method,
    path: received.url.pathname,
    query: received.url.searchParams,
    requestBody: received.hasBody ? received.body : null,
    status: answer.status,
    // As it arrives: without what JSON leaves out.
    responseBody: answer.body === null ? null : JSON.parse(JSON.stringify(answer.body)),
  });
  sim.world.violations.push(...problems.filter((one) => !gaps.some((gap) => one.includes(gap))));
}

function queryOf(body: Received['body']) {
  const { query, variables } = body;
  return {
    query: typeof query === 'string' ? query : '',
    ...(isRecord(variables) ? { variables } : {}),
  };
}

/** `/a/:b/c/:d*` as a function from a path to its named parts; null: another path. */
function compile(pattern: string): (path: string) => Readonly<Record<string, string>> | null {
  const names = [...pattern.matchAll(/:(\w+)(\*?)/g)].map(([, name = '']) => name);
  const source = pattern.replaceAll(/:\w+(\*?)/g, (_, many) => (many === '*' ? '(.+)' : '([^/]+)'));
  const expression = new RegExp(`^${source}$`);
  return (path) => {
    const found = expression.exec(path);
    if (found === null) return null;
    return Object.fromEntries(
      names.map((name, at) => [name, decodeURIComponent(found[at + 1] ?? '')]),
    );
  };
}

async function receive(request: IncomingMessage, method: string, url: URL): Promise<Received> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  const text = Buffer.concat(parts).toString();
  const body: unknown = text === '' ? {} : JSON.parse(text);
  return { method, url, body: isRecord(body) ? body : {}, hasBody: text !== '' };
}
