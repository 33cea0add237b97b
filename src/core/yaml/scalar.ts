/** A plain scalar by YAML 1.2 core, and why a YAML 1.1 reader would disagree. */
export interface Resolved {
  readonly value: string | number | boolean | null;
  readonly ambiguous: string | null;
}

const INTEGER = /^[-+]?[0-9]+$/;
const OCTAL = /^0o[0-7]+$/;
const HEX = /^0x[0-9a-fA-F]+$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/;

/** The first characters of every text that some reader takes for something else than a string. */
const SPECIAL_START = new Set('-+.0123456789=<~nNtTfFyYoO');

/**
 * YAML 1.2.2 §10.3.2 for the value. `ambiguous` also holds against PyYAML (1.1), go-yaml v2 and v3
 * and what sigs.k8s.io/yaml makes of it: the consumers of docs/threat-model.md.
 */
export function resolvePlain(text: string): Resolved {
  const first = text.charAt(0);
  if (first !== '' && !SPECIAL_START.has(first)) return { value: text, ambiguous: null };
  // A letter starts a word; everything else here starts a number, a date, or `~ = <<`.
  if (first >= 'A' && first !== '~') return resolveWord(text);
  return { value: resolveNumber(text), ambiguous: ambiguousNumber(text) };
}

function resolveWord(text: string): Resolved {
  switch (text) {
    case 'null':
    case 'Null':
    case 'NULL':
      return { value: null, ambiguous: null };
    case 'true':
    case 'True':
    case 'TRUE':
      return { value: true, ambiguous: null };
    case 'false':
    case 'False':
    case 'FALSE':
      return { value: false, ambiguous: null };
    default:
      return {
        value: text,
        ambiguous: isOldBoolean(text) ? 'a boolean in YAML 1.1' : null,
      };
  }
}

function isOldBoolean(text: string): boolean {
  return text.length <= 3 && /^(?:y|n|yes|no|on|off)$/i.test(text);
}

function resolveNumber(text: string): string | number | null {
  if (text === '' || text === '~') return null;
  if (INTEGER.test(text) || FLOAT.test(text)) return Number(text);
  // Number() reads the 0o and 0x prefixes as YAML does.
  if (OCTAL.test(text) || HEX.test(text)) return Number(text);
  if (INFINITE.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return text === '.nan' || text === '.NaN' || text === '.NAN' ? NaN : text;
}

type Reading = readonly [RegExp, string];

/** Each row: what readers disagree about. The first that fits is the reason shown. */
const READINGS: readonly Reading[] = [
  [/^=$/, 'the default key in YAML 1.1'],
  [/^<<$/, 'the merge key in YAML 1.1'],
  [/^[-+]?0[0-9]+$/, 'an octal number in YAML 1.1'],
  [/^[-+]?0[oO][0-7]+$/, 'an octal number to some readers only'],
  [/^[-+]?0[bB][01]+$/, 'a binary number in YAML 1.1'],
  [/^(?:[-+]0[xX]|0X)[0-9a-fA-F]+$/, 'a hexadecimal number to some readers only'],
  [/^[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?$/, 'a base 60 number in YAML 1.1'],
  // Only `1.5e+3`, with point and sign, is a number to PyYAML as well.
  [/^[-+]?[0-9]+[eE][-+]?[0-9]+$/, 'a number with an exponent in YAML 1.2 only'],
  [/^[-+]?[0-9]*\.[0-9]*[eE][0-9]+$/, 'a number with an exponent in YAML 1.2 only'],
  [/^[-+]\.[0-9]+(?:[eE][-+]?[0-9]+)?$/, 'a number in YAML 1.2 only'],
  [
    /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{1,2}(?::[0-9]{1,2}(?:\.[0-9]*)?)?[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?)?)?$/,
    'a timestamp in YAML 1.1',
  ],
];

function ambiguousNumber(text: string): string | null {
  if (/^(?:0|[1-9][0-9]*)$/.test(text)) return null;
  if (text.includes('_')) {
    const digits = text.replaceAll('_', '');
    const isNumber =
      /^[-+.0-9]/.test(digits) &&
      (typeof resolveNumber(digits) === 'number' ||
        ambiguousNumber(digits) !== null ||
        // `0b_` has no digit and is a number all the same (YAML 1.1 `0b[0-1_]+`).
        /^[-+]?0[bxo]$/i.test(digits));
    return isNumber ? 'a number with `_` in YAML 1.1' : null;
  }
  for (const [pattern, reason] of READINGS) if (pattern.test(text)) return reason;
  return null;
}
