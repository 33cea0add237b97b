import type { Fact } from '../../inventory/fact.ts';
import { booleanField, mappingField, readText, type Reading } from '../../manifest/fields.ts';
import { locateIn, type DeclaredObject } from '../../manifest/object.ts';
import type { Extraction } from '../format.ts';
import { serviceAccount } from './holders.ts';

/**
 * Annotations by which a cloud lets the pods of a service account become a cloud identity (EKS IRSA,
 * GKE Workload Identity, Azure Workload Identity). Adding or repointing one is a grant.
 */
const CLOUD_ANNOTATIONS: Readonly<Record<string, string>> = {
  'eks.amazonaws.com/role-arn': 'aws-role',
  'iam.gke.io/gcp-service-account': 'gcp-service-account',
  'azure.workload.identity/client-id': 'azure-client',
};

export function extractServiceAccount(object: DeclaredObject): Extraction {
  const reading: Reading = { object, diagnostics: [] };
  const holder = serviceAccount(object.namespace, object.name);
  const automount = booleanField(reading, object.root, 'automountServiceAccountToken');
  const facts: Fact[] = [
    {
      fact: 'identity',
      holder,
      type: 'service-account',
      state: 'active',
      automount: automount ?? true,
      location: locateIn(object, object.anchor),
    },
  ];
  const metadata = mappingField(reading, object.root, 'metadata');
  const annotations = metadata === null ? null : mappingField(reading, metadata, 'annotations');
  for (const entry of annotations?.entries ?? []) {
    const cloud = Object.hasOwn(CLOUD_ANNOTATIONS, entry.key)
      ? CLOUD_ANNOTATIONS[entry.key]
      : undefined;
    if (cloud === undefined) continue;
    const target = readText(reading, entry.value, entry.key);
    if (target === null || target.value === '') continue;
    facts.push({
      fact: 'grant',
      holder,
      scope: { kind: 'resource', name: target.value },
      permit: {
        permission: {
          system: 'cloud',
          group: cloud,
          resource: target.value,
          action: 'assume',
          name: null,
          until: null,
        },
        location: locateIn(object, target.span),
      },
    });
  }
  return { facts, diagnostics: reading.diagnostics };
}
