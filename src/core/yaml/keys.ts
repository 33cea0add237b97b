import type { YamlEntry } from './node.ts';
import { addProblem, quoted } from './problem.ts';
import type { ProblemList } from './problem.ts';

/** The keys of one mapping so far: as they are compared, and again without case. */
export interface SeenKeys {
  readonly exact: Set<string>;
  readonly folded: Set<string>;
}

export function newSeenKeys(): SeenKeys {
  return { exact: new Set(), folded: new Set() };
}

/** The rules for one key, against the keys before it in its mapping; linear over the mapping. */
export function checkKey(problems: ProblemList, seen: SeenKeys, entry: YamlEntry): void {
  checkSpelling(problems, entry);
  checkRepetition(problems, seen, entry);
}

function checkSpelling(problems: ProblemList, entry: YamlEntry): void {
  const { key, keySpan: span } = entry;
  if (!entry.keyIsString)
    addProblem(problems, {
      code: 'non-string-key',
      message: `the key ${quoted(key)} is not a string`,
      help:
        key.length <= 40 && !/["\\\n]/.test(key) ? `quote it: \`"${key}"\`` : 'use a string as key',
      span,
    });
  if (key === '<<')
    addProblem(problems, {
      code: 'merge-key',
      // `role: viewer` beside `<<: *admin` is admin for sigs.k8s.io/yaml and viewer for go-yaml.
      message: 'the merge key `<<` is read in three ways by YAML consumers',
      help: 'write the merged keys out',
      span,
    });
  if (key === '__proto__' || key === 'constructor' || key === 'prototype')
    addProblem(problems, {
      code: 'prototype-key',
      message: `the key ${quoted(key)} changes objects in JavaScript consumers`,
      help: 'rename or remove it',
      span,
    });
  // Escapes bring in what the byte rules keep out of the source, so the decoded key is looked at.
  if (entry.keyIsString && !isAscii(key))
    addProblem(problems, {
      code: 'confusable-key',
      message: `the key ${quoted(key)} has the character ${quoted(firstUnusual(key))}, which may look like another`,
      help: 'write the key in ASCII',
      span,
    });
}

function firstUnusual(key: string): string {
  const codePoint = /[^ -~]/u.exec(key)?.[0].codePointAt(0) ?? 0;
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}

function checkRepetition(problems: ProblemList, seen: SeenKeys, entry: YamlEntry): void {
  const { key, keySpan: span } = entry;
  // Canonically equivalent spellings are one key to a reader's eye and to some consumers.
  const exact = isAscii(key) ? key : key.normalize('NFC');
  const folded = foldCase(exact);
  if (seen.exact.has(exact))
    addProblem(problems, {
      code: 'duplicate-key',
      message: `the key ${quoted(key)} is repeated in this mapping`,
      help: 'keep one of them',
      span,
    });
  else if (seen.folded.has(folded))
    addProblem(problems, {
      code: 'case-variant-key',
      message: `the key ${quoted(key)} differs from another key of this mapping only in case`,
      help: 'keep one of them',
      span,
    });
  seen.exact.add(exact);
  seen.folded.add(folded);
}

/**
 * Go's JSON matches field names without case: `Role` overwrites `role` there. Upper case first also
 * folds U+017F to `s` and U+212A to `k`, as Go does.
 */
function foldCase(key: string): string {
  return isAscii(key) ? key.toLowerCase() : key.toUpperCase().toLowerCase();
}

function isAscii(key: string): boolean {
  return !/[^ -~]/.test(key);
}
