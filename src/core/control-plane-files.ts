import { controlPlaneRole, type ControlPlaneFile } from './control-plane.ts';
import type { ChangedFile } from './manifest/changed-files.ts';

/** The changed files that decide how the gate works. */
export function controlPlaneFiles(files: readonly ChangedFile[]): readonly ControlPlaneFile[] {
  return files.flatMap((file) => {
    const texts = [file.base, file.head].map((side) =>
      side?.content.kind === 'bytes' ? new TextDecoder().decode(side.content.bytes) : '',
    );
    const controls = controlPlaneRole(file.path, texts);
    if (controls === null) return [];
    const start = { line: 1, column: 1 };
    const at = (side: 'base' | 'head', text: string) => ({
      path: file.path,
      side,
      start,
      end: start,
      excerpt: text.split('\n', 1)[0]?.slice(0, 200) ?? '',
    });
    return [
      {
        path: file.path,
        controls,
        base: file.base === null ? null : at('base', texts[0] ?? ''),
        head: file.head === null ? null : at('head', texts[1] ?? ''),
      },
    ];
  });
}
