import { createVerify } from 'node:crypto';

import type { Sim } from './sim.ts';
import type { SimToken } from './world.ts';
import { isRecord } from './events/seed.ts';

/** Null: unknown, expired, or none at all. */
export function authenticate(sim: Sim, authorization: string | undefined): SimToken | null {
  const value = tokenOf(authorization ?? '');
  if (value === null) return null;
  const known = sim.world.tokens.get(value);
  if (known !== undefined) return known.expired ? null : known;
  return value.split('.').length === 3 ? appToken(sim, value) : null;
}

function tokenOf(authorization: string): string | null {
  const [scheme = '', value = ''] = authorization.split(' ');
  if (/^(token|bearer)$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return null;
  const [, password] = Buffer.from(value, 'base64').toString().split(':');
  return password ?? null;
}

/** A JWT of an App, as GitHub demands: RS256, at most ten minutes, not of the future. */
function appToken(sim: Sim, value: string): SimToken | null {
  const [header = '', payload = '', signature = ''] = value.split('.');
  const head = decoded(header);
  const claims = decoded(payload);
  const app = sim.world.apps.get(Number(claims?.['iss']));
  if (head?.['alg'] !== 'RS256' || app === undefined || app.publicKey === null) return null;
  const signed = createVerify('RSA-SHA256').update(`${header}.${payload}`);
  if (!signed.verify(app.publicKey, signature, 'base64url')) return null;
  const [from, until] = [Number(claims?.['iat']), Number(claims?.['exp'])];
  // A client takes the time of this machine, not that of the simulated world.
  const now = Math.floor(new Date().getTime() / 1000);
  if (!(from <= now + 60 && until > now && until - now <= 660)) return null;
  return {
    value,
    kind: 'app-jwt',
    account: app.account,
    repository: null,
    permissions: {},
    app: app.id,
    expired: false,
  };
}

function decoded(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
