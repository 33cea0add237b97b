import * as z from 'zod';

import { idText } from '../../schema/values.ts';

const login = z.string().regex(/^@?[A-Za-z0-9][A-Za-z0-9-]{0,38}$/, {
  error: 'must be a login such as `@octocat`',
});

const group = z.strictObject({
  people: z.array(login).default([]),
  teams: z
    .array(z.string().regex(/^@?[^\s/]+\/[^\s/]+$/, { error: 'must be `@organisation/team`' }))
    .default([]),
});

export const people = z
  .strictObject({
    apiVersion: z.literal('jitl.dev/v1'),
    kind: z.literal('People'),
    spec: z.strictObject({
      roles: z.record(idText, group).default({}),
      expertise: z.record(idText, group).default({}).meta({
        description: 'Who knows what, by id; a review line can ask for it.',
      }),
      persons: z
        .array(
          z.strictObject({
            name: idText,
            accounts: z.array(z.strictObject({ login, id: z.int().positive() })).min(1),
            aliases: z.array(z.string().min(1).max(300)).default([]).meta({
              description: 'Other names of the person: user names in manifests, e-mail addresses.',
            }),
          }),
        )
        .default([])
        .meta({ description: 'People by account id; several accounts of one person count once.' }),
      agents: z
        .array(
          z.strictObject({
            login,
            id: z.int().positive().optional(),
            operators: z.array(login).default([]),
          }),
        )
        .default([])
        .meta({ description: 'Agents and machine accounts, and who runs them.' }),
    }),
  })
  .meta({ title: 'People', description: 'Roles, people and agents.' });

export type People = z.output<typeof people>;
