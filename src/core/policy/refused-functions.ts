import { closest } from '../schema/closest.ts';
import { macroNames, type Call } from './cel-ast.ts';
import { functionNames } from './function-types.ts';

/** Why a function is not part of the profile, and what to write instead. */
interface Refusal {
  readonly message: string;
  readonly help: string;
}

const HOURS: Refusal = {
  message: 'times and durations are whole numbers here',
  help: 'write hours, as in `item.ttl_hours >= 720`, days, as in `days_since_test >= 180`, or seconds of `now`',
};
const CALENDAR: Refusal = {
  message: 'the calendar is not part of conditions, because it depends on a time zone',
  help: 'compare `now`, which is in seconds since 1970, or hours and days',
};
const CONVERSION: Refusal = {
  message: 'values are not converted here, because a conversion can fail',
  help: 'compare the field with a value of its own type',
};
const TEXTS: Refusal = {
  message: 'texts are not taken apart here',
  help: 'compare with `==`, `startsWith`, `endsWith`, `contains` or `glob`',
};
const TYPES: Refusal = {
  message: 'types are known when a condition is read, and are not asked for',
  help: 'leave it out',
};

const REFUSED: ReadonlyMap<string, Refusal> = new Map([
  [
    'matches',
    {
      message: '`matches` is refused, because a regular expression can run for seconds; use `glob`',
      help: 'write `glob(TEXT, PATTERN)`, where `*` is any run of characters',
    },
  ],
  [
    'bind',
    { message: 'values are not given names here', help: 'write the expression where it is used' },
  ],
  ...['duration', 'timestamp', 'getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'].map(
    (name) => [name, HOURS] as const,
  ),
  ...['getFullYear', 'getMonth', 'getDate', 'getDayOfMonth', 'getDayOfWeek', 'getDayOfYear'].map(
    (name) => [name, CALENDAR] as const,
  ),
  ...['int', 'uint', 'double', 'string', 'bytes', 'bool'].map(
    (name) => [name, CONVERSION] as const,
  ),
  ...['type', 'dyn'].map((name) => [name, TYPES] as const),
  ...[
    'lowerAscii',
    'upperAscii',
    'trim',
    'split',
    'join',
    'indexOf',
    'lastIndexOf',
    'substring',
  ].map((name) => [name, TEXTS] as const),
]);

export function refusedCall(call: Call): Refusal {
  const known = REFUSED.get(call.name);
  if (known !== undefined) return withName(call.name, known);
  const message = `\`${call.name}\` is not a function of conditions`;
  const all = [...functionNames, ...macroNames];
  const near = closest(call.name, all);
  return { message, help: near === null ? `use ${all.join(', ')}` : `did you mean \`${near}\`?` };
}

function withName(name: string, { message, help }: Refusal): Refusal {
  return message.startsWith('`') ? { message, help } : { message: `\`${name}\`: ${message}`, help };
}
