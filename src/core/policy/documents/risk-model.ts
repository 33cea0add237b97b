import * as z from 'zod';

import { durationText, idText } from '../../schema/values.ts';
import { levelName, ownerName, tierName } from './tiers.ts';

const row = z.record(levelName, levelName).refine((value) => Object.keys(value).length > 0, {
  error: 'a row needs at least one lower bound',
});

const rows = z.array(row).max(50).default([]);

const waivers = z
  .strictObject({
    maxDuration: durationText.default('90d').meta({
      description: 'The longest time from `notBefore` to `expiresAt` of a waiver.',
    }),
    requireTicket: z.boolean().default(true).meta({
      description: 'Whether a waiver must name a ticket.',
    }),
  })
  .default({ maxDuration: '90d', requireTicket: true })
  .meta({ description: 'What a waiver may be. It never lowers a floor, whatever is said here.' });

export const riskModel = z
  .strictObject({
    apiVersion: z.literal('jitl.dev/v1'),
    kind: z.literal('RiskModel'),
    metadata: z.strictObject({ id: idText, owner: ownerName, version: z.int().min(1) }),
    spec: z.strictObject({
      tiers: z.tuple([
        z.literal('low'),
        z.literal('moderate'),
        z.literal('high'),
        z.literal('critical'),
      ]),
      unclassified: tierName.meta({ description: 'The tier of a change that no policy claims.' }),
      dimensions: z
        .record(levelName, z.array(levelName).min(2).max(5))
        .meta({ description: 'Ordered levels, lowest first.' }),
      table: z
        .strictObject({ critical: rows, high: rows, moderate: rows })
        .meta({ description: 'Conjunctions of lower bounds; the highest row that holds decides.' }),
      waivers,
    }),
  })
  .meta({ title: 'RiskModel', description: 'How dimensions become a tier.' });

export type RiskModel = z.output<typeof riskModel>;
