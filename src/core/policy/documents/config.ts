import * as z from 'zod';

/** The packs that come with jitl, each a folder of `policies/`. `baseline` is all of them. */
export const packNames = [
  'core',
  'kubernetes-rbac',
  'workload-identity',
  'credentials',
  'life-cycle',
  'segregation-of-duties',
  'control-plane',
] as const;

const extendable = ['jitl:baseline', ...packNames.map((name) => `jitl:${name}` as const)] as const;

export const config = z
  .strictObject({
    apiVersion: z.literal('jitl.dev/v1'),
    kind: z.literal('Config'),
    spec: z.strictObject({
      extends: z.array(z.enum(extendable)).default(['jitl:baseline']).meta({
        description:
          'The packs in use. `jitl:baseline` is all that come with jitl. What no policy in use claims has the tier `unclassified` of the risk model.',
      }),
    }),
  })
  .meta({ title: 'Config', description: 'What is in use in this repository.' });

export type Config = z.output<typeof config>;

/** Whether a shipped policy file is in use. */
export function extendsPack(extended: Config['spec']['extends'], pack: string): boolean {
  return extended.some((name) => name === 'jitl:baseline' || name === `jitl:${pack}`);
}
