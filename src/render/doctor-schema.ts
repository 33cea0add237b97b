import * as z from 'zod';

import { checkNames, findingSeverities, type FindingId } from '../core/doctor/finding.ts';

const ids = Object.keys(findingSeverities) as FindingId[];

/** What `jitl doctor --format json` writes. */
export const doctorDocument = z
  .strictObject({
    schema: z.literal('https://jitl.dev/schema/v1/doctor.json'),
    failed: z.boolean().meta({ description: 'Whether there is any error.' }),
    repository: z.string().nullable(),
    branch: z.string().nullable(),
    tier: z.enum(['starter', 'hardened']).nullable().meta({
      description: 'What the settings were compared with; null where they could not be read.',
    }),
    findings: z.array(
      z.strictObject({
        id: z.enum(ids),
        severity: z.enum(['error', 'warning', 'note']),
        check: z.enum(checkNames),
        message: z.string(),
        where: z.string().nullable().meta({ description: 'The page of the setting, or a file.' }),
        fix: z.string().meta({ description: 'What to change.' }),
        command: z.string().nullable().meta({ description: 'A line for a shell that does it.' }),
      }),
    ),
    passed: z
      .array(z.strictObject({ check: z.enum(checkNames), message: z.string() }))
      .meta({ description: 'What was looked at and is in order.' }),
  })
  .meta({ title: 'Doctor', description: 'What is wrong with the settings of a repository.' });

export type DoctorDocument = z.output<typeof doctorDocument>;
