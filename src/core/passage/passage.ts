import type { ControlPlaneFile } from '../control-plane.ts';
import type { ChangedManifest } from '../manifest/changed-files.ts';
import type { Manifest } from '../manifest/object.ts';

/**
 * What one commit between base and head holds, where that is neither what was there nor what lands.
 * Both lists have the same gated files, one entry each. A file that is the same on both sides is
 * among them where another commit changes it: it is what the rest is read beside.
 */
export interface IntermediateRevision {
  /** The commit's full id. */
  readonly commit: string;
  /** From the commit's merge base with the base to the commit. */
  readonly changed: readonly ChangedManifest[];
  /** From what lands to the commit: what it holds beyond that. */
  readonly beyond: readonly ChangedManifest[];
  /** Files of the control plane that are neither what they were nor what lands. */
  readonly controlPlane: readonly ControlPlaneFile[];
  /** Files that no commit changed and that one of these commits names. */
  readonly context: readonly Manifest[];
  /** Why something of that was not read. */
  readonly contextMissing: readonly string[];
}
