import type { Permission, Permit, RoleFact } from '../../inventory/fact.ts';
import {
  mappingField,
  mappingList,
  report,
  reportUnknownFields,
  textField,
  textList,
  type Reading,
  type Text,
} from '../../manifest/fields.ts';
import { locateIn, type DeclaredObject } from '../../manifest/object.ts';
import { canonicalNode, type YamlMapping } from '../../yaml/node.ts';
import type { Extraction } from '../format.ts';

const RULE_FIELDS = ['apiGroups', 'resources', 'verbs', 'resourceNames', 'nonResourceURLs'];

/** A rule's cross product beyond this is not a rule anybody can review. */
const PERMISSIONS_PER_ROLE = 20_000;

/** `rbac.authorization.k8s.io/aggregate-to-edit` and the labels of the same form that others use. */
const AGGREGATION = /(?:^|\/)aggregate-to-([a-z0-9.-]+)$/;

export function extractRole(object: DeclaredObject): Extraction {
  const reading: Reading = { object, diagnostics: [] };
  const permits: Permit[] = [];
  for (const rule of mappingList(reading, object.root, 'rules')) readRule(reading, rule, permits);
  if (permits.length > PERMISSIONS_PER_ROLE)
    report(reading, object.anchor, {
      code: 'too-many-nodes',
      message: `the rules multiply to more than ${PERMISSIONS_PER_ROLE} permissions`,
      help: 'split the role',
    });
  const aggregation = mappingField(reading, object.root, 'aggregationRule');
  const fact: RoleFact = {
    fact: 'role',
    role: {
      kind: object.kind,
      namespace: object.kind === 'ClusterRole' ? null : object.namespace,
      name: object.name,
    },
    permits,
    aggregatesTo: object.kind === 'ClusterRole' ? aggregationLabels(reading, object) : [],
    aggregation: aggregation === null ? null : canonicalNode(aggregation),
    location: locateIn(object, object.anchor),
  };
  return { facts: [fact], diagnostics: reading.diagnostics };
}

function readRule(reading: Reading, rule: YamlMapping, permits: Permit[]): void {
  reportUnknownFields(reading, rule, RULE_FIELDS);
  const verbs = textList(reading, rule, 'verbs');
  const groups = textList(reading, rule, 'apiGroups');
  const resources = textList(reading, rule, 'resources');
  const names = textList(reading, rule, 'resourceNames');
  const urls = textList(reading, rule, 'nonResourceURLs');
  for (const verb of verbs) {
    for (const url of urls)
      permits.push(permit(reading, verb, urlPermission(url.value, verb.value)));
    for (const group of groups)
      for (const resource of resources) {
        if (permits.length > PERMISSIONS_PER_ROLE) return;
        for (const { action, name } of namedActions(verb.value, resource.value, names))
          permits.push(
            permit(reading, verb, {
              system: 'kubernetes',
              group: group.value,
              resource: resource.value,
              action,
              name,
              until: null,
            }),
          );
      }
  }
}

interface NamedAction {
  readonly action: string;
  readonly name: string | null;
}

const NAMELESS: readonly string[] = ['create', 'deletecollection'];

/**
 * `resourceNames` cannot restrict a top-level `create` or `deletecollection`: the name is not known
 * when the request is authorised (Kubernetes documentation, "Referring to resources"). Such a rule
 * grants nothing for `create`, but a reader must not take it for a limit, so the widest holds. Every
 * verb includes these two: it must not be worth less than they are.
 */
function namedActions(
  verb: string,
  resource: string,
  names: readonly Text[],
): readonly NamedAction[] {
  if (names.length === 0) return [{ action: verb, name: null }];
  const topLevel = !resource.includes('/');
  if (topLevel && NAMELESS.includes(verb)) return [{ action: verb, name: null }];
  const named = names.map(({ value }) => ({ action: verb, name: value }));
  if (!topLevel || verb !== '*') return named;
  return [...named, ...NAMELESS.map((action) => ({ action, name: null }))];
}

function urlPermission(url: string, verb: string): Permission {
  return {
    system: 'kubernetes',
    group: '',
    resource: `url:${url}`,
    action: verb,
    name: null,
    until: null,
  };
}

function permit(reading: Reading, verb: Text, permission: Permission): Permit {
  return { permission, location: locateIn(reading.object, verb.span) };
}

function aggregationLabels(reading: Reading, object: DeclaredObject): readonly string[] {
  const metadata = mappingField(reading, object.root, 'metadata');
  const labels = metadata === null ? null : mappingField(reading, metadata, 'labels');
  const roles: string[] = [];
  for (const entry of labels?.entries ?? []) {
    const role = AGGREGATION.exec(entry.key)?.[1];
    if (role === undefined || labels === null) continue;
    if (textField(reading, labels, entry.key)?.value === 'true') roles.push(role);
  }
  return roles;
}
