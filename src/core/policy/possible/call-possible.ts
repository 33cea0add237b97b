import type { MacroCall } from '../cel-ast.ts';
import { globMatches } from '../glob.ts';
import { ANYTHING, bool, type Possible, type PossibleList } from './possible-value.ts';

const TEXT_FUNCTIONS: Readonly<Record<string, (text: string, other: string) => boolean>> = {
  startsWith: (text, other) => text.startsWith(other),
  endsWith: (text, other) => text.endsWith(other),
  contains: (text, other) => text.includes(other),
  glob: globMatches,
};

/** Two sets whose texts are all tried against each other have at most so many pairs. */
const PAIRS = 512;

/** What a function of the profile can come to; of any other call nothing is known. */
export function callValue(
  name: string,
  receiver: Possible | null,
  args: readonly Possible[],
): Possible {
  const [first, second, ...rest] = receiver === null ? args : [receiver, ...args];
  if (first === undefined || rest.length > 0) return ANYTHING;
  if (second === undefined) return name === 'size' ? sizeOf(first) : ANYTHING;
  const holds = Object.hasOwn(TEXT_FUNCTIONS, name) ? TEXT_FUNCTIONS[name] : undefined;
  if (holds === undefined || (name === 'glob') !== (receiver === null)) return ANYTHING;
  if (first.kind !== 'string' || second.kind !== 'string') return ANYTHING;
  const texts = first.values;
  const others = second.values;
  if (texts === null || others === null || texts.length * others.length > PAIRS)
    return bool(true, true);
  const all = texts.flatMap((text) => others.map((other) => holds(text, other)));
  return bool(all.includes(true), all.includes(false));
}

function sizeOf(value: Possible): Possible {
  if (value.kind === 'list')
    return { kind: 'int', least: BigInt(value.fewest), greatest: BigInt(value.most) };
  if (value.kind !== 'string') return ANYTHING;
  // A text has at least half as many characters as it has code units.
  const shortest = Math.min(...(value.values ?? ['']).map((text) => Math.ceil(text.length / 2)));
  return {
    kind: 'int',
    least: BigInt(shortest),
    greatest: BigInt(Math.min(value.longest, Number.MAX_SAFE_INTEGER)),
  };
}

/** What a macro can come to, by what its bodies can come to for an element. */
export function macroValue(
  { name }: MacroCall,
  list: PossibleList,
  bodies: readonly Possible[],
): Possible {
  const [body, made] = bodies;
  if (body === undefined) return ANYTHING;
  if (name === 'map' && made === undefined)
    return body.kind === 'unknown' ? ANYTHING : { ...list, of: body, holds: [] };
  if (body.kind !== 'bool') return ANYTHING;
  const { fewest, most } = list;
  const none = fewest === 0;
  const some = most > 0;
  switch (name) {
    case 'exists':
      return bool(some && body.yes, none || body.no);
    case 'all':
      return bool(none || body.yes, some && body.no);
    case 'exists_one':
      return bool(some && body.yes, none || most > 1 || body.no);
    default: {
      const of = name === 'filter' ? list.of : (made ?? ANYTHING);
      if (of.kind === 'unknown') return ANYTHING;
      const holds = name === 'filter' && !body.no ? list.holds : [];
      return { kind: 'list', of, fewest: body.no ? 0 : fewest, most: body.yes ? most : 0, holds };
    }
  }
}
