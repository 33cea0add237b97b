import type { BytePath } from './byte-path.ts';

/**
 * What keeps `ls-files` from listing a whole `node_modules` that nobody has ignored; the paths it
 * lets through are judged by `couldMatter`.
 */
export const untrackedPathspecs: readonly string[] = [
  ...['yaml', 'yml', 'json'].flatMap((kind) => [`:(icase)*.${kind}`, `:(icase)*.${kind}.*`]),
  ':(icase)*codeowners',
  '.jitl/',
  '*/.jitl/*',
];

/**
 * Whether a file that git does not know could be part of the change: manifests, also as templates
 * (`x.yaml.j2`), the policy directory, and the list of owners.
 */
export function couldMatter(path: BytePath): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return (
    /\.(?:ya?ml|json)(?:\.[a-z0-9]{1,16})?$/.test(name) ||
    name === 'codeowners' ||
    `/${path}`.includes('/.jitl/')
  );
}
