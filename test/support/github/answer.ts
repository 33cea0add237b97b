import type { Sim } from './sim.ts';
import type { SimRepository, SimToken } from './world.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request to a route, after its token was looked at. */
export interface Call {
  readonly sim: Sim;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly token: SimToken;
  /** What the pattern of the route named, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** The one that the path names, if the token reaches it. */
  readonly repository?: SimRepository;
}

/** A call about a repository that the token reaches. */
export interface RepositoryCall extends Call {
  readonly repository: SimRepository;
}

export type Level = 'read' | 'write';

/** Any one of these is enough: `[permission, level]`. */
export type Needs = readonly (readonly [string, Level])[];

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** `:name` is one segment, `:name*` any number of them. */
  readonly pattern: string;
  /** Null: the route looks at the token itself. */
  readonly needs: Needs | null;
  readonly answer: (call: Call) => Answer;
}

/** A route of one repository. `role` is what a person with an unlimited token must be. */
export function onRepository(
  method: Route['method'],
  pattern: string,
  needs: Needs,
  answer: (call: RepositoryCall) => Answer,
): Route {
  return {
    method,
    pattern: `/repos/:owner/:repo${pattern}`,
    needs,
    answer: (call) => {
      const { repository } = call;
      if (repository === undefined) throw new Error('a route of a repository needs one');
      return answer({ ...call, repository });
    },
  };
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function created(body: unknown): Answer {
  return { status: 201, body };
}

export function failure(status: number, message: string, more: object = {}): Answer {
  const documentation = 'https://docs.github.com/rest';
  return {
    status,
    body: { message, documentation_url: documentation, status: String(status), ...more },
  };
}

export function notFound(): Answer {
  return failure(404, 'Not Found');
}

/** 422: `errors` as GitHub lists them. */
export function invalid(message: string, errors?: readonly unknown[]): Answer {
  return failure(422, message, errors === undefined ? {} : { errors });
}

export function textOf(body: Readonly<Record<string, unknown>>, key: string): string | null {
  const value = body[key];
  return typeof value === 'string' ? value : null;
}
