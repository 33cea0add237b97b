import type { Span } from '../location.ts';
import { limits, tooManyDocuments } from './limits.ts';
import type { YamlProblem } from './problem.ts';
import { spanOfError, syntaxProblem } from './syntax.ts';
import type { ErrorSource } from './syntax.ts';

/** A tag or an anchor where it is written. */
export interface Property {
  readonly kind: 'anchor' | 'tag';
  readonly text: string;
  readonly span: Span;
}

/** What is known of a document before its content is converted. */
export interface DocumentStart {
  readonly start: number;
  readonly directives: readonly Span[];
}

/** A file on its way through the library; one root for each document when it is done. */
export interface Stream {
  readonly text: string;
  readonly documents: DocumentStart[];
  readonly roots: unknown[];
  readonly properties: Property[];
  /** Directives whose document has not begun. */
  readonly directives: Span[];
  /** Each of these ends the reading of the file. */
  readonly errors: YamlProblem[];
}

export function newStream(text: string): Stream {
  return { text, documents: [], roots: [], properties: [], directives: [], errors: [] };
}

/** Notes a token if it is a tag or an anchor. */
export function noteProperty(stream: Stream, token: string, start: number): void {
  const first = token.charCodeAt(0);
  if (first !== 0x21 && first !== 0x26) return;
  const span = { start, end: start + token.length };
  stream.properties.push({ kind: first === 0x21 ? 'tag' : 'anchor', text: token, span });
}

/** `%YAML 1.1` changes types for some consumers, and a tag can mean anything after `%TAG`. */
export function directiveProblem(span: Span): YamlProblem {
  return {
    code: 'yaml-directive',
    message: 'directives change what the document means to some consumers',
    help: 'remove the line that starts with `%`',
    span,
  };
}

/** A document; the directives so far are its own and need `---` after them. Throws to leave the library at the limit. */
export function openDocument(stream: Stream, start: number, hasMarker: boolean): void {
  if (stream.documents.length >= limits.documents) {
    stream.errors.push({ ...tooManyDocuments(), span: spanOfError(start, stream.text.length) });
    throw new Error('enough documents');
  }
  const directives = stream.directives.splice(0);
  if (directives.length > 0 && !hasMarker)
    failAt(stream, start, 'a directive needs a line `---` after it');
  stream.documents.push({ start, directives });
}

/** Errors after the first few are echoes. */
const ERRORS = 10;

/**
 * Notes an error, and throws to leave the library once there are enough: a hostile file can hold
 * millions.
 */
export function failAt(
  stream: Stream,
  source: ErrorSource,
  message: string,
  code = 'UNEXPECTED_TOKEN',
): void {
  // The library catches what is thrown through it and comes back here once for each open level.
  if (stream.errors.length < ERRORS)
    stream.errors.push(syntaxProblem(code, message, spanOfError(source, stream.text.length)));
  if (stream.errors.length >= ERRORS) throw new Error('enough errors');
}
