import type { BindingFact, RoleKey, Scope } from '../../inventory/fact.ts';
import {
  mappingField,
  mappingList,
  report,
  reportUnknownFields,
  textField,
  type Reading,
} from '../../manifest/fields.ts';
import { locateIn, type DeclaredObject } from '../../manifest/object.ts';
import type { YamlMapping } from '../../yaml/node.ts';
import type { Extraction } from '../format.ts';
import { subjectHolder } from './holders.ts';

export function extractBinding(object: DeclaredObject): Extraction {
  const reading: Reading = { object, diagnostics: [] };
  const roleRef = mappingField(reading, object.root, 'roleRef');
  const role = roleRef === null ? null : readRoleRef(reading, roleRef);
  if (roleRef === null)
    report(reading, object.anchor, {
      code: 'missing-field',
      message: 'the binding names no role: `roleRef` is missing',
      help: 'a patch that is merged elsewhere cannot be assessed alone; commit the rendered manifest',
    });
  if (roleRef === null || role === null) return { facts: [], diagnostics: reading.diagnostics };
  const fact: BindingFact = {
    fact: 'binding',
    name: `${object.kind} ${object.namespace === '' ? '' : `${object.namespace}/`}${object.name}`,
    role,
    subjects: readSubjects(reading, object),
    scope: bindingScope(object),
    location: locateIn(object, object.anchor),
    roleLocation: locateIn(object, roleRef.span),
  };
  return { facts: [fact], diagnostics: reading.diagnostics };
}

/** A RoleBinding to a ClusterRole limits it to the binding's namespace. */
function bindingScope(object: DeclaredObject): Scope {
  return object.kind === 'ClusterRoleBinding'
    ? { kind: 'cluster' }
    : { kind: 'namespace', name: object.namespace };
}

function readRoleRef(reading: Reading, roleRef: YamlMapping): RoleKey | null {
  reportUnknownFields(reading, roleRef, ['apiGroup', 'kind', 'name']);
  const kind = textField(reading, roleRef, 'kind');
  const name = textField(reading, roleRef, 'name');
  if (kind === null || name === null) {
    report(reading, roleRef.span, {
      code: 'missing-field',
      message: '`roleRef` needs `kind` and `name`',
    });
    return null;
  }
  if (kind.value !== 'Role' && kind.value !== 'ClusterRole') {
    report(reading, kind.span, {
      code: 'unknown-value',
      message: `\`roleRef.kind\` is \`${kind.value}\``,
      help: 'use `Role` or `ClusterRole`',
    });
    return null;
  }
  const namespace = kind.value === 'ClusterRole' ? null : reading.object.namespace;
  return { kind: kind.value, namespace, name: name.value };
}

function readSubjects(reading: Reading, object: DeclaredObject): BindingFact['subjects'] {
  const subjects: BindingFact['subjects'][number][] = [];
  for (const subject of mappingList(reading, object.root, 'subjects')) {
    reportUnknownFields(reading, subject, ['apiGroup', 'kind', 'name', 'namespace']);
    const kind = textField(reading, subject, 'kind');
    const name = textField(reading, subject, 'name');
    if (kind === null || name === null) {
      report(reading, subject.span, {
        code: 'missing-field',
        message: 'a subject needs `kind` and `name`',
      });
      continue;
    }
    const namespace = textField(reading, subject, 'namespace');
    // Where kustomize sets the namespace, the subject's is left out together with the binding's.
    const holder = subjectHolder(kind.value, namespace?.value ?? object.namespace, name.value);
    if (holder === null)
      report(reading, kind.span, {
        code: 'unknown-value',
        message: `a subject of kind \`${kind.value}\` does not exist`,
        help: 'use `ServiceAccount`, `Group` or `User`',
      });
    else subjects.push({ holder, location: locateIn(object, name.span) });
  }
  return subjects;
}
