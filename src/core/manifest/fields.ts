import type { Diagnostic, DiagnosticCode } from '../diagnostic.ts';
import type { Span } from '../location.ts';
import { sortedBy } from '../order.ts';
import { get, type YamlMapping, type YamlNode, type YamlScalar } from '../yaml/node.ts';
import { locateIn, type DeclaredObject } from './object.ts';

/** Reads the fields of one object and keeps what is wrong with them. */
export interface Reading {
  readonly object: DeclaredObject;
  readonly diagnostics: Diagnostic[];
}

export interface Text {
  readonly value: string;
  readonly span: Span;
}

export interface Problem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help?: string;
  readonly severity?: 'error' | 'note';
}

export function report(reading: Reading, span: Span, problem: Problem): void {
  reading.diagnostics.push({
    code: problem.code,
    severity: problem.severity ?? 'error',
    message: problem.message,
    ...(problem.help === undefined ? {} : { help: problem.help }),
    location: locateIn(reading.object, span),
  });
}

/**
 * A scalar that feeds a fact must be the same string for every parser. YAML 1.1 readers (PyYAML,
 * older Go) take a plain `yes` or `0777` for something else, so such a value is refused.
 */
export function readText(reading: Reading, node: YamlNode, what: string): Text | null {
  if (node.kind !== 'scalar') {
    report(reading, node.span, {
      code: 'wrong-type',
      message: `\`${what}\` must be a text, not a ${node.kind}`,
    });
    return null;
  }
  if (node.ambiguous !== null) return refuseAmbiguous(reading, node, what);
  if (typeof node.value !== 'string') {
    report(reading, node.span, {
      code: 'wrong-type',
      message: `\`${what}\` must be a text, and \`${node.text}\` is read as something else`,
      help: `quote it: \`"${node.text}"\``,
    });
    return null;
  }
  if (HIDDEN.test(node.value)) {
    report(reading, node.span, {
      code: 'forbidden-character',
      message: `\`${what}\` holds a character that does not show`,
      help: 'write it without the escape',
    });
    return null;
  }
  return { value: node.value, span: node.span };
}

/** Controls, and what hides or turns the reading direction, however it was escaped. */
const HIDDEN = /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/u;

/** Whether a text holds something that a reader would not see. */
export function holdsHidden(text: string): boolean {
  return HIDDEN.test(text);
}

function refuseAmbiguous(reading: Reading, node: YamlScalar, what: string): null {
  report(reading, node.span, {
    code: 'ambiguous-scalar',
    message: `\`${what}: ${node.text}\` is ${node.ambiguous ?? 'read differently by parsers'}`,
    help: `quote it: \`"${node.text}"\``,
  });
  return null;
}

/** A text field; absent, null and empty are null. */
export function textField(reading: Reading, parent: YamlMapping, key: string): Text | null {
  const node = get(parent, key);
  if (node === undefined || isNull(node)) return null;
  const text = readText(reading, node, key);
  return text === null || text.value === '' ? null : text;
}

/** A list of texts; a missing or null list is empty. A bare text is not a list to the API server. */
export function textList(reading: Reading, parent: YamlMapping, key: string): readonly Text[] {
  const node = get(parent, key);
  if (node === undefined || isNull(node)) return [];
  if (node.kind !== 'sequence') {
    report(reading, node.span, {
      code: 'wrong-type',
      message: `\`${key}\` must be a list`,
      help: `write \`${key}: [...]\``,
    });
    return [];
  }
  const texts: Text[] = [];
  for (const item of node.items) {
    const text = readText(reading, item, key);
    if (text !== null) texts.push(text);
  }
  return texts;
}

export function mappingField(
  reading: Reading,
  parent: YamlMapping,
  key: string,
): YamlMapping | null {
  const node = get(parent, key);
  if (node === undefined || isNull(node)) return null;
  if (node.kind === 'mapping') return node;
  report(reading, node.span, { code: 'wrong-type', message: `\`${key}\` must be a mapping` });
  return null;
}

/** The mappings of a list of mappings. */
export function mappingList(
  reading: Reading,
  parent: YamlMapping,
  key: string,
): readonly YamlMapping[] {
  const node = get(parent, key);
  if (node === undefined || isNull(node)) return [];
  if (node.kind !== 'sequence') {
    report(reading, node.span, { code: 'wrong-type', message: `\`${key}\` must be a list` });
    return [];
  }
  const mappings: YamlMapping[] = [];
  for (const item of node.items) {
    if (item.kind === 'mapping') mappings.push(item);
    else
      report(reading, item.span, {
        code: 'wrong-type',
        message: `every item of \`${key}\` must be a mapping`,
      });
  }
  return mappings;
}

export function booleanField(reading: Reading, parent: YamlMapping, key: string): boolean | null {
  const node = get(parent, key);
  if (node === undefined || isNull(node)) return null;
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
  report(reading, node.span, {
    code: 'wrong-type',
    message: `\`${key}\` must be \`true\` or \`false\``,
  });
  return null;
}

/**
 * A misspelt field is ignored by the consumer, so the object means something else than its author
 * believes, and correcting it later widens it silently. Kubernetes ignores it with a warning.
 */
export function reportUnknownFields(
  reading: Reading,
  mapping: YamlMapping,
  known: readonly string[],
): void {
  for (const entry of sortedBy(mapping.entries, (item) => item.key)) {
    if (known.includes(entry.key)) continue;
    report(reading, entry.keySpan, {
      code: 'unknown-field',
      message: `unknown field \`${entry.key}\`, which the consumer ignores`,
      help: `known here: ${known.join(', ')}`,
      severity: 'note',
    });
  }
}

function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null && node.ambiguous === null;
}
