import * as z from 'zod';

import { changeKinds } from '../../change/change.ts';
import { dateText, idText } from '../../schema/values.ts';
import { breakGlass, requirementRule } from './requires.ts';
import { levelName, ownerName, tierName } from './tiers.ts';

export const factorScopes = ['item', 'subject', 'state'] as const;
export type FactorScope = (typeof factorScopes)[number];

export const factorCategories = [
  'privilege-escalation',
  'data-access',
  'life-cycle',
  'blast-radius',
  'availability',
  'control-plane',
  'hygiene',
] as const;

const factor = z
  .strictObject({
    id: idText,
    scope: z.enum(factorScopes).meta({
      description:
        '`item` and `subject` may raise dimensions; `state` sees the result and may only set a floor.',
    }),
    category: z.enum(factorCategories),
    raises: z.record(levelName, levelName).optional(),
    floor: tierName.optional(),
    waivable: z.boolean().default(true).meta({
      description: 'Whether a waiver may name it. One that sets a `floor` never can.',
    }),
    when: z.string().min(1).max(2000).meta({ description: 'A condition in CEL.' }),
    message: z.string().min(10).max(300),
    question: z.string().min(10).max(300).optional().meta({
      description: 'What the rationale must answer where this factor counts among the heaviest.',
    }),
  })
  .refine((value) => value.raises !== undefined || value.floor !== undefined, {
    error: 'needs `raises` or `floor`',
  })
  .refine((value) => value.scope !== 'state' || value.raises === undefined, {
    error: 'a factor of scope `state` sets a `floor` and raises nothing',
  });

const framework = z.strictObject({
  catalog: idText.meta({ description: 'A catalogue that comes with jitl: docs/frameworks.md.' }),
  controls: z.array(z.string().min(1).max(40)).min(1).max(50),
});

export const policy = z
  .strictObject({
    apiVersion: z.literal('jitl.dev/v1'),
    kind: z.literal('Policy'),
    metadata: z.strictObject({
      id: idText,
      title: z.string().min(3).max(120),
      owner: ownerName,
      version: z.int().min(1),
      status: z.enum(['draft', 'shadow', 'active', 'deprecated']).meta({
        description:
          '`draft` is only checked and tested. `shadow` is also reported, and decides nothing. `active` decides. `deprecated` decides until it is deleted, and the lint says so.',
      }),
      reviewBy: dateText.optional().meta({
        description: 'By when its owner looks at it again; the lint fails after it.',
      }),
    }),
    spec: z
      .strictObject({
        enforcement: z.enum(['advisory', 'overridable', 'mandatory']).default('mandatory').meta({
          description:
            '`advisory` is shown to the reviewer and decides nothing. What an `overridable` policy asks can be overridden in an emergency, what a `mandatory` one asks cannot.',
        }),
        appliesTo: z.strictObject({ changes: z.array(z.enum(changeKinds)).min(1) }),
        factors: z.array(factor).max(100).default([]),
        requires: z
          .strictObject({
            moderate: requirementRule.optional(),
            high: requirementRule.optional(),
            critical: requirementRule.optional(),
          })
          .optional()
          .meta({ description: 'By resulting tier, cumulative upward.' }),
        breakGlass: breakGlass.optional(),
        frameworks: z.array(framework).max(20).default([]),
      })
      .refine((value) => value.breakGlass === undefined || value.enforcement === 'overridable', {
        error: '`breakGlass` needs `enforcement: overridable`',
      }),
  })
  .meta({ title: 'Policy', description: 'What makes a change risky, and who must decide.' });

export type Policy = z.output<typeof policy>;
export type Factor = Policy['spec']['factors'][number];
