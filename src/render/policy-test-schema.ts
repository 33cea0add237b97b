import * as z from 'zod';

const place = z.strictObject({
  path: z.string(),
  line: z.int().min(1),
  column: z.int().min(1),
});

const score = {
  killed: z.int().min(0),
  total: z.int().min(0).meta({ description: 'Without those that change nothing.' }),
};

const mutant = z.strictObject({
  policy: z.string().nullable().meta({ description: 'Null: the risk model.' }),
  what: z.string(),
  location: place,
});

const mismatch = z.strictObject({
  key: z.string().meta({ description: 'The key of `expect`.' }),
  expected: z.string(),
  got: z.string(),
  missing: z.array(z.string()),
  unexpected: z.array(z.string()),
  location: place,
});

const suite = z.strictObject({
  path: z.string(),
  policies: z.array(z.string()),
  passed: z.int().min(0),
  failed: z.int().min(0),
  cases: z.array(
    z.strictObject({
      name: z.string(),
      passed: z.boolean(),
      location: place,
      changes: z.array(z.string()).meta({
        description: 'The kinds of its changes; of one that could not be read with the reason.',
      }),
      failures: z.array(mismatch),
    }),
  ),
  unmet: z
    .array(
      z.strictObject({
        threshold: z.enum(['factors', 'tableRows', 'mutants']),
        message: z.string(),
        location: place,
      }),
    )
    .meta({ description: 'Thresholds of `coverage` that were missed.' }),
});

/** What `jitl policy test --format json` prints. Adding an optional key is a minor change. */
export const policyTestReportDocument = z
  .strictObject({
    schema: z.literal('https://jitl.dev/schema/v1/policy-test-report.json'),
    passed: z.boolean().meta({ description: 'Every case passed and every threshold is met.' }),
    suites: z.array(suite).meta({ description: 'One for each `PolicyTest` document.' }),
    factors: z
      .array(
        z.strictObject({
          policy: z.string(),
          factor: z.string(),
          positive: z.int().min(0).meta({ description: 'Cases in which it matches.' }),
          negative: z.int().min(0).meta({
            description: 'Cases of a kind that its policy applies to, in which it does not.',
          }),
          canFail: z.boolean().meta({ description: 'False: no negative case can be written.' }),
          location: place,
        }),
      )
      .meta({ description: 'Of the policies under test.' }),
    rows: z
      .array(
        z.strictObject({
          tier: z.string(),
          row: z.record(z.string(), z.string()),
          cases: z.int().min(0).meta({ description: 'Cases with a change that it decides.' }),
          location: place,
        }),
      )
      .nullable()
      .meta({ description: 'Null where the risk model is not under test.' }),
    untested: z.array(z.string()).meta({ description: 'Policies that no test is about.' }),
    mutation: z
      .strictObject({
        ...score,
        policies: z.array(z.strictObject({ policy: mutant.shape.policy, ...score })),
        survivors: z.array(mutant),
        equivalent: z.array(mutant).meta({
          description: 'Proven to change nothing, so that no case can notice them.',
        }),
        skipped: z.int().min(0).meta({ description: 'Conditions that did not compile.' }),
      })
      .nullable()
      .meta({ description: 'Null without `--mutate`, and where a case failed.' }),
    diagnostics: z.array(
      z.strictObject({
        code: z.string(),
        severity: z.enum(['error', 'note']),
        message: z.string(),
        help: z.string().nullable(),
        location: place.nullable(),
      }),
    ),
    failure: z
      .strictObject({ code: z.string(), message: z.string(), help: z.string().nullable() })
      .nullable()
      .meta({ description: 'Why nothing was tested.' }),
  })
  .meta({
    title: 'Policy test report',
    description: 'What `jitl policy test --format json` prints.',
  });

export type PolicyTestReportDocument = z.output<typeof policyTestReportDocument>;
