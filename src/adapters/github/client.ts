import { setTimeout as wait } from 'node:timers/promises';

import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/core';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import * as z from 'zod';

import { JitlError } from '../../errors.ts';
import type { GitHubClient, SendOptions, Values } from './api.ts';
import { pkcs8, rightsMissing, type AppCredentials } from './app.ts';
import { graphqlAnswer, type GraphqlAnswer } from './graphql-answer.ts';
import { limits } from './limits.ts';
import { paced } from './pace.ts';
import { readPages, type Listed, type PagesOptions } from './pages.ts';
import { id, readAs } from './payload.ts';
import { isSecondary, refusalOf, refused } from './refusals.ts';
import { openWire, type Wire } from './wire.ts';

export type { GitHubClient } from './api.ts';

export interface ClientOptions {
  /** `https://api.github.com`, or `https://HOST/api/v3`. */
  readonly url: string;
  readonly credentials: { readonly token: string } | { readonly app: AppCredentials };
  readonly userAgent: string;
  /** Milliseconds for all requests and waits together. */
  readonly deadline?: number;
  /** Milliseconds that count as one second of waiting; tests make it small. */
  readonly retryAfterBase?: number;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** What all requests of one client share. */
interface Session {
  readonly url: string;
  readonly wire: Wire;
  readonly second: number;
  readonly userAgent: string;
}

/** One request, as `ask` takes it. */
interface Question {
  /** Method and path, or method and address. */
  readonly route: string;
  readonly values?: Values;
  readonly options?: SendOptions;
  /** Never in a message. */
  readonly secret: string;
}

interface Answer {
  readonly data: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** With an App’s credentials this takes two requests: for its installation, and for the token. */
export async function createClient(options: ClientOptions): Promise<GitHubClient> {
  const url = options.url.replace(/\/$/, '');
  const session: Session = {
    url,
    wire: openWire(new URL(url).origin, options.deadline ?? limits.deadline),
    second: options.retryAfterBase ?? 1000,
    userAgent: options.userAgent,
  };
  const { credentials } = options;
  if (!('app' in credentials)) return clientOf(session, credentials.token, null);
  return clientOf(session, await installationToken(session, credentials.app), credentials.app.id);
}

function clientOf(session: Session, token: string, app: number | null): GitHubClient {
  const { url, wire, second } = session;
  const octokit = instance(session, { auth: token });
  const ask = (question: Omit<Question, 'secret'>): Promise<Answer | null> =>
    send(octokit, { ...question, secret: token });

  const sender =
    (method: string): GitHubClient['get'] =>
    async (route, values, sendOptions = {}) =>
      (await ask({ route: `${method} ${route}`, values: values ?? {}, options: sendOptions }))
        ?.data ?? null;

  function pages(route: string, values: Values, options: PagesOptions): Promise<Listed> {
    const first = { ...values, per_page: limits.page };
    return readPages(
      async (next) => {
        const question =
          typeof next === 'string'
            ? { route: `GET ${next}` }
            : { route: `GET ${route}`, values: next === 1 ? first : { ...first, page: next } };
        const answer = await ask(question);
        const link = answer?.headers['link'];
        return { data: answer?.data, link: typeof link === 'string' ? link : null };
      },
      new URL(url).origin,
      options,
    );
  }

  async function graphql(query: string, variables: Values): Promise<GraphqlAnswer> {
    const route = `POST ${url.replace(/\/api\/v3$/, '/api')}/graphql`;
    const question = { route, values: { query, variables }, options: { repeatable: true } };
    const answer = await ask(question).catch((error: unknown) => {
      if (error instanceof JitlError && absent.has(error.code)) return error;
      throw error;
    });
    if (answer instanceof JitlError) return { kind: 'unavailable', error: answer };
    return graphqlAnswer(answer?.data);
  }

  async function pause(attempt: number): Promise<boolean> {
    const time = attempt ** 2 * second;
    if (time >= wire.left()) return false;
    await wait(time);
    return true;
  }

  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    get: sender('GET'),
    post: sender('POST'),
    patch: sender('PATCH'),
    pages,
    graphql,
    pause,
    calls: wire.calls,
    url,
    gitAuthorization: `Basic ${basic}`,
    app,
  };
}

/** The address of GraphQL is not there, or does not work. */
const absent: ReadonlySet<string> = new Set(['forge-unreachable', 'forge-not-found']);

async function send(octokit: Octokit, question: Question): Promise<Answer | null> {
  const { route, values = {}, options = {}, secret } = question;
  try {
    const request = { repeatable: options.repeatable ?? false };
    const { data, headers } = await octokit.request(route, { ...values, request });
    return { data, headers };
  } catch (error) {
    // What the wire itself refuses comes back wrapped by the library.
    if (error instanceof Error && error.cause instanceof JitlError) throw error.cause;
    const refusal = refusalOf(error, route, secret);
    if (refusal === null) throw incomprehensible(error);
    if (refusal.status !== null && (options.orNull ?? []).includes(refusal.status)) return null;
    throw refused(refusal);
  }
}

/** An answer that is so odd that the libraries stumble over it. */
function incomprehensible(error: unknown): JitlError {
  if (error instanceof JitlError) return error;
  return new JitlError('forge-unexpected', 'GitHub’s answer could not be understood', {
    cause: error,
  });
}

const Client = Octokit.plugin(bounded, retry, throttling);

function instance(session: Session, auth: Readonly<Record<string, unknown>>): Octokit {
  const { url, wire, second, userAgent } = session;
  const free = paced(0);
  const schedulers: object = {
    global: free,
    auth: free,
    search: free,
    write: free,
    notifications: paced(second),
  };
  const mayWait = (seconds: number, _: object, __: unknown, retries: number): boolean =>
    retries < limits.retries && seconds * second < wire.left();
  return new Client({
    baseUrl: url,
    userAgent,
    log: silent,
    ...auth,
    request: { fetch: wire.fetch, log: silent },
    // Each failure says for itself how often it may be retried: see `bounded`.
    retry: { retries: 0, doNotRetry: [], retryAfterBaseValue: second },
    throttle: {
      retryAfterBaseValue: second,
      onRateLimit: mayWait,
      onSecondaryRateLimit: mayWait,
      ...schedulers,
    },
    bounds: session,
  });
}

/**
 * Innermost of the plugins: it tells the others what may be tried again. Losing an answer does not
 * tell whether a write took place, so only what is repeatable is sent twice.
 */
function bounded(octokit: Octokit, options: Record<string, unknown>): void {
  const { wire, second } = options['bounds'] as Session;
  const attempts = new WeakMap<object, number>();
  octokit.hook.wrap('request', async (request, asked) => {
    const attempt = (attempts.get(asked) ?? 0) + 1;
    attempts.set(asked, attempt);
    const control = asked.request as Record<string, unknown>;
    const repeatable = asked.method === 'GET' || control['repeatable'] === true;
    const again = repeatable && attempt <= limits.retries && attempt ** 2 * second < wire.left();
    // Also for an answer that the retry plugin takes for a failure: of GraphQL, with status 200.
    control['retries'] = again ? limits.retries : 0;
    try {
      return await request(asked);
    } catch (error) {
      const refusal = refusalOf(error, '', '');
      const passing = refusal !== null && (refusal.status === null || refusal.status >= 500);
      if (!passing) control['retries'] = 0;
      if (refusal !== null && error instanceof Error && isSecondary(refusal))
        error.message = `secondary rate limit: ${error.message}`;
      throw error;
    }
  });
}

async function installationToken(session: Session, app: AppCredentials): Promise<string> {
  const [owner = '', repo = ''] = app.repository.split('/');
  const { permissions } = app;
  const octokit = instance(session, {
    authStrategy: createAppAuth,
    auth: { appId: app.id, privateKey: pkcs8(app.privateKey), log: silent },
  });
  const secret = app.privateKey;
  const route = 'GET /repos/{owner}/{repo}/installation';
  const answer = await send(octokit, { route, values: { owner, repo }, secret });
  const installation = readAs(z.object({ id }), answer?.data, 'the installation of the App');
  try {
    const minted: unknown = await octokit.auth({
      type: 'installation',
      installationId: installation.id,
      repositoryNames: [repo],
      permissions,
    });
    return readAs(z.object({ token: z.string().min(1) }), minted, 'a token of the App').token;
  } catch (error) {
    const refusal = refusalOf(error, 'POST /app/installations/{id}/access_tokens', secret);
    if (refusal?.status !== 422)
      throw refusal === null ? incomprehensible(error) : refused(refusal);
    throw rightsMissing(permissions);
  }
}
