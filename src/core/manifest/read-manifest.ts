import type { Diagnostic, DiagnosticCode } from '../diagnostic.ts';
import { formatOf } from '../formats/registry.ts';
import { indexLines, locate, type LineIndex } from '../location.ts';
import { get, type YamlMapping, type YamlNode } from '../yaml/node.ts';
import { parseYaml, type YamlDocument, type YamlProblem } from '../yaml/parse.ts';
import { findTemplate } from '../yaml/template.ts';
import {
  candidateKind,
  holdsManifestLines,
  jsonMayHoldManifest,
  mentionsIdentity,
  startsLikeManifest,
} from './candidate.ts';
import type { DeclaredObject, Manifest, ManifestSource, Unassessable } from './object.ts';
import { foreignObject, unreadObject } from './unread.ts';
import { carriedObjects } from './wrappers.ts';

/** Document problems that other parsers resolve differently; they block in any recognised object. */
const BLOCKING: ReadonlySet<DiagnosticCode> = new Set([
  'duplicate-key',
  'case-variant-key',
  'merge-key',
  'alias-cycle',
  'alias-expansion',
  'explicit-tag',
  'yaml-directive',
  'non-string-key',
  'prototype-key',
  'confusable-key',
  'too-deep',
  'too-many-nodes',
]);

/** How deep carriers may carry carriers. */
const CARRIER_DEPTH = 8;

/** Reads one file. Whatever of it could hold an identity is an object or unassessable. */
export function readManifest(source: ManifestSource): Manifest {
  const lenient = new TextDecoder('utf-8').decode(source.bytes);
  const candidate = candidateKind(source.path);
  const sniffed = candidate === 'other' && !startsLikeManifest(lenient);
  if (sniffed && !holdsManifestLines(lenient)) return nothing(source);
  if (candidate === 'json' && !jsonMayHoldManifest(lenient)) return nothing(source);
  if (candidate === 'template') return readTemplate(source, lenient);
  const parsed = parseYaml(source.bytes);
  const first = parsed.problems[0];
  // A template can happen to be YAML as well, and then means something else than it seems to.
  const template = lenient.includes('{{') || lenient.includes('{%') ? findTemplate(lenient) : null;
  if (template !== null && !sniffed) return readTemplate(source, lenient);
  // Prose that quotes a manifest is no manifest; a file that parses as one is.
  if (first !== undefined && sniffed) return nothing(source);
  if (first !== undefined)
    return { ...nothing(source), unassessable: [unreadable(source, lenient, first)] };
  if (parsed.lines === null) return nothing(source);
  const reading: FileReading = {
    source,
    lines: parsed.lines,
    content: lenient,
    objects: [],
    unassessable: [],
    diagnostics: [],
  };
  for (const document of parsed.documents) readDocument(reading, document);
  return {
    path: source.path,
    side: source.side,
    objects: reading.objects,
    unassessable: reading.unassessable,
    diagnostics: reading.diagnostics,
  };
}

interface FileReading {
  readonly source: ManifestSource;
  readonly lines: LineIndex;
  readonly content: string;
  readonly objects: DeclaredObject[];
  readonly unassessable: Unassessable[];
  readonly diagnostics: Diagnostic[];
}

function nothing(source: ManifestSource): Manifest {
  return { path: source.path, side: source.side, objects: [], unassessable: [], diagnostics: [] };
}

/**
 * A template is not a manifest until it is rendered. What it becomes cannot be known here, so each
 * changed template is one finding.
 */
function readTemplate(source: ManifestSource, text: string): Manifest {
  const found = findTemplate(text);
  if (found === null && !startsLikeManifest(text)) return nothing(source);
  return {
    ...nothing(source),
    unassessable: [
      {
        path: source.path,
        side: source.side,
        code: 'unrendered-template',
        message: 'the template is not rendered, so what it would apply is unknown',
        help: 'commit the rendered manifests, or have somebody read the rendered difference',
        location: locate(
          source.path,
          source.side,
          indexLines(text),
          found?.span ?? { start: 0, end: 1 },
        ),
        extent: 'file',
        mentionsIdentity: mentionsIdentity(text),
        recognised: false,
        key: source.path,
        content: text,
      },
    ],
  };
}

