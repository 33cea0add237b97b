import { description, type Compiled } from './compile.ts';
import { findOperation } from './find-operation.ts';
import { undescribedOperations } from './known-gaps.ts';
import { checkParameters, type Query } from './parameters.ts';

export interface ApiCall {
  readonly method: string;
  /** From the root of the API, percent-encoded, without the query: `/repos/acme/identities`. */
  readonly path: string;
  readonly query: Query;
  /** Undefined or null: none. */
  readonly requestBody: unknown;
  readonly status: number;
  /** Undefined or null: none. */
  readonly responseBody: unknown;
}

/** Answers that any operation can give, described for it or not. */
const ERRORS = new Set([401, 403, 404, 422, 429]);

/**
 * What a call and its answer break of GitHub's published description: parameters, bodies with
 * fields that are not described, and a status that this operation does not answer.
 */
export function validateCall(call: ApiCall): readonly string[] {
  const method = call.method.toUpperCase();
  const { names, compiled } = description();
  const match = findOperation(names, method, call.path);
  if (match === null) {
    const gap = findOperation([...undescribedOperations.keys()], method, call.path);
    return gap === null ? [`${method} ${call.path}: unknown operation`] : [];
  }
  const operation = compiled(match.name);
  const problems = [
    ...checkParameters(operation, match.values, call.query),
    ...checkRequest(operation, call.requestBody ?? null),
    ...checkAnswer(operation, call.status, call.responseBody ?? null),
  ];
  return problems.map((one) => `${match.name}: ${one}`);
}

function checkRequest({ operation, body }: Compiled, value: unknown): readonly string[] {
  if (body === null) return value === null ? [] : ['request body: none is described'];
  if (value === null) return operation.body?.required === true ? ['request body is missing'] : [];
  return body(value).map((one) => `request body: ${one}`);
}

function checkAnswer({ responses }: Compiled, status: number, value: unknown): readonly string[] {
  if (ERRORS.has(status) || status >= 500) return hasMessage(value) ? [] : [withoutMessage(status)];
  const check = responses.get(String(status));
  if (check === undefined) return [`status ${status} is not described`];
  if (check === null) return value === null ? [] : [`answer ${status}: no body is described`];
  if (value === null) return [`answer ${status} has no body`];
  return check(value).map((one) => `answer ${status}: ${one}`);
}

function hasMessage(value: unknown): boolean {
  return typeof (value as { message?: unknown } | null)?.message === 'string';
}

function withoutMessage(status: number): string {
  return `answer ${status}: an error has a message`;
}
