import * as z from 'zod';

import { JitlError } from '../../errors.ts';
import { quoted } from '../git/printable.ts';

/** How a request ended that gave no answer to use. */
export interface Refusal {
  /** Such as `GET /repos/acme/identities/pulls/12`. */
  readonly request: string;
  /** Null: nothing was answered at all. */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, unknown>>;
  /** What GitHub or the network said, without the token. */
  readonly said: string;
}

/** Whether GitHub refused because of how much was asked, and until when it will. */
function isRateLimit({ status, headers, said }: Refusal): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return (
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /\brate limit\b/i.test(said)
  );
}

/** The throttling plugin knows such a limit by its message alone, and takes others for refusals. */
export function isSecondary(refusal: Refusal): boolean {
  const { headers } = refusal;
  const primary = headers['x-ratelimit-remaining'] === '0' && headers['retry-after'] === undefined;
  return isRateLimit(refusal) && !primary;
}

/**
 * What an error of the HTTP library means, without the library’s objects, which hold headers of
 * requests. Null: it is no failed request. `route` is for the message, unless the error knows better.
 */
export function refusalOf(error: unknown, route: string, secret: string): Refusal | null {
  if (error instanceof JitlError || !(error instanceof Error)) return null;
  if (error.cause instanceof JitlError) return null;
  const read = failed.safeParse(error);
  if (!read.success) return null;
  const { status, response, request } = read.data;
  if (status === undefined && response === undefined) return null;
  const limited = response?.data.errors.some(({ type }) => type === 'RATE_LIMITED') ?? false;
  const clean = (text: string): string => (secret === '' ? text : text.replaceAll(secret, '…'));
  return {
    request: clean(requestLine(request) ?? route),
    status: limited ? 429 : response === undefined ? null : (status ?? null),
    headers: response?.headers ?? {},
    said: clean(error.message).slice(0, 1000),
  };
}

const failed = z.object({
  status: z.number().optional(),
  response: z
    .object({
      headers: z.record(z.string(), z.unknown()).catch({}),
      data: z
        .object({ errors: z.array(z.object({ type: z.string().optional() })).catch([]) })
        .catch({ errors: [] }),
    })
    .optional(),
  request: z.object({ method: z.string(), url: z.string() }).optional().catch(undefined),
});

function requestLine(request: { method: string; url: string } | undefined): string | null {
  if (request === undefined || !URL.canParse(request.url)) return null;
  return `${request.method} ${new URL(request.url).pathname}`;
}

/** The error for a refusal, with what to do about it. */
export function refused(refusal: Refusal): JitlError {
  const { request, status, said } = refusal;
  if (isRateLimit(refusal)) return rateLimited(request, refusal.headers);
  if (status === null || status >= 500)
    return new JitlError(
      'forge-unreachable',
      `${request} got no answer that could be used: ${status === null ? '' : `${status} `}${quoted(said)}`,
      { help: 'try again later; https://www.githubstatus.com says whether GitHub is ill' },
    );
  if (status === 401)
    return new JitlError(
      'forge-unauthorized',
      `GitHub does not accept the token: ${quoted(said)}`,
      {
        help: 'check that the token is whole and has not expired, or the id and key of the App',
      },
    );
  if (status === 403)
    return new JitlError('forge-forbidden', `the token may not ${request}: ${quoted(said)}`, {
      help: permissionHelp(refusal.headers),
    });
  if (status === 404 || status === 410)
    return new JitlError('forge-not-found', `GitHub has nothing for ${request}: ${quoted(said)}`, {
      help: `check the names; GitHub also says this where the token may not look: ${permissionHelp(refusal.headers)}`,
    });
  return new JitlError(
    'forge-unexpected',
    `${request} was answered with ${status}: ${quoted(said)}`,
  );
}

export function rateLimited(
  request: string,
  headers: Readonly<Record<string, unknown>>,
): JitlError {
  return new JitlError('forge-rate-limited', `${request}: ${limitText(headers)}`, {
    help: 'run it again after that time; an App of your own has a larger limit',
  });
}

/** GitHub names what would do in a header: `pull_requests=write; issues=write`. */
export function permissionHelp(headers: Readonly<Record<string, unknown>>): string {
  const accepted = headers['x-accepted-github-permissions'];
  if (typeof accepted !== 'string' || accepted === '')
    return 'compare its permissions with those that the documentation lists';
  return `give the token one of these permissions: ${quoted(accepted.slice(0, 200))}`;
}

function limitText(headers: Readonly<Record<string, unknown>>): string {
  const after = Number(headers['retry-after']);
  if (Number.isSafeInteger(after) && after > 0)
    return `GitHub asks to wait ${after} seconds, which is longer than there is time`;
  const reset = Number(headers['x-ratelimit-reset']);
  if (Number.isSafeInteger(reset) && reset > 0 && reset < 8_000_000_000)
    return `the limit of requests is used up until ${new Date(reset * 1000).toISOString()}`;
  return 'GitHub limits requests for now, and does not say until when';
}
