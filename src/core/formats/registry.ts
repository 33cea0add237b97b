import type { Format } from './format.ts';
import { kubernetes } from './kubernetes/kubernetes.ts';
import { native } from './native/native.ts';

/** Every family of manifests that is read. Adding one means a folder and a line here. */
export const formats: readonly Format[] = [native, kubernetes];

export function formatOf(group: string, kind: string): Format | null {
  return formats.find((format) => format.recognises(group, kind)) ?? null;
}
