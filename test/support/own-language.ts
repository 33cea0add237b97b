import { engineOf } from '../../src/core/policy/cel-schema.ts';
import { celEngine, type CompiledCondition } from '../../src/core/policy/cel.ts';
import { anyText, BOOL, type ConditionType } from '../../src/core/policy/condition-type.ts';
import { conditionLanguage } from '../../src/core/policy/conditions.ts';
import { STILL, type Declarations } from '../../src/core/policy/declare.ts';
import { scopeEngines, scopeLanguages } from '../../src/core/policy/inputs.ts';
import type { Scope } from './condition-inputs.ts';

/** Our side of the comparison, in one place: how a condition becomes something that runs. */
export type Compiled = CompiledCondition | { readonly message: string };

const engines = scopeEngines();
const languages = scopeLanguages();

/** With the variables of a scope, and without what the profile asks on top of CEL. */
export function compileIn(scope: Scope, condition: string): Compiled {
  return engines[scope].compile(condition);
}

/** Whether a policy may hold the condition. */
export function isReadable(scope: Scope, condition: string): boolean {
  return 'matches' in languages[scope].compile(condition);
}

/** A condition over other variables: as a policy would read it, and as the library alone does. */
export interface Readings {
  /** Null where the profile refuses it, or has no variables of such types. */
  readonly policy: CompiledCondition | null;
  readonly library: Compiled;
}

/** `types` are those of CEL, such as `list<int>`. Null where no variable can have such a name. */
export function readWith(
  types: Readonly<Record<string, string>>,
  condition: string,
): Readings | null {
  if (Object.keys(types).some((name) => name.includes('.'))) return null;
  const library = celEngine(types, {}).compile(condition);
  const variables: Record<string, Declarations['variables'][string]> = {};
  for (const [name, text] of Object.entries(types)) {
    const type = conditionType(text);
    if (type === null) return { policy: null, library };
    variables[name] = { type, motion: STILL };
  }
  const declarations: Declarations = { variables, records: {} };
  const policy = conditionLanguage(declarations, engineOf(declarations)).compile(condition);
  return { policy: 'matches' in policy ? policy : null, library };
}

const LONGEST = 100;

/** The types that inputs have, by their names in CEL; null for any other. */
function conditionType(name: string): ConditionType | null {
  if (name === 'int') return { kind: 'int', least: -(2n ** 63n), greatest: 2n ** 63n - 1n };
  if (name === 'string') return anyText(LONGEST);
  if (name === 'bool') return BOOL;
  const element = /^list<(.*)>$/u.exec(name)?.[1];
  if (element === undefined) return name === 'list' ? listOf(null) : null;
  const of = conditionType(element);
  return of === null ? null : listOf(of);
}

function listOf(of: ConditionType | null): ConditionType {
  return { kind: 'list', of, longest: LONGEST };
}
