import type { z } from 'zod';

import type { Diagnostic } from '../diagnostic.ts';
import { locate, type Location, type Side } from '../location.ts';
import { closest } from '../schema/closest.ts';
import { nodeAt, validateDocument, type DocumentPlace } from '../schema/validate.ts';
import { get, type YamlMapping, type YamlNode } from '../yaml/node.ts';
import { parseYaml, type YamlProblem } from '../yaml/parse.ts';
import type { Placed, ReadyPolicy, ReadyWaiver } from './basis.ts';
import { compileFactors } from './compile-factors.ts';
import { config, type Config } from './documents/config.ts';
import { people, type People } from './documents/people.ts';
import { policy } from './documents/policy.ts';
import { riskModel, type RiskModel } from './documents/risk-model.ts';
import { waiver } from './documents/waiver.ts';
import type { scopeLanguages } from './inputs.ts';

/** A policy file: shipped with jitl (`jitl:PACK/…`) or from `.jitl/` of one side. */
export interface BasisSource {
  readonly path: string;
  readonly side: Side;
  readonly bytes: Uint8Array;
}

/** Everything that was found in policy files, by kind, and what is wrong with it. */
export interface Collected {
  readonly models: Placed<RiskModel>[];
  readonly policies: ReadyPolicy[];
  readonly people: Placed<People>[];
  readonly configs: Placed<Config>[];
  readonly waivers: ReadyWaiver[];
  readonly diagnostics: Diagnostic[];
}

const KINDS = ['RiskModel', 'Policy', 'People', 'Config', 'Waiver'] as const;

type Languages = ReturnType<typeof scopeLanguages>;

export function readSource(collected: Collected, source: BasisSource, languages: Languages): void {
  for (const { root, place } of documentsOf(source, collected.diagnostics))
    readKind(collected, root, place, languages);
}

/** The documents of a file that could be read; what is wrong with the others is reported. */
export function documentsOf(
  source: BasisSource,
  diagnostics: Diagnostic[],
): readonly { readonly root: YamlNode | null; readonly place: DocumentPlace }[] {
  const { lines, documents, problems } = parseYaml(source.bytes);
  const report = (problem: YamlProblem): void => {
    diagnostics.push({
      code: problem.code,
      severity: 'error',
      message: problem.message,
      ...(problem.help === undefined ? {} : { help: problem.help }),
      location:
        lines === null ? nowhere(source) : locate(source.path, source.side, lines, problem.span),
    });
  };
  problems.forEach(report);
  if (lines === null) return [];
  const place: DocumentPlace = { path: source.path, side: source.side, lines };
  if (problems.length === 0 && documents.length === 0)
    diagnostics.push({
      code: 'policy-empty',
      severity: 'error',
      message: 'the file holds no document',
      help: 'delete it, or write a `Policy`',
      location: nowhere(source),
    });
  return documents.flatMap((document) => {
    document.problems.forEach(report);
    return document.problems.length > 0 ? [] : [{ root: document.root, place }];
  });
}

function nowhere(source: BasisSource): Location {
  const start = { line: 1, column: 1 };
  return { path: source.path, side: source.side, start, end: start, excerpt: '' };
}

function readKind(
  collected: Collected,
  root: YamlNode | null,
  place: DocumentPlace,
  languages: Languages,
): void {
  const kind = root?.kind === 'mapping' ? get(root, 'kind') : null;
  const name = kind?.kind === 'scalar' ? kind.text : '';
  if (root?.kind !== 'mapping' || !KINDS.some((known) => known === name)) {
    const span = (kind ?? root)?.span ?? { start: 0, end: 0 };
    const location = locate(place.path, place.side, place.lines, span);
    collected.diagnostics.push(unknownKind(name, location));
    return;
  }
  const reading: Reading = { collected, root, place };
  if (name === 'RiskModel') collected.models.push(...read(reading, riskModel));
  else if (name === 'People') collected.people.push(...read(reading, people));
  else if (name === 'Config') collected.configs.push(...read(reading, config));
  else if (name === 'Waiver') collected.waivers.push(...read(reading, waiver));
  else
    for (const placed of read(reading, policy)) {
      const context = { place, languages, diagnostics: collected.diagnostics };
      const factors = compileFactors(placed.document, root, context);
      collected.policies.push({ ...placed, factors });
    }
}

function unknownKind(name: string, location: Location): Diagnostic {
  if (name === 'PolicyTest')
    return {
      code: 'unknown-kind',
      severity: 'error',
      message: 'a `PolicyTest` stands among rules that are in force',
      help: 'move it to a file that ends in `.test.yaml`',
      location,
    };
  const near = closest(name, KINDS);
  return {
    code: 'unknown-kind',
    severity: 'error',
    message: name === '' ? 'the document has no `kind`' : `unknown kind \`${name}\``,
    help: near === null ? `use ${KINDS.join(', ')}` : `did you mean \`${near}\`?`,
    location,
  };
}

interface Reading {
  readonly collected: Collected;
  readonly root: YamlMapping;
  readonly place: DocumentPlace;
}

/** One document, or none where something is wrong with it. */
function read<Schema extends z.ZodType>(
  { collected, root, place }: Reading,
  schema: Schema,
): readonly Placed<z.output<Schema>>[] {
  const { value, diagnostics } = validateDocument(root, place, schema, {
    unknownKey: 'policy-unknown-key',
    invalid: 'policy-invalid',
  });
  collected.diagnostics.push(...diagnostics);
  if (value === null) return [];
  const at = (...path: readonly (string | number)[]): Location =>
    locate(place.path, place.side, place.lines, nodeAt(root, path).span);
  return [{ document: value, path: place.path, at }];
}
