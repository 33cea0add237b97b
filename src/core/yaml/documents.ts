import type { Span } from '../location.ts';
import { convertNode } from './convert.ts';
import type { Conversion } from './convert.ts';
import type { YamlNode } from './node.ts';
import { addProblem, finishProblems, newProblems, quoted } from './problem.ts';
import type { YamlProblem } from './problem.ts';
import type { RawNode } from './raw.ts';
import { directiveProblem } from './stream.ts';
import type { DocumentStart, Property, Stream } from './stream.ts';

/** One document of a stream. */
export interface YamlDocument {
  /** Null when a limit or a cycle made the content unusable; an empty document is a null scalar. */
  readonly root: YamlNode | null;
  readonly span: Span;
  /** Of the structure; whether one of them matters depends on the kind of document. */
  readonly problems: readonly YamlProblem[];
}

export interface Documents {
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly YamlProblem[];
}

/** Converts what the library read; `view` looks into one of its nodes. */
export function readDocuments(stream: Stream, view: (node: unknown) => RawNode): Documents {
  const documents: YamlDocument[] = [];
  const fatal: YamlProblem[] = [];
  let nodes = 0;
  let property = 0;
  for (const [index, start] of stream.documents.entries()) {
    const until = stream.documents[index + 1]?.start ?? stream.text.length;
    const from = property;
    while ((stream.properties[property]?.span.start ?? until) < until) property += 1;
    const state = newConversion(stream, fatal, view);
    state.nodes = nodes;
    addStart(state, start, stream.properties.slice(from, property));
    const root = convertNode(state, stream.roots[index], 0);
    nodes = state.nodes;
    const span = { start: start.start, end: root?.span.end ?? until };
    documents.push({ root, span, problems: finishProblems(state.problems) });
  }
  return fatal.length > 0 ? { documents: [], problems: fatal } : { documents, problems: [] };
}

function newConversion(
  stream: Stream,
  fatal: YamlProblem[],
  view: (node: unknown) => RawNode,
): Conversion {
  return {
    text: stream.text,
    view,
    problems: newProblems(),
    fatal,
    anchors: new Map(),
    nodes: 0,
    weight: 0,
    aliasWeight: 0,
    deepest: 0,
  };
}

function addStart(state: Conversion, start: DocumentStart, properties: readonly Property[]): void {
  for (const span of start.directives) addProblem(state.problems, directiveProblem(span));
  for (const { kind, text, span } of properties)
    addProblem(
      state.problems,
      kind === 'anchor'
        ? {
            code: 'anchor',
            message: `the anchor ${quoted(text)} lets a value stand far from where it is used`,
            help: 'write the value out at each place',
            span,
          }
        : {
            code: 'explicit-tag',
            message: `the tag ${quoted(text)} changes the type of the value`,
            help: 'remove the tag',
            span,
          },
    );
}
