import * as z from 'zod';

import { dateText, durationText, idText } from '../../schema/values.ts';

export const identityTypes = [
  'service-account',
  'api-key',
  'workload-identity',
  'oauth-app',
  'integration',
  'bot',
  'ai-agent',
  'certificate',
] as const;

export const credentialTypes = [
  'api-key',
  'token',
  'password',
  'certificate',
  'ssh-key',
  'oauth-secret',
  'signing-key',
] as const;

/** Most critical first. */
export const criticalities = ['tier-1', 'tier-2', 'tier-3', 'tier-4'] as const;

const principal = z
  .string()
  .regex(/^(?:team|user):[A-Za-z0-9][A-Za-z0-9._/-]*$/, {
    error: 'must be `team:NAME` or `user:NAME`',
  })
  .meta({ description: 'Somebody who answers for the identity: `team:NAME` or `user:NAME`.' });

const kubernetesReference = z.strictObject({
  format: z.literal('kubernetes'),
  kind: z.literal('ServiceAccount'),
  namespace: z.string().min(1),
  name: z.string().min(1),
});

const credential = z.strictObject({
  id: idText,
  kind: z.enum(credentialTypes),
  store: z.string().min(1).max(300).optional().meta({
    description: 'Where the material is kept. The material itself is never in the repository.',
  }),
  issuedAt: dateText.optional(),
  expiresAt: dateText.optional(),
  rotation: z
    .strictObject({ every: durationText.optional(), lastRotated: dateText.optional() })
    .optional(),
});

const grant = z.strictObject({
  id: idText,
  system: z.string().min(1).max(60),
  actions: z.array(z.string().min(1).max(200)).min(1).max(500),
  scope: z.array(z.string().min(1).max(500)).min(1).max(500),
  expiresAt: dateText.optional(),
  justification: z.string().max(500).optional(),
});

const trust = z.strictObject({
  principal: z.string().min(1).max(500).meta({ description: 'Who may become the identity.' }),
  conditions: z.record(z.string(), z.string()).optional(),
});

const dependent = z.strictObject({
  id: z.string().min(1).max(200),
  environment: z.enum(['development', 'staging', 'production']).optional(),
  impact: z.enum(['outage', 'degraded', 'none']).meta({
    description: 'What happens to it when the identity or its credential stops working.',
  }),
  failover: z
    .strictObject({ mode: z.enum(['automatic', 'manual', 'none']), tested: dateText.optional() })
    .optional(),
});

/** What no other format says about an identity: who answers for it, where it works, what hangs on it. */
export const nonHumanIdentity = z
  .strictObject({
    apiVersion: z.literal('jitl.dev/v1'),
    kind: z.literal('NonHumanIdentity'),
    metadata: z.strictObject({
      name: idText,
      labels: z.record(z.string(), z.string()).optional(),
    }),
    spec: z.strictObject({
      type: z.enum(identityTypes),
      lifecycle: z
        .strictObject({
          state: z.enum(['proposed', 'active', 'disabled', 'revoked']).default('active'),
          reviewBy: dateText.optional(),
        })
        .optional(),
      owner: z.strictObject({ accountable: principal, backup: principal.optional() }),
      workload: idText.optional().meta({
        description:
          'What runs as the identity. Identities of one workload are also judged by what they can do together.',
      }),
      environment: z.enum(['development', 'staging', 'production']),
      criticality: z
        .enum(criticalities)
        .meta({ description: 'Of what the identity can touch; `tier-1` is the most critical.' }),
      refs: z.array(kubernetesReference).max(200).default([]),
      credentials: z.array(credential).max(200).default([]),
      grants: z.array(grant).max(500).default([]),
      trust: z.array(trust).max(200).default([]),
      dependents: z.array(dependent).max(1000).default([]),
    }),
  })
  .meta({
    title: 'NonHumanIdentity',
    description: 'An identity that is not a person, with the context that its reviewers need.',
  });

export type NonHumanIdentity = z.output<typeof nonHumanIdentity>;
