import { macroCall, type Binary, type Call, type Expression } from './cel-ast.ts';
import { UNKNOWN, type ConditionType } from './condition-type.ts';
import type { Types } from './cost.ts';
import { RISING, STILL, type Declarations, type Motion, type Way } from './declare.ts';
import { membershipWay } from './up-sets.ts';
import { flip, FREE, joinMotions, joinWays } from './ways.ts';

/** The work of the pass that finds out how each node changes while authority grows. */
export interface MotionReading {
  readonly declarations: Declarations;
  readonly types: Types;
  readonly motions: Map<Expression, Motion>;
}

type Names = ReadonlyMap<string, Motion>;

/**
 * Notes how every node changes while authority grows. Sound: two inputs, of which the second holds
 * at least what the first holds, give values that differ in the noted direction only.
 */
export function readMotions(condition: Expression, reading: MotionReading): void {
  const variables = Object.entries(reading.declarations.variables);
  visit(condition, new Map(variables.map(([name, { motion }]) => [name, motion])), reading);
}

function visit(node: Expression, names: Names, reading: MotionReading): Motion {
  const found = motionOf(node, names, reading);
  reading.motions.set(node, found);
  return found;
}

const moving = (way: Way): Motion => ({ way, within: null });

function motionOf(node: Expression, names: Names, reading: MotionReading): Motion {
  switch (node.kind) {
    case 'literal':
      return STILL;
    case 'outside':
      return FREE;
    case 'name':
      return names.get(node.name) ?? FREE;
    case 'field':
      return fieldMotion(node, visit(node.of, names, reading), reading);
    case 'list': {
      for (const element of node.elements) visit(element, names, reading);
      const within = bothMotions(node.elements, reading);
      return { way: within.way, within };
    }
    case 'unary':
      return moving(flip(visit(node.operand, names, reading).way));
    case 'choice': {
      const condition = visit(node.condition, names, reading);
      for (const part of [node.yes, node.no]) visit(part, names, reading);
      const both = bothMotions([node.yes, node.no], reading);
      return condition.way === 'constant' ? both : FREE;
    }
    case 'binary':
      visit(node.left, names, reading);
      visit(node.right, names, reading);
      return moving(binaryWay(node, reading));
    default:
      return callMotion(node, names, reading);
  }
}

/** Texts of two ordered sets have no order in common. */
function bothMotions(parts: readonly Expression[], reading: MotionReading): Motion {
  const motions = parts.map((part) => reading.motions.get(part) ?? FREE);
  const ordered = parts.some((part, at) =>
    growsByText(reading.types.get(part) ?? UNKNOWN, motions[at] ?? null),
  );
  return ordered && parts.length > 1 ? FREE : motions.reduce(joinMotions, STILL);
}

function growsByText(type: ConditionType, motion: Motion | null): boolean {
  if (motion === null) return false;
  if (type.kind === 'list') return growsByText(type.of ?? UNKNOWN, motion.within);
  return type.kind === 'string' && motion.way !== 'constant';
}

/** A constant record has constant fields; in one that grows, each field does as it is declared. */
function fieldMotion(
  node: Extract<Expression, { readonly kind: 'field' }>,
  of: Motion,
  reading: MotionReading,
): Motion {
  const type = reading.types.get(node.of) ?? UNKNOWN;
  const fields = type.kind === 'record' ? reading.declarations.records[type.name] : undefined;
  const declared = fields?.[node.name]?.motion;
  if (declared === undefined || of.way === 'free') return FREE;
  if (of.way === 'constant') return { way: 'constant', within: STILL };
  return of.way === 'up' || declared.way === 'constant' ? declared : downwards(declared);
}

/** Of the counterpart that is the smaller one. */
function downwards({ way, within }: Motion): Motion {
  return { way: flip(way), within: within === null ? null : downwards(within) };
}

function binaryWay(node: Binary, reading: MotionReading): Way {
  const left = reading.motions.get(node.left) ?? FREE;
  const right = reading.motions.get(node.right) ?? FREE;
  const constant = left.way === 'constant' && right.way === 'constant';
  switch (node.operator) {
    case '&&':
    case '||':
      return joinWays(left.way, right.way);
    case '>':
    case '>=':
      return joinWays(left.way, flip(right.way));
    case '<':
    case '<=':
      return joinWays(flip(left.way), right.way);
    case '==':
    case '!=':
    case 'in':
      return membershipWay(node, { left, right }, reading.types);
    case '+':
      // Texts have no order; only numbers move in one.
      if (reading.types.get(node)?.kind !== 'int') return constant ? 'constant' : 'free';
      return joinWays(left.way, right.way);
    case '-':
      return joinWays(left.way, flip(right.way));
    default:
      return constant ? 'constant' : scaledWay(node, { left, right }, reading.types);
  }
}

interface Sides {
  readonly left: Motion;
  readonly right: Motion;
}

/** By a constant factor or divisor of a known sign the direction is kept or turned round. */
function scaledWay(node: Binary, { left, right }: Sides, types: Types): Way {
  const by = (factor: Expression): -1 | 1 | 0 => {
    const type = types.get(factor) ?? UNKNOWN;
    if (type.kind !== 'int') return 0;
    return type.least >= 0n ? 1 : type.greatest <= 0n ? -1 : 0;
  };
  const scaled = (way: Way, sign: -1 | 0 | 1): Way =>
    sign === 0 ? 'free' : sign === 1 ? way : flip(way);
  if (node.operator === '%') return 'free';
  if (right.way === 'constant') return scaled(left.way, by(node.right));
  if (node.operator === '*' && left.way === 'constant') return scaled(right.way, by(node.left));
  if (by(node.left) !== 1 || by(node.right) !== 1) return 'free';
  return joinWays(left.way, node.operator === '*' ? right.way : flip(right.way));
}

function callMotion(call: Call, names: Names, reading: MotionReading): Motion {
  const macro = macroCall(call);
  if (macro === null) {
    const parts = call.receiver === null ? call.args : [call.receiver, ...call.args];
    const motions = parts.map((part) => visit(part, names, reading));
    if (motions.every(({ way }) => way === 'constant')) return STILL;
    const counted = call.name === 'size' ? parts[0] : undefined;
    const isList = counted !== undefined && reading.types.get(counted)?.kind === 'list';
    return isList ? moving(motions[0]?.way ?? 'free') : FREE;
  }
  const list = visit(macro.list, names, reading);
  const inner = new Map(names).set(macro.variable, elementOf(list));
  const bodies = macro.bodies.map((body) => visit(body, inner, reading));
  const joined = bodies.reduce((way, body) => joinWays(way, body.way), list.way);
  const made = bodies.at(-1) ?? FREE;
  switch (macro.name) {
    case 'exists':
      return moving(joined);
    case 'all':
      return moving(joinWays(flip(list.way), made.way));
    case 'filter':
      return { way: joined, within: list.within };
    case 'map':
      return { way: joined, within: made };
    default:
      return moving(joined === 'constant' ? 'constant' : 'free');
  }
}

/** How an element changes to its counterpart; in a list of no known direction there is none. */
function elementOf(list: Motion): Motion {
  if (list.way === 'constant') return { way: 'constant', within: STILL };
  return list.way === 'free' ? FREE : (list.within ?? RISING);
}
