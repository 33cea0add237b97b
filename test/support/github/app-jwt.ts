import { createSign } from 'node:crypto';

/** A JWT of an App as its own client would sign it, good for nine minutes. */
export function appJwt(app: { readonly id: number; readonly privateKey: string }): string {
  const now = Math.floor(new Date().getTime() / 1000);
  const claims = { iat: now - 30, exp: now + 540, iss: String(app.id) };
  const signed = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`;
  const signature = createSign('RSA-SHA256').update(signed).sign(app.privateKey, 'base64url');
  return `${signed}.${signature}`;
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
