import { mappingField, report, textField, type Reading } from '../../manifest/fields.ts';
import { locateIn, type DeclaredObject } from '../../manifest/object.ts';
import type { Extraction } from '../format.ts';
import { serviceAccount } from './holders.ts';

const TOKEN_TYPE = 'kubernetes.io/service-account-token';

/**
 * A Secret of this type makes the control plane fill in a token for the named service account that
 * never expires (Kubernetes documentation, "Manually create a long-lived API token"). Any other Secret
 * is unassessable: what it holds is opaque, or should not be there at all.
 */
export function extractTokenSecret(object: DeclaredObject): Extraction {
  const reading: Reading = { object, diagnostics: [] };
  const type = textField(reading, object.root, 'type');
  if (type?.value !== TOKEN_TYPE) {
    report(reading, object.anchor, {
      code: 'kind-not-read',
      message: 'a Secret holds credential material, which is not read and has no place in git',
      help: 'keep the material in a secret store and commit a reference to it',
    });
    return { facts: [], diagnostics: reading.diagnostics };
  }
  const metadata = mappingField(reading, object.root, 'metadata');
  const annotations = metadata === null ? null : mappingField(reading, metadata, 'annotations');
  const account =
    annotations === null
      ? null
      : textField(reading, annotations, 'kubernetes.io/service-account.name');
  if (account === null) return { facts: [], diagnostics: reading.diagnostics };
  return {
    facts: [
      {
        fact: 'credential',
        holder: serviceAccount(object.namespace, account.value),
        id: object.namespace === '' ? object.name : `${object.namespace}/${object.name}`,
        type: 'token',
        issuedAt: null,
        expiresAt: null,
        rotateEvery: null,
        lastRotated: null,
        store: null,
        location: locateIn(object, object.anchor),
      },
    ],
    diagnostics: reading.diagnostics,
  };
}
