import type { LintReport } from '../core/policy/lint/lint-policies.ts';
import { jsonText } from './escape.ts';
import type { LintDocument } from './lint-schema.ts';

export function renderLintJson({ looked, findings }: LintReport): string {
  const document: LintDocument = {
    schema: 'https://jitl.dev/schema/v1/policy-lint.json',
    failed: findings.some((finding) => finding.severity === 'error'),
    looked: { ...looked },
    findings: findings.map(({ code, severity, message, help, location }) => ({
      code,
      severity,
      message,
      help: help ?? null,
      location:
        location === undefined
          ? null
          : { path: location.path, line: location.start.line, column: location.start.column },
    })),
  };
  return jsonText(document);
}
