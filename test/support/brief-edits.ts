import type { Story, StoryFile } from './brief-story.ts';

export type Edit = (story: Story) => Story;

/** Replaces text in a file of one group; a text that is not there is a mistake of the test. */
export function edit(
  where: 'base' | 'head' | 'context' | 'rules',
  path: string,
  [from, to]: readonly [string, string],
): Edit {
  return (story) => {
    const file: StoryFile | undefined = story[where][path];
    if (typeof file !== 'string' || !file.includes(from))
      throw new Error(`${path}: no \`${from}\``);
    return { ...story, [where]: { ...story[where], [path]: file.replace(from, to) } };
  };
}

/** The same in both sides of a changed file, so that the text is context there. */
export function editBoth(path: string, change: readonly [string, string]): Edit {
  return (story) => edit('head', path, change)(edit('base', path, change)(story));
}

export function put(where: 'base' | 'head', path: string, file: StoryFile): Edit {
  return (story) => ({ ...story, [where]: { ...story[where], [path]: file } });
}

export function drop(where: 'base' | 'head', path: string): Edit {
  return (story) => ({
    ...story,
    [where]: Object.fromEntries(Object.entries(story[where]).filter(([name]) => name !== path)),
  });
}

/** The same content at another path, on the sides where it stands. */
export function move(path: string, to: string): Edit {
  return (story) => {
    const side = (files: Story['base']): Story['base'] =>
      Object.fromEntries(
        Object.entries(files).map(([name, file]) => [name === path ? to : name, file]),
      );
    return { ...story, base: side(story.base), head: side(story.head) };
  };
}

export function withMode(path: string, mode: string, side: 'base' | 'head' = 'head'): Edit {
  return (story) => {
    const file = story[side][path];
    if (typeof file !== 'string') throw new Error(`there is no ${path}`);
    return put(side, path, { mode, text: file })(story);
  };
}

/** Changes the parsed snapshot. */
export function snapshot(change: (value: Draft) => void): Edit {
  return (story) => {
    const value = JSON.parse(story.snapshot ?? 'null') as Draft;
    change(value);
    return { ...story, snapshot: JSON.stringify(value) };
  };
}

/** A snapshot as it is written; what the reader fills in may be missing. */
export interface Draft {
  repository: { id: number; name: string };
  pullRequest: Record<string, unknown>;
  accounts: Record<string, unknown>[];
  teams: { name: string; members: object[] | null }[];
  commits: object[];
  reviews: object[];
  [more: string]: unknown;
}

export const all =
  (...edits: readonly Edit[]): Edit =>
  (story) =>
    edits.reduce((told, one) => one(told), story);
