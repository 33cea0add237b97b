import { Composer, isAlias, isMap, isScalar, isSeq, Lexer, Parser } from 'yaml';
import type { CST } from 'yaml';
import { indexLines } from '../location.ts';
import type { LineIndex } from '../location.ts';
import { decodeText } from './decode.ts';
import { readDocuments } from './documents.ts';
import type { YamlDocument } from './documents.ts';
import { checkToken, limits, newGuard } from './limits.ts';
import type { Breach } from './limits.ts';
import { addProblem, finishProblems, newProblems } from './problem.ts';
import type { YamlProblem } from './problem.ts';
import { propertiesOf, spanOf } from './raw.ts';
import type { RawNode } from './raw.ts';
import { directiveProblem, failAt, newStream, noteProperty, openDocument } from './stream.ts';
import type { Stream } from './stream.ts';
import { spanOfError, unforeseen } from './syntax.ts';
import type { ErrorSource } from './syntax.ts';

export type { YamlDocument } from './documents.ts';
export type { YamlProblem } from './problem.ts';

/** A file as every consumer reads it, or why that cannot be said. */
export interface ParsedYaml {
  /** Null when the bytes are no text. */
  readonly lines: LineIndex | null;
  /** All documents of the stream; empty when the file has a problem. */
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly YamlProblem[];
}

/** The library's marks; the byte rules keep these characters out of the text. */
const DOCUMENT = '\u0002';
const FLOW_ERROR = '\u0018';
const SCALAR = '\u001f';

/**
 * Reads YAML 1.2 (and JSON) strictly and completely: bytes, limits, syntax, then structure
 * (docs/threat-model.md). Never throws for bad input.
 */
export function parseYaml(bytes: Uint8Array): ParsedYaml {
  if (bytes.length > limits.fileBytes)
    return { lines: null, documents: [], problems: [tooLarge(bytes)] };
  const { text, problems } = decodeText(bytes);
  if (text === null) return { lines: null, documents: [], problems };
  const lines = indexLines(text);
  if (problems.length > 0) return { lines, documents: [], problems };
  const stream = newStream(text);
  try {
    readStream(stream);
    if (stream.errors.length === 0) return { lines, ...readDocuments(stream, view) };
  } catch (error) {
    if (stream.errors.length === 0) stream.errors.push(unforeseen(error));
  }
  return { lines, documents: [], problems: stream.errors };
}

function tooLarge(bytes: Uint8Array): YamlProblem {
  return {
    code: 'file-too-large',
    message: `the file has ${bytes.length} bytes, more than ${limits.fileBytes}`,
    help: 'split the file',
    span: { start: 0, end: 0 },
  };
}

/**
 * Drives the library's three stages by hand: every token is counted before it costs anything, and
 * tags, anchors and directives are seen where they stand.
 */
function readStream(stream: Stream): void {
  const parser = new Parser();
  const composer = newComposer(stream);
  const guard = newGuard();
  let offset = 0;
  let isContent = false;
  for (const token of new Lexer().lex(stream.text)) {
    if (!isContent) {
      const breach = checkToken(guard, token, parser.stack.length);
      if (breach !== null) return stop(stream, breach, offset);
      noteProperty(stream, token, offset);
    }
    for (const item of parser.next(token)) feed(stream, composer, item);
    isContent = token === SCALAR;
    if (!isContent && token !== DOCUMENT && token !== FLOW_ERROR) offset += token.length;
  }
  for (const item of parser.end()) feed(stream, composer, item);
  for (const document of composer.end()) stream.roots.push(document.contents);
  const loose = newProblems();
  for (const span of stream.directives) addProblem(loose, directiveProblem(span));
  stream.errors.push(...finishProblems(loose));
}

function stop(stream: Stream, breach: Breach, offset: number): void {
  stream.errors.push({ ...breach, span: spanOfError(offset, stream.text.length) });
}

/**
 * Scalars are left as text (`failsafe`), their types are decided in `scalar.ts`. `uniqueKeys` is
 * quadratic in the library (64k keys: 65 s); `keys.ts` does it in linear time.
 */
function newComposer(stream: Stream): Composer {
  const composer = new Composer({
    version: '1.2',
    schema: 'failsafe',
    merge: false,
    resolveKnownTags: false,
    uniqueKeys: false,
    keepSourceTokens: false,
    prettyErrors: false,
    logLevel: 'silent',
    strict: true,
  });
  const onError = (source: ErrorSource, code: string, message: string, warning?: boolean): void => {
    // An unknown tag: `explicit-tag` is reported for every tag, known or not.
    if (warning === true && code === 'TAG_RESOLVE_FAILED') return;
    failAt(stream, source, message, code);
  };
  // The library builds an Error with a stack for each of up to millions of errors; this does not.
  return Object.assign(composer, { onError });
}

function feed(stream: Stream, composer: Composer, item: CST.Token): void {
  switch (item.type) {
    case 'comment':
    case 'newline':
    case 'space':
      return;
    case 'directive':
      // Kept from the library: `%YAML 1.1` would change types, and %TAG lists are copied per document.
      stream.directives.push(spanOfError(item, stream.text.length));
      return;
    case 'error':
      return failAt(stream, item, item.message);
    case 'doc-end':
      if (stream.documents.length === 0)
        return failAt(stream, item, 'a document end without a document');
      break;
    case 'document':
      openDocument(
        stream,
        item.offset,
        item.start.some((token) => token.type === 'doc-start'),
      );
      break;
    default:
      break;
  }
  for (const document of composer.next(item)) stream.roots.push(document.contents);
}

/** The one place that looks into the library's nodes. */
function view(node: unknown): RawNode {
  if (isScalar(node)) {
    const style =
      node.type === 'PLAIN' ? 'plain' : node.type === 'QUOTE_DOUBLE' ? 'double-quoted' : 'other';
    return { kind: 'scalar', text: node.source ?? '', style, ...propertiesOf(node) };
  }
  if (isMap(node))
    return { kind: 'mapping', flow: node.flow === true, pairs: node.items, ...propertiesOf(node) };
  if (isSeq(node))
    return { kind: 'sequence', flow: node.flow === true, items: node.items, ...propertiesOf(node) };
  if (isAlias(node)) return { kind: 'alias', name: node.source, span: spanOf(node.range) };
  throw new TypeError('not a node of the library');
}
