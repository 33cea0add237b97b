import {
  ANYTHING,
  bool,
  type Names,
  type Possible,
  type PossibleRecord,
  type PossibleText,
} from './possible-value.ts';

/** What is either of two. */
export function join(a: Possible, b: Possible): Possible {
  if (a === b) return a;
  if (a.kind === 'bool' && b.kind === 'bool') return bool(a.yes || b.yes, a.no || b.no);
  if (a.kind === 'int' && b.kind === 'int')
    return {
      kind: 'int',
      least: a.least < b.least ? a.least : b.least,
      greatest: a.greatest > b.greatest ? a.greatest : b.greatest,
    };
  if (a.kind === 'string' && b.kind === 'string') return joinTexts(a, b);
  if (a.kind === 'record' && b.kind === 'record') return joinRecords(a, b);
  if (a.kind !== 'list' || b.kind !== 'list') return ANYTHING;
  const of = join(a.of, b.of);
  if (of.kind === 'unknown') return ANYTHING;
  return {
    kind: 'list',
    of,
    fewest: Math.min(a.fewest, b.fewest),
    most: Math.max(a.most, b.most),
    holds: a.holds.filter((text) => b.holds.includes(text)),
  };
}

function joinTexts(a: PossibleText, b: PossibleText): PossibleText {
  const values =
    a.values === null || b.values === null ? null : [...new Set([...a.values, ...b.values])];
  return { kind: 'string', values, longest: Math.max(a.longest, b.longest) };
}

function joinRecords(a: PossibleRecord, b: PossibleRecord): PossibleRecord {
  const fields = Object.entries(a.fields).map(([name, field]) => {
    const other = Object.hasOwn(b.fields, name) ? b.fields[name] : undefined;
    return [name, join(field, other ?? ANYTHING)] as const;
  });
  return { kind: 'record', fields: Object.fromEntries(fields) };
}

/** Of names that are seen at the same spot. */
export function joinNames(a: Names, b: Names): Names {
  if (a === b) return a;
  return new Map([...a].map(([name, value]) => [name, join(value, b.get(name) ?? ANYTHING)]));
}
