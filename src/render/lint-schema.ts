import * as z from 'zod';

import { diagnosticCodes } from '../core/diagnostic.ts';
import { lintCodes } from '../core/policy/lint/finding.ts';

/** What `jitl policy lint --format json` writes. */
export const lintDocument = z
  .strictObject({
    schema: z.literal('https://jitl.dev/schema/v1/policy-lint.json'),
    failed: z.boolean().meta({ description: 'Whether there is any error.' }),
    looked: z.strictObject({
      files: z.int(),
      policies: z.int(),
      factors: z.int(),
      waivers: z.int(),
    }),
    findings: z.array(
      z.strictObject({
        code: z.enum([...diagnosticCodes, ...lintCodes]),
        severity: z.enum(['error', 'note']),
        message: z.string(),
        help: z.string().nullable(),
        location: z.strictObject({ path: z.string(), line: z.int(), column: z.int() }).nullable(),
      }),
    ),
  })
  .meta({ title: 'PolicyLint', description: 'What is wrong with policy files.' });

export type LintDocument = z.output<typeof lintDocument>;
