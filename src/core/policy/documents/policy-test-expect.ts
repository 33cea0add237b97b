import * as z from 'zod';

import { idText } from '../../schema/values.ts';
import { exclusions } from './requires.ts';
import { levelName, tierName } from './tiers.ts';

const ids = z.array(idText).max(200);
const people = z.int().min(1).max(5);
const duration = z.string().regex(/^(?:none|[1-9]\d{0,4}[dhm])$/, {
  error: 'must be a duration such as `90d`, `24h` or `30m`, or `none`',
});

/** What a case expects; what it does not name can be anything. */
export const expectation = z
  .strictObject({
    tier: tierName.optional(),
    matched: ids.optional().meta({
      description: 'All factors of the policies under test that count, and no other.',
    }),
    matchedIncludes: ids
      .min(1)
      .optional()
      .meta({ description: 'Factors that count, among others.' }),
    matchedExcludes: ids.min(1).optional().meta({ description: 'Factors that do not count.' }),
    advisory: ids.optional().meta({ description: 'All factors that are only advice.' }),
    shadow: ids.optional().meta({ description: 'All factors of shadow policies that match.' }),
    waived: ids.optional().meta({ description: 'All factors that a waiver keeps from counting.' }),
    decidedBy: idText.optional().meta({
      description:
        'What gives the tier: `table`, the id of a factor whose floor does, `unclassified`, or `nothing`. Where both give it, it is the table.',
    }),
    row: z.record(levelName, levelName).optional().meta({
      description: 'The row of the risk model that decides, as it stands there.',
    }),
    reviews: z.record(idText, people).optional().meta({
      description: 'All review lines of the policies under test by id, with their counts.',
    }),
    expertise: z.record(idText, ids).optional().meta({
      description: 'What review lines ask their people to know, by id; all lines that ask.',
    }),
    exclude: z.array(z.enum(exclusions)).optional().meta({
      description: 'All that are excluded besides who took part, who always are.',
    }),
    distinctPeople: people.optional().meta({ description: '1 where nothing is asked.' }),
    distinctTeams: people.optional().meta({ description: '1 where nothing is asked.' }),
    agentAuthored: people.optional().meta({
      description: 'How many people judge what an agent took part in; 1 where nothing is asked.',
    }),
    sections: ids.optional().meta({ description: 'All sections of the rationale.' }),
    similar: z.enum(['refuse', 'flag']).optional(),
    addressEachFactor: z.boolean().optional(),
    bindTo: z.enum(['brief', 'head']).optional(),
    maxAge: duration.optional(),
    unknownEdits: z.enum(['accept', 'refuse']).optional(),
    maxLifetime: duration.optional(),
    followUps: ids.optional().meta({ description: 'All follow-ups by id.' }),
  })
  .refine((value) => Object.values(value).some((one) => one !== undefined), {
    error: 'a case that expects nothing tests nothing',
  });

export type Expectation = z.output<typeof expectation>;
export type ExpectationKey = keyof Expectation;
