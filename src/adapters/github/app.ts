import { createPrivateKey } from 'node:crypto';

import { JitlError } from '../../errors.ts';

type Rights = Readonly<Record<string, 'read' | 'write'>>;

/** What opens an installation of an App: its token is for one repository and these rights. */
export interface AppCredentials {
  readonly id: number;
  /** PEM, PKCS #1 as GitHub hands it out, or PKCS #8. */
  readonly privateKey: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly permissions: Rights;
}

/** GitHub refuses to give a token more than the installation has. */
export function rightsMissing(permissions: Rights): JitlError {
  const wanted = Object.entries(permissions).map(([name, level]) => `${name}: ${level}`);
  return new JitlError('forge-forbidden', 'the App is not installed with all that the gate needs', {
    help: `give it ${wanted.join(', ')}, and accept the change where it is installed`,
  });
}

/** The key in the one form that the signing library takes everywhere. */
export function pkcs8(pem: string): string {
  try {
    const key = createPrivateKey(pem.replaceAll('\\n', '\n'));
    return key.export({ type: 'pkcs8', format: 'pem' }).toString();
  } catch {
    throw new JitlError('forge-unauthorized', 'the private key of the App cannot be read', {
      help: 'hand over the whole PEM file, from its BEGIN line to its END line',
    });
  }
}
