import * as z from 'zod';

import { changeKinds } from '../../change/change.ts';
import { recordShape } from '../../policy-test/input-shape.ts';
import { dateText, idText } from '../../schema/values.ts';
import { expectation } from './policy-test-expect.ts';

const change = z.enum(changeKinds);
const held = z.array(recordShape('Held')).max(300);

/** What conditions see, written field by field. */
const inputs = z
  .strictObject({
    change: change.optional(),
    subject: recordShape('subject').optional(),
    items: z.array(recordShape('item')).min(1).max(100).optional(),
    held: held.optional().meta({
      description:
        'What the holder has besides what the change gives; `grant-added` and `grant-widened` add their items.',
    }),
    state: recordShape('state').optional().meta({
      description: 'More of the resulting state; `primitives` are added to those of what is held.',
    }),
  })
  .meta({
    description:
      'One change as conditions see it. What is left out is neutral: false, 0, empty, the lowest of an ordered set.',
  });

const files = z
  .record(
    z.string().regex(/^(?!\/)(?!.*(?:^|\/)\.{0,2}(?:\/|$)).{1,500}$/, {
      error: 'must be a path from the top of a repository',
    }),
    z.string().max(200_000),
  )
  .meta({ description: 'Texts of files by path, as they stand in a repository.' });

const manifests = z
  .strictObject({ base: files.default({}), head: files.default({}) })
  .meta({ description: 'Two sides of a repository, compared as `jitl check` does.' });

const given = z
  .strictObject({
    inputs: z
      .strictObject({
        change: change.optional(),
        subject: recordShape('subject').optional(),
        item: recordShape('item').optional(),
        held: held.optional(),
        state: recordShape('state').optional(),
      })
      .optional()
      .meta({ description: 'Stands under `inputs` of each case; `item` under each item.' }),
    manifests: manifests.optional().meta({ description: 'Files that each such case has as well.' }),
  })
  .meta({ description: 'What all cases share. What a case says itself goes before.' });

const testCase = z
  .strictObject({
    name: z.string().min(3).max(200),
    inputs: inputs.optional(),
    manifests: manifests.optional(),
    expect: expectation,
  })
  .refine((value) => (value.inputs === undefined) !== (value.manifests === undefined), {
    error: 'needs exactly one of `inputs` and `manifests`',
  });

const coverage = z
  .strictObject({
    factors: z.enum(['positive', 'both']).optional().meta({
      description:
        'Each factor of the policies must match in a case; `both`: and not match in another one of a kind that its policy applies to.',
    }),
    tableRows: z.literal('each').optional().meta({
      description: 'Each row of the risk model must decide in a case of the run.',
    }),
    mutants: z.number().min(0).max(1).optional().meta({
      description:
        'The share of mutants of the policies that cases must notice; asked with `--mutate`.',
    }),
  })
  .meta({ description: 'What the tests must reach; less is a failure.' });

export const policyTest = z
  .strictObject({
    apiVersion: z.literal('jitl.dev/v1'),
    kind: z.literal('PolicyTest'),
    spec: z.strictObject({
      policies: z.array(idText).min(1).max(100).meta({
        description:
          'The policies under test. Every policy in use rates a case; what is expected of factors and requirements speaks of these alone.',
      }),
      now: dateText.meta({ description: 'The time at which all cases are rated.' }),
      given: given.optional(),
      cases: z.array(testCase).min(1).max(2000),
      coverage: coverage.optional(),
    }),
  })
  .meta({ title: 'PolicyTest', description: 'Changes, and what the policies must say of them.' });

export type PolicyTest = z.output<typeof policyTest>;
export type TestCase = PolicyTest['spec']['cases'][number];
