import { generateKeyPairSync } from 'node:crypto';

import { newId } from '../sim.ts';
import type { World } from '../world.ts';
import { addAccount } from './accounts.ts';

export interface AppOptions {
  readonly slug: string;
  /** The account that it belongs to, and where it is installed. */
  readonly owner: string;
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>;
  readonly id?: number;
}

/** An App with a key of its own, installed on everything that its owner has. */
export function addApp(world: World, options: AppOptions) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const id = options.id ?? newId(world);
  const installation = newId(world);
  world.apps.set(id, {
    id,
    slug: options.slug,
    owner: options.owner,
    account: addAccount(world, `${options.slug}[bot]`, { type: 'Bot' }),
    publicKey,
    permissions: options.permissions,
    installations: [{ id: installation, owner: options.owner }],
  });
  return { id, privateKey, installation };
}
