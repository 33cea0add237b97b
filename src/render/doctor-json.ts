import type { Diagnosis } from '../core/doctor/diagnose.ts';
import type { DoctorDocument } from './doctor-schema.ts';
import { jsonText } from './escape.ts';

export function renderDoctorJson(diagnosis: Diagnosis): string {
  const document: DoctorDocument = {
    schema: 'https://jitl.dev/schema/v1/doctor.json',
    failed: diagnosis.findings.some(({ severity }) => severity === 'error'),
    repository: diagnosis.repository,
    branch: diagnosis.branch,
    tier: diagnosis.tier,
    findings: diagnosis.findings.map(({ id, severity, check, message, where, fix, command }) => ({
      id,
      severity,
      check,
      message,
      where,
      fix,
      command,
    })),
    passed: diagnosis.passed.map(({ check, message }) => ({ check, message })),
  };
  return jsonText(document);
}