function unreadable(source: ManifestSource, text: string, problem: YamlProblem): Unassessable {
  return {
    path: source.path,
    side: source.side,
    code: problem.code,
    message: problem.message,
    ...(problem.help === undefined ? {} : { help: problem.help }),
    location: locate(source.path, source.side, indexLines(text), problem.span),
    extent: 'file',
    // Bytes that are no text cannot be searched for marks: assume the worst.
    mentionsIdentity: problem.code === 'not-utf-8' || mentionsIdentity(text),
    recognised: false,
    key: source.path,
    content: byteText(source.bytes),
  };
}

/** Two different byte strings must never look equal, which a lenient decoding would allow. */
function byteText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

function readDocument(reading: FileReading, document: YamlDocument): void {
  const before = reading.objects.length;
  const seen = collect(reading, document.root, 0);
  // A document that was too costly to build has no root: what it holds is unknown, not nothing.
  const unbuilt = document.root === null && document.problems.length > 0;
  if (!seen && !unbuilt && !hasMergedRoot(document)) return;
  const strict = reading.objects
    .slice(before)
    .some((object) => formatOf(object.group, object.kind)?.profile === 'strict');
  const blocking = document.problems.find(
    (problem) =>
      BLOCKING.has(problem.code) ||
      (strict && (problem.code === 'anchor' || problem.code === 'number-out-of-range')),
  );
  if (blocking === undefined) return;
  const held = reading.objects.length > before;
  reading.objects.length = before;
  reading.unassessable.push({
    ...unreadable(reading.source, reading.content, blocking),
    mentionsIdentity: held || mentionsIdentity(reading.content),
    recognised: held || (unbuilt && mentionsIdentity(reading.content)),
  });
}

/** A `<<` at the top could bring `apiVersion` and `kind` from elsewhere. */
function hasMergedRoot(document: YamlDocument): boolean {
  const { root } = document;
  return (
    root?.kind === 'mapping' && get(root, '<<') !== undefined && get(root, 'kind') === undefined
  );
}

/** Finds the objects of a node; true when any of them may carry identities. */
function collect(reading: FileReading, node: YamlNode | null, depth: number): boolean {
  if (node?.kind !== 'mapping') return false;
  const apiVersion = scalarText(node, 'apiVersion');
  const kind = scalarText(node, 'kind');
  const foreign = foreignObject(reading.source, reading.lines, node);
  if (foreign !== null) reading.unassessable.push(foreign);
  if (foreign !== null || apiVersion === null || kind === null) return foreign !== null;
  const slash = apiVersion.indexOf('/');
  const group = slash === -1 ? '' : apiVersion.slice(0, slash);
  const carried = carriedObjects(group, kind, node);
  if (carried !== null && depth >= CARRIER_DEPTH) {
    reading.unassessable.push(tooDeep(reading, node));
    return true;
  }
  if (carried !== null) {
    let any = false;
    for (const item of carried) any = collect(reading, item, depth + 1) || any;
    return any;
  }
  const object = declare(reading, node, { group, version: apiVersion.slice(slash + 1), kind });
  if (formatOf(group, kind) !== null) {
    reading.objects.push(object);
    return true;
  }
  const unread = unreadObject(object);
  if (unread !== null) reading.unassessable.push(unread);
  return unread !== null;
}

function tooDeep(reading: FileReading, node: YamlMapping): Unassessable {
  return unreadable(reading.source, reading.content, {
    code: 'too-deep',
    message: `lists are nested more than ${CARRIER_DEPTH} deep`,
    help: 'write the objects as documents of their own',
    span: node.entries[0]?.keySpan ?? node.span,
  });
}

function declare(
  reading: FileReading,
  root: YamlMapping,
  type: { readonly group: string; readonly version: string; readonly kind: string },
): DeclaredObject {
  const metadata = get(root, 'metadata');
  const mapping = metadata?.kind === 'mapping' ? metadata : null;
  const name = mapping === null ? undefined : get(mapping, 'name');
  const kind = get(root, 'kind');
  return {
    path: reading.source.path,
    side: reading.source.side,
    lines: reading.lines,
    ...type,
    namespace: mapping === null ? '' : (scalarText(mapping, 'namespace') ?? ''),
    name: mapping === null ? '' : (scalarText(mapping, 'name') ?? ''),
    root,
    anchor: name?.span ?? kind?.span ?? root.span,
  };
}

function scalarText(mapping: YamlMapping, key: string): string | null {
  const node = get(mapping, key);
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : null;
}
