import {
  carriesIdentity,
  foreignDocument,
  isKustomization,
  kustomizationKeys,
} from '../formats/unread-kinds.ts';
import { locate, type LineIndex } from '../location.ts';
import { canonicalNode, get, type YamlMapping } from '../yaml/node.ts';
import {
  objectKey,
  type DeclaredObject,
  type ManifestSource,
  type Unassessable,
} from './object.ts';

/** Kinds of our own group that are policy files, which the control plane's reader checks. */
const POLICY_KINDS = new Set(['RiskModel', 'Policy', 'Waiver', 'PolicyTest', 'People', 'Config']);

/** A document that is recognised by its keys or its file's name, and that no format reads. */
export function foreignObject(
  source: ManifestSource,
  lines: LineIndex,
  root: YamlMapping,
): Unassessable | null {
  if (isKustomization(source.path) && declaresKustomization(root))
    return kustomization(source, lines, root);
  const name = foreignDocument(new Set(root.entries.map((entry) => entry.key)));
  if (name === null) return null;
  return {
    path: source.path,
    side: source.side,
    code: 'kind-not-read',
    message: `this is a ${name}, which jitl does not read yet`,
    help: 'have somebody read the difference',
    location: locate(source.path, source.side, lines, root.entries[0]?.keySpan ?? root.span),
    extent: 'object',
    mentionsIdentity: true,
    recognised: false,
    key: `${source.path}\u0000${name}`,
    content: canonicalNode(root),
  };
}

/** Other objects can stand in a file of that name, and are read like anywhere else. */
function declaresKustomization(root: YamlMapping): boolean {
  const apiVersion = get(root, 'apiVersion');
  if (apiVersion === undefined) return true;
  return apiVersion.kind === 'scalar' && apiVersion.text.startsWith('kustomize.config.k8s.io/');
}

/**
 * Which manifests are applied, and under which names, can change here with no identity in the
 * difference at all: one commented-out line once switched a rotation off. Images, labels and
 * replicas change no identity and are left out of the comparison.
 */
function kustomization(source: ManifestSource, lines: LineIndex, root: YamlMapping): Unassessable {
  const deciding = root.entries.filter((entry) => kustomizationKeys.has(entry.key));
  return {
    path: source.path,
    side: source.side,
    code: 'kind-not-read',
    message: 'a kustomization decides which manifests are applied, and jitl does not read it yet',
    help: 'have somebody read which resources and patches come and go',
    location: locate(source.path, source.side, lines, deciding[0]?.keySpan ?? root.span),
    extent: 'object',
    mentionsIdentity: false,
    recognised: false,
    key: `${source.path}\u0000kustomization`,
    content: canonicalNode({ ...root, entries: deciding, byKey: null }),
  };
}

/** An object of a kind that carries identities and that no format reads; null for any other. */
export function unreadObject(object: DeclaredObject): Unassessable | null {
  const unknown = object.group === 'jitl.dev' && !POLICY_KINDS.has(object.kind);
  if (!unknown && !carriesIdentity(object.group, object.kind)) return null;
  const what = object.group === '' ? object.kind : `${object.kind} of ${object.group}`;
  return {
    path: object.path,
    side: object.side,
    code: unknown ? 'unknown-kind' : 'kind-not-read',
    message: unknown
      ? `\`${object.kind}\` is no kind of \`jitl.dev/v1\``
      : `\`${what}\` can carry identities or access, and jitl does not read it yet`,
    help: unknown
      ? 'use `NonHumanIdentity`, or a policy kind under `.jitl/`'
      : 'have somebody read the difference',
    location: locate(object.path, object.side, object.lines, object.anchor),
    extent: 'object',
    mentionsIdentity: true,
    recognised: false,
    key: objectKey(object),
    content: canonicalNode(object.root),
  };
}
