import type { z } from 'zod';

import type { Diagnostic, DiagnosticCode } from '../diagnostic.ts';
import { locate, type LineIndex, type Side, type Span } from '../location.ts';
import { get, type YamlMapping, type YamlNode } from '../yaml/node.ts';
import { closest } from './closest.ts';
import { keysAt } from './keys-at.ts';

/** Where a document lies, for the locations of what is wrong with it. */
export interface DocumentPlace {
  readonly path: string;
  readonly side: Side;
  readonly lines: LineIndex;
}

export interface Validated<T> {
  readonly value: T | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** The codes under which a family of documents reports its problems. */
export interface ValidationCodes {
  readonly unknownKey: DiagnosticCode;
  readonly invalid: DiagnosticCode;
}

/**
 * Checks a document against one of our schemas and maps every problem to its line and column.
 * All problems are reported, not the first.
 */
export function validateDocument<Schema extends z.ZodType>(
  root: YamlMapping,
  place: DocumentPlace,
  schema: Schema,
  codes: ValidationCodes,
): Validated<z.output<Schema>> {
  const diagnostics: Diagnostic[] = ambiguousScalars(root, place);
  const parsed = schema.safeParse(plainValue(root));
  if (parsed.success && diagnostics.length === 0) return { value: parsed.data, diagnostics };
  if (!parsed.success)
    for (const issue of parsed.error.issues)
      diagnostics.push(...describeIssue(issue, { root, place, codes, schema }));
  return { value: null, diagnostics };
}

interface IssueContext {
  readonly root: YamlMapping;
  readonly place: DocumentPlace;
  readonly codes: ValidationCodes;
  readonly schema: z.ZodType;
}

function describeIssue(issue: z.core.$ZodIssue, context: IssueContext): Diagnostic[] {
  const { root, place, codes } = context;
  const node = nodeAt(root, issue.path);
  const at = (span: Span) => locate(place.path, place.side, place.lines, span);
  const where = issue.path.length === 0 ? 'the document' : `\`${issue.path.map(String).join('.')}\``;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      code: codes.unknownKey,
      severity: 'error' as const,
      message: `unknown key \`${key}\``,
      ...suggestion(key, keysAt(context.schema, issue.path)),
      location: at(keySpan(node, key) ?? node.span),
    }));
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String);
    return [
      {
        code: codes.invalid,
        severity: 'error',
        message: `${where} is \`${scalarText(node)}\`, which is not one of its values`,
        ...(suggestion(scalarText(node), allowed).help === undefined
          ? { help: `use ${allowed.map((value) => `\`${value}\``).join(', ')}` }
          : suggestion(scalarText(node), allowed)),
        location: at(node.span),
      },
    ];
  }
  return [
    {
      code: codes.invalid,
      severity: 'error',
      message: `${where}: ${lowerFirst(issue.message)}`,
      ...(issue.code === 'invalid_type' ? otherType(node, issue.expected) : {}),
      location: at(node.span),
    },
  ];
}

/** How to write what is there as the type that is asked for, where that is what was meant. */
function otherType(node: YamlNode, expected: string): { readonly help?: string } {
  if (node.kind !== 'scalar') return {};
  const { text } = node;
  const plainly = typeof node.value === 'string' && /^-?\d{1,15}$|^(?:true|false)$/.test(text);
  if (expected === 'array') return { help: `did you mean \`[${text}]\`?` };
  if (expected === 'string' && typeof node.value !== 'string' && node.value !== null)
    return { help: `did you mean \`'${text}'\`, in quotes?` };
  if (['number', 'int', 'boolean'].includes(expected) && plainly)
    return { help: `did you mean \`${text}\`, without quotes?` };
  return {};
}

function suggestion(text: string, allowed: readonly string[]): { readonly help?: string } {
  const near = closest(text, allowed);
  if (near !== null) return { help: `did you mean \`${near}\`?` };
  return {};
}

/** Plain data for zod. Objects have no prototype, so that no key of the document can reach one. */
export function plainValue(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(plainValue);
  const object: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const entry of node.entries) object[entry.key] = plainValue(entry.value);
  return object;
}

/** The node at a path, or the last one on the way that exists. */
export function nodeAt(root: YamlNode, path: readonly PropertyKey[]): YamlNode {
  let node = root;
  for (const step of path) {
    const next =
      node.kind === 'mapping'
        ? get(node, String(step))
        : node.kind === 'sequence'
          ? node.items[Number(step)]
          : undefined;
    if (next === undefined) return node;
    node = next;
  }
  return node;
}

function keySpan(node: YamlNode, key: string): Span | null {
  if (node.kind !== 'mapping') return null;
  return node.entries.find((entry) => entry.key === key)?.keySpan ?? null;
}

function scalarText(node: YamlNode): string {
  return node.kind === 'scalar' ? node.text : node.kind;
}

/**
 * In our own files a plain scalar that YAML 1.1 and 1.2 read differently is refused wherever it
 * stands. A date is exempt: the schemas take it as text and check it as RFC 3339.
 */
function ambiguousScalars(root: YamlNode, place: DocumentPlace): Diagnostic[] {
  const found: Diagnostic[] = [];
  const pending: YamlNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'sequence') pending.push(...node.items);
    else if (node.kind === 'mapping') for (const entry of node.entries) pending.push(entry.value);
    else if (node.ambiguous !== null && !PLAIN_DATE.test(node.text))
      found.push({
        code: 'ambiguous-scalar',
        severity: 'error',
        message: `\`${node.text}\` is ${node.ambiguous}`,
        help: `quote it: \`"${node.text}"\``,
        location: locate(place.path, place.side, place.lines, node.span),
      });
  }
  return found;
}

const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}(?:T[0-9:.]+(?:Z|[+-]\d{2}:\d{2}))?$/;

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
