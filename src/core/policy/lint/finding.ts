import type { Diagnostic, DiagnosticCode } from '../../diagnostic.ts';

type Finding = Pick<Diagnostic, 'code' | 'severity' | 'message'>;

/** What nobody can have meant. */
export function error(code: DiagnosticCode, message: string): Finding {
  return { code, severity: 'error', message };
}

/** What somebody should know. */
export function note(code: DiagnosticCode, message: string): Finding {
  return { code, severity: 'note', message };
}
