import { closest } from '../schema/closest.ts';
import type { Expression } from './cel-ast.ts';
import type { StringType } from './condition-type.ts';
import { quote, report, type TypeReading } from './type-reading.ts';

interface Text {
  readonly node: Expression;
  readonly type: StringType;
}

/**
 * A text that is compared with a field of a closed set must be one of it: else the comparison never
 * holds, or always, and looks as if it did its work.
 */
export function checkMembers(a: Text, b: Text, reading: TypeReading): void {
  if (a.type.values === null || b.type.values === null) return;
  if (a.type.literal && !b.type.literal) checkLiterals(a, b, reading);
  else if (b.type.literal && !a.type.literal) checkLiterals(b, a, reading);
  else if (!a.type.values.some((value) => b.type.values?.includes(value) === true))
    report(
      reading,
      { start: a.node.range.start, end: b.node.range.end },
      `${quote(reading, a.node)} and ${quote(reading, b.node)} have no value in common`,
      'compare fields that can be equal',
    );
}

function checkLiterals(literals: Text, field: Text, reading: TypeReading): void {
  const known = field.type.values ?? [];
  for (const value of literals.type.values ?? []) {
    if (known.includes(value)) continue;
    report(
      reading,
      literals.node.range,
      `${quote(reading, field.node)} is never \`${value}\``,
      suggest(value, known),
    );
  }
}

/** Of a short set all of it, of a long one what is near. */
function suggest(value: string, known: readonly string[]): string {
  const near = closest(value, known);
  if (near !== null && near !== '') return `did you mean \`${near}\`?`;
  const shown = known.filter((one) => one !== '');
  if (shown.length > LISTED)
    return `it is one of ${shown.length} values; docs/policies.md says where they are listed`;
  return `use ${shown.map((one) => `\`${one}\``).join(', ')}`;
}

const LISTED = 24;

/** A text function with a literal that no value of the closed set fulfils never holds. */
export function checkSomeMember(
  field: Text,
  holds: (value: string) => boolean,
  reading: TypeReading,
  call: Expression,
): void {
  const { values, literal } = field.type;
  if (values === null || literal || values.some(holds)) return;
  report(
    reading,
    call.range,
    `no value of ${quote(reading, field.node)} fulfils this, so it is never true`,
    suggest('', values),
  );
}
