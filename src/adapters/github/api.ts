import type { GraphqlAnswer } from './graphql-answer.ts';
import type { Listed, PagesOptions } from './pages.ts';

/** Values for the `{places}` of a route; the others go into the query or the body. */
export type Values = Readonly<Record<string, unknown>>;

export interface SendOptions {
  /** Statuses that are an answer, which is then null. */
  readonly orNull?: readonly number[];
  /** A write that may be sent twice: the second changes nothing. Reads always may. */
  readonly repeatable?: boolean;
}

type Send = (route: string, values?: Values, options?: SendOptions) => Promise<unknown>;

/** GitHub’s API. Every failure is a `JitlError`, and no message holds the token. */
export interface GitHubClient {
  readonly get: Send;
  readonly post: Send;
  readonly patch: Send;
  /** A list, page by page. */
  readonly pages: (route: string, values: Values, options: PagesOptions) => Promise<Listed>;
  readonly graphql: (query: string, variables: Values) => Promise<GraphqlAnswer>;
  /** Waits after the given attempt (from 1) before the next; false: there is no time left for it. */
  readonly pause: (attempt: number) => Promise<boolean>;
  /** Requests so far, those for the token included. */
  readonly calls: () => number;
  /** Without a slash at its end. */
  readonly url: string;
  /** The `Authorization` that opens git over HTTPS. A secret. */
  readonly gitAuthorization: string;
  /** The App that writes, or null: whoever the token belongs to. */
  readonly app: number | null;
}
