import type { Diagnostic, DiagnosticCode } from '../../diagnostic.ts';

/** What only the lint says, of rules that can be read; each id has a section in `docs/errors.md`. */
export const lintCodes = [
  'policy-dead-row',
  'policy-unused-level',
  'policy-claims-nothing',
  'policy-never-matches',
  'policy-kind-idle',
  'policy-kind-unclaimed',
  'policy-kind-unasked',
  'policy-deprecated',
  'policy-review-due',
] as const;
export type LintCode = (typeof lintCodes)[number];

/** Something that is to be said of a policy file. */
export interface Finding extends Omit<Diagnostic, 'code'> {
  readonly code: DiagnosticCode | LintCode;
}

type Said = Pick<Finding, 'code' | 'severity' | 'message'>;

/** What nobody can have meant. */
export function error(code: Finding['code'], message: string): Said {
  return { code, severity: 'error', message };
}

/** What somebody should know. */
export function note(code: Finding['code'], message: string): Said {
  return { code, severity: 'note', message };
}
