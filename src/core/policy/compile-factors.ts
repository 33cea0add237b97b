import type { Diagnostic } from '../diagnostic.ts';
import { locate, type Location } from '../location.ts';
import type { DocumentPlace } from '../schema/validate.ts';
import { get, type YamlMapping, type YamlNode } from '../yaml/node.ts';
import type { ReadyFactor } from './basis.ts';
import type { ExpressionRange } from './cel-ast.ts';
import type { Factor, Policy } from './documents/policy.ts';
import type { scopeLanguages } from './inputs.ts';

interface CompileContext {
  readonly place: DocumentPlace;
  readonly languages: ReturnType<typeof scopeLanguages>;
  readonly diagnostics: Diagnostic[];
}

/** Compiles every condition of a policy; one that fails is a diagnostic at its place. */
export function compileFactors(
  document: Policy,
  root: YamlMapping,
  context: CompileContext,
): readonly ReadyFactor[] {
  const { place, languages, diagnostics } = context;
  const ready: ReadyFactor[] = [];
  for (const [index, rule] of document.spec.factors.entries()) {
    const node = factorNode(root, index);
    const when = node?.kind === 'mapping' ? get(node, 'when') : undefined;
    const location = locate(place.path, place.side, place.lines, (node ?? root).span);
    const compiled = languages[rule.scope].compile(rule.when);
    if ('matches' in compiled) {
      ready.push({ rule, condition: compiled, location });
      continue;
    }
    for (const { message, range, help } of compiled.problems)
      diagnostics.push({
        code: 'policy-condition',
        severity: 'error',
        message: `the condition of \`${rule.id}\`: ${message}`,
        ...(help === undefined ? {} : { help }),
        location: when === undefined ? location : conditionLocation(place, when, rule, range),
      });
  }
  return ready;
}

function factorNode(root: YamlMapping, index: number): YamlNode | null {
  const spec = get(root, 'spec');
  const factors = spec?.kind === 'mapping' ? get(spec, 'factors') : null;
  return factors?.kind === 'sequence' ? (factors.items[index] ?? null) : null;
}

/** Within the scalar where its source is the expression itself; else the whole scalar. */
function conditionLocation(
  place: DocumentPlace,
  when: YamlNode,
  rule: Factor,
  range: ExpressionRange,
): Location {
  const source = place.lines.text.slice(when.span.start, when.span.end);
  const offset = source.indexOf(rule.when);
  if (offset === -1) return locate(place.path, place.side, place.lines, when.span);
  const start = when.span.start + offset;
  return locate(place.path, place.side, place.lines, {
    start: start + range.start,
    end: start + range.end,
  });
}
