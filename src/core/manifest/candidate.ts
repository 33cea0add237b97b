/**
 * Which changed files may hold manifests. Content decides, wherever a file lies; the name only
 * says how much of the content must look like a manifest before a failure to read it counts.
 */
export type Candidate = 'yaml' | 'json' | 'template' | 'other';

const YAML_NAME = /\.ya?ml$/i;
const JSON_NAME = /\.json$/i;
const TEMPLATE_NAME = /\.(?:tpl|tmpl|gotmpl|j2|jinja|jinja2|template|erb|mustache)$/i;

export function candidateKind(path: string): Candidate {
  if (YAML_NAME.test(path)) return 'yaml';
  if (JSON_NAME.test(path)) return 'json';
  if (TEMPLATE_NAME.test(path)) return 'template';
  return 'other';
}

/** How much of a file with a foreign name is looked at. */
const SNIFFED_CHARACTERS = 65_536;
const MANIFEST_LINE = /^(?:apiVersion|kind)[ \t]*:/m;
const FIRST_KEY =
  /^(?:[ \t]*#[^\n]*\n|[ \t]*\r?\n|---[^\n]*\n)*(?:apiVersion|kind|metadata)[ \t]*:/;

/** A file whose name says nothing is a manifest when its first key is one of a manifest's. */
export function startsLikeManifest(text: string): boolean {
  return FIRST_KEY.test(text.slice(0, SNIFFED_CHARACTERS));
}

/** Keys come in any order: a file that has both of a manifest's at the margin may be one. */
export function holdsManifestLines(text: string): boolean {
  const start = text.slice(0, SNIFFED_CHARACTERS);
  return /^["']?apiVersion["']?[ \t]*:/m.test(start) && /^["']?kind["']?[ \t]*:/m.test(start);
}

/**
 * Kinds and keys by which identities, credentials and grants show in a text that cannot be parsed.
 * A cheap hint that decides between a moderate and a high finding, never between one and none.
 */
const IDENTITY_MARKS = [
  'rbac.authorization',
  'ServiceAccount',
  'serviceAccount',
  'RoleBinding',
  'ClusterRole',
  'roleRef',
  'external-secrets',
  'SecretStore',
  'ExternalSecret',
  'PushSecret',
  'SealedSecret',
  'iam.amazonaws',
  'AWS::IAM',
  'iam.cnrm',
  'roles/',
  'eks.amazonaws.com/role-arn',
  'iam.gke.io',
  'azure.workload.identity',
  'kind: Secret',
  'kind: Certificate',
  'spiffe',
  'SecurityContextConstraints',
  'jitl.dev/',
  'template_type',
];
const ROLE_KIND = /kind["']?[ \t]*:[ \t]*["']?(?:Role|Policy)\b/;

export function mentionsIdentity(text: string): boolean {
  return IDENTITY_MARKS.some((mark) => text.includes(mark)) || ROLE_KIND.test(text);
}

/** JSON that names no API version is not a manifest; an escape could hide one, so it is read. */
export function jsonMayHoldManifest(text: string): boolean {
  return text.includes('"apiVersion"') || text.includes('\\u') || MANIFEST_LINE.test(text);
}
