import { readFileSync } from 'node:fs';

/** A schema as OpenAPI 3.0 writes it, or as JSON Schema does after `rewriteSchema`. */
export type Schema = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: Schema;
}

export interface Operation {
  readonly parameters: readonly Parameter[];
  /** Absent: it takes no body. */
  readonly body?: { readonly required: boolean; readonly schema: Schema };
  /** By status; null: an answer without a body. */
  readonly responses: Readonly<Record<string, Schema | null>>;
}

export interface Slice {
  readonly licence: Readonly<Record<string, string>>;
  /** By `METHOD path`, the path with its parameters in braces. */
  readonly operations: Readonly<Record<string, Operation>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const FILE = new URL('../../../fixtures/github/openapi-slice.json', import.meta.url);

/** What `slice-openapi.mjs` cut out of GitHub's description. */
export function readSlice(): Slice {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Slice;
}
