import type { ControlPlaneFile } from './control-plane.ts';
import type { GatedPath } from './judgment/owner-lines.ts';
import type { ChangedManifest } from './manifest/changed-files.ts';
import type { Manifest } from './manifest/object.ts';
import { sortedBy } from './order.ts';
import type { GatedContent } from './verdict.ts';

/**
 * The changed files that hold identities or access on either side, or are the control plane, by
 * path: the brief must not depend on the order in which files were listed.
 */
export function gatedContent(
  changed: readonly ChangedManifest[],
  controlPlane: readonly ControlPlaneFile[],
): readonly GatedContent[] {
  const controlled = new Set(controlPlane.map((file) => file.path));
  const gated = changed.filter(
    ({ file, base, head }) => controlled.has(file.path) || speaks(base) || speaks(head),
  );
  return sortedBy(gated, ({ file }) => file.path).map(({ file }) => ({
    path: file.path,
    base: file.base === null ? null : { mode: file.base.mode, oid: file.base.oid },
    head: file.head === null ? null : { mode: file.head.mode, oid: file.head.oid },
  }));
}

function speaks(manifest: Manifest | null): boolean {
  return manifest !== null && (manifest.objects.length > 0 || manifest.unassessable.length > 0);
}

export function gatedPaths(gated: readonly GatedContent[]): readonly GatedPath[] {
  return gated.map(({ path, base, head }) => ({
    path,
    submodule: base?.mode === '160000' || head?.mode === '160000',
  }));
}
