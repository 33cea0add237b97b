import { compareInventories, type Compared } from '../change/compare.ts';
import { controlPlaneFiles } from '../control-plane-files.ts';
import { digestText } from '../digest.ts';
import { takeSides } from '../inventory/sides.ts';
import { readChangedFile, type FileContent } from '../manifest/changed-files.ts';
import { readManifest } from '../manifest/read-manifest.ts';

/** Texts of files by path. */
export type Files = Readonly<Record<string, string>>;

/** What changes between two sets of files; those that stay the same are context. */
export function compareFiles(base: Files, head: Files): Compared {
  const paths = [...new Set([...Object.keys(base), ...Object.keys(head)])];
  const texts = paths.map((path) => ({ path, base: textOf(base, path), head: textOf(head, path) }));
  const differing = texts
    .filter((file) => file.base !== file.head)
    .map((file) => ({
      path: file.path,
      decodable: true,
      base: contentOf(file.base),
      head: contentOf(file.head),
    }));
  const context = texts
    .filter((file) => file.base === file.head)
    .map(({ path, head: text }) =>
      readManifest({ path, side: 'head', bytes: bytesOf(text ?? '') }),
    );
  const changed = differing.map((file) => readChangedFile(file));
  const sides = takeSides({ changed, context, contextMissing: [] });
  return compareInventories(sides.base, sides.head, {
    controlPlane: controlPlaneFiles(differing),
    changedPaths: new Set(differing.map((file) => file.path)),
    declared: sides.declared,
  });
}

function textOf(files: Files, path: string): string | undefined {
  return Object.hasOwn(files, path) ? files[path] : undefined;
}

function contentOf(text: string | undefined): FileContent | null {
  if (text === undefined) return null;
  return {
    mode: '100644',
    oid: digestText(text).slice('sha256:'.length),
    content: { kind: 'bytes', bytes: bytesOf(text) },
  };
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
