import type { z } from 'zod';

import type { Diagnostic } from '../diagnostic.ts';
import { digestBytes } from '../digest.ts';
import { locate, type Location, type Side } from '../location.ts';
import { sortedBy } from '../order.ts';
import { closest } from '../schema/closest.ts';
import { validateDocument, type DocumentPlace } from '../schema/validate.ts';
import { get, type YamlMapping, type YamlNode } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { Basis, BasisReading, ReadyPolicy } from './basis.ts';
import { checkAgainstModel, checkIds } from './check-basis.ts';
import { compileFactors } from './compile-factors.ts';
import { config, people, policy, riskModel } from './documents.ts';
import type { Config, People, RiskModel } from './documents.ts';
import { scopeLanguages } from './inputs.ts';

/** A policy file: shipped with jitl (`jitl:baseline/…`) or from `.jitl/` of one side. */
export interface BasisSource {
  readonly path: string;
  readonly side: Side;
  readonly bytes: Uint8Array;
}

interface Collected {
  readonly models: { readonly document: RiskModel; readonly path: string }[];
  readonly policies: ReadyPolicy[];
  readonly people: People[];
  readonly configs: Config[];
  readonly diagnostics: Diagnostic[];
}

/**
 * Reads the policy files that are in force. Every unknown key, value, id, dimension and every
 * condition that does not type-check is an error with its place: a typo must never be a rule that
 * silently matches nothing.
 */
export function readBasis(
  shipped: readonly BasisSource[],
  own: readonly BasisSource[],
): BasisReading {
  const collected: Collected = {
    models: [],
    policies: [],
    people: [],
    configs: [],
    diagnostics: [],
  };
  const languages = scopeLanguages();
  for (const source of own) readSource(collected, source, languages);
  const extended = collected.configs[0]?.spec.extends ?? ['jitl:baseline'];
  const inForce = extended.length > 0 ? [...own, ...shipped] : own;
  const ownModels = collected.models.length;
  if (extended.length > 0) for (const source of shipped) readSource(collected, source, languages);
  const model = collected.models[0]?.document ?? null;
  if (ownModels > 1)
    collected.diagnostics.push({
      code: 'policy-duplicate-id',
      severity: 'error',
      message: 'there is more than one `RiskModel` under `.jitl/`',
      help: 'keep one; it replaces the shipped model',
    });
  if (model === null && collected.diagnostics.length === 0)
    collected.diagnostics.push({
      code: 'policy-empty',
      severity: 'error',
      message: 'there is no `RiskModel`',
      help: 'add `extends: [jitl:baseline]` to `.jitl/config.yaml`, or a model of your own',
    });
  if (model !== null) collected.diagnostics.push(...checkAgainstModel(collected.policies, model));
  collected.diagnostics.push(...checkIds(collected.policies, collected.people));
  if (collected.policies.every((entry) => entry.document.metadata.status !== 'active'))
    collected.diagnostics.push({
      code: 'policy-empty',
      severity: 'error',
      message: 'no active policy was found, so nothing could be judged',
      help: 'add `extends: [jitl:baseline]` to `.jitl/config.yaml`, or set `status: active`',
    });
  const failed = collected.diagnostics.some((problem) => problem.severity === 'error');
  if (failed || model === null) return { basis: null, diagnostics: collected.diagnostics };
  const basis: Basis = {
    model,
    policies: sortedBy(collected.policies, (entry) => entry.document.metadata.id),
    people: collected.people[0] ?? null,
    config: collected.configs[0] ?? null,
    sources: sortedBy(
      inForce.map(({ path, bytes }) => ({ path, digest: digestBytes(bytes) })),
      (source) => source.path,
    ),
  };
  return { basis, diagnostics: collected.diagnostics };
}

const KINDS = ['RiskModel', 'Policy', 'People', 'Config'] as const;

function readSource(
  collected: Collected,
  source: BasisSource,
  languages: ReturnType<typeof scopeLanguages>,
): void {
  const parsed = parseYaml(source.bytes);
  const { lines } = parsed;
  for (const problem of parsed.problems)
    collected.diagnostics.push({
      code: problem.code,
      severity: 'error',
      message: problem.message,
      ...(problem.help === undefined ? {} : { help: problem.help }),
      ...(lines === null
        ? { location: nowhere(source) }
        : { location: locate(source.path, source.side, lines, problem.span) }),
    });
  if (lines === null) return;
  const place: DocumentPlace = { path: source.path, side: source.side, lines };
  if (parsed.problems.length === 0 && parsed.documents.length === 0)
    collected.diagnostics.push({
      code: 'policy-empty',
      severity: 'error',
      message: 'the file holds no document',
      help: 'delete it, or write a `Policy`',
      location: nowhere(source),
    });
  for (const document of parsed.documents) {
    for (const problem of document.problems)
      collected.diagnostics.push({
        code: problem.code,
        severity: 'error',
        message: problem.message,
        ...(problem.help === undefined ? {} : { help: problem.help }),
        location: locate(source.path, source.side, lines, problem.span),
      });
    if (document.problems.length === 0) readKind(collected, document.root, place, languages);
  }
}

function nowhere(source: BasisSource): Location {
  const start = { line: 1, column: 1 };
  return { path: source.path, side: source.side, start, end: start, excerpt: '' };
}

function readKind(
  collected: Collected,
  root: YamlNode | null,
  place: DocumentPlace,
  languages: ReturnType<typeof scopeLanguages>,
): void {
  const kind = root?.kind === 'mapping' ? get(root, 'kind') : null;
  const name = kind?.kind === 'scalar' ? kind.text : '';
  if (root?.kind !== 'mapping' || !KINDS.some((known) => known === name)) {
    const near = closest(name, KINDS);
    collected.diagnostics.push({
      code: 'unknown-kind',
      severity: 'error',
      message: name === '' ? 'the document has no `kind`' : `unknown kind \`${name}\``,
      help: near === null ? `use ${KINDS.join(', ')}` : `did you mean \`${near}\`?`,
      location: locate(
        place.path,
        place.side,
        place.lines,
        (kind ?? root)?.span ?? { start: 0, end: 0 },
      ),
    });
    return;
  }
  if (name === 'RiskModel') {
    const document = validate(collected, root, place, riskModel);
    if (document !== null) collected.models.push({ document, path: place.path });
  } else if (name === 'Policy') {
    const document = validate(collected, root, place, policy);
    if (document !== null)
      collected.policies.push({
        document,
        factors: compileFactors(document, root, {
          place,
          languages,
          diagnostics: collected.diagnostics,
        }),
        path: place.path,
      });
  } else if (name === 'People') {
    const document = validate(collected, root, place, people);
    if (document !== null) collected.people.push(document);
  } else {
    const document = validate(collected, root, place, config);
    if (document !== null) collected.configs.push(document);
  }
}

function validate<Schema extends z.ZodType>(
  collected: Collected,
  root: YamlMapping,
  place: DocumentPlace,
  schema: Schema,
): z.output<Schema> | null {
  const { value, diagnostics } = validateDocument(root, place, schema, {
    unknownKey: 'policy-unknown-key',
    invalid: 'policy-invalid',
  });
  collected.diagnostics.push(...diagnostics);
  return value;
}
