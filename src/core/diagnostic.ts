import type { Location } from './location.ts';

/**
 * Problems in somebody's file. The ids are the same in the terminal, JSON, docs and tests; each
 * has a section in `docs/errors.md` (a test compares the two lists).
 */
export const diagnosticCodes = [
  // bytes and limits of a file
  'not-utf-8',
  'byte-order-mark',
  'forbidden-character',
  'file-too-large',
  'too-deep',
  'too-many-documents',
  'too-many-nodes',
  // YAML
  'yaml-syntax',
  'yaml-directive',
  'explicit-tag',
  'anchor',
  'alias-cycle',
  'alias-expansion',
  'merge-key',
  'duplicate-key',
  'case-variant-key',
  'non-string-key',
  'prototype-key',
  'confusable-key',
  'ambiguous-scalar',
  'number-out-of-range',
  'unrendered-template',
  // manifests
  'unknown-field',
  'missing-field',
  'wrong-type',
  'unknown-value',
  'unknown-kind',
  'kind-not-read',
  'symbolic-link',
  'submodule',
  'hostile-path',
  'large-file-pointer',
  'duplicate-object',
  'context-incomplete',
  // CODEOWNERS
  'codeowners-line-skipped',
  'codeowners-unusable',
  // policies
  'policy-unknown-key',
  'policy-invalid',
  'policy-unknown-id',
  'policy-duplicate-id',
  'policy-condition',
  'policy-empty',
  'policy-unknown-framework',
  'waiver-invalid',
  'waiver-expired',
  // snapshot
  'snapshot-invalid',
] as const;

export type DiagnosticCode = (typeof diagnosticCodes)[number];

/** `error` blocks whatever depends on the file; `note` is shown and blocks nothing. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: 'error' | 'note';
  /** Lower case, one sentence, no full stop; foreign text in backticks. */
  readonly message: string;
  /** What to do next, naming the exact flag, file or key. */
  readonly help?: string;
  readonly location?: Location;
}
