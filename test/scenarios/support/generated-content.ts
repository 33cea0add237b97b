/** What a section `-- generate --` puts at a path: content that a text archive cannot hold well. */
export type Generated =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly executable: boolean }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'submodule'; readonly commit: string };

/** `text` is JSON, so invisible characters are written as escapes; `times` repeats it. */
interface Recipe {
  readonly before?: string;
  readonly text?: string;
  readonly times?: number;
  readonly after?: string;
  readonly encoding?: 'utf8' | 'utf16le' | 'latin1';
  readonly base64?: string;
  readonly link?: string;
  readonly submodule?: string;
  readonly executable?: boolean;
}

/** Reads `{ "head/big.yaml": { "text": "- x\n", "times": 1000 } }`. */
export function generateContent(section: string): ReadonlyMap<string, Generated> {
  const recipes = JSON.parse(section) as Readonly<Record<string, Recipe>>;
  return new Map(Object.entries(recipes).map(([path, recipe]) => [path, generate(recipe)]));
}

function generate(recipe: Recipe): Generated {
  if (recipe.link !== undefined) return { kind: 'link', target: recipe.link };
  if (recipe.submodule !== undefined) return { kind: 'submodule', commit: recipe.submodule };
  const { executable = false } = recipe;
  if (recipe.base64 !== undefined)
    return { kind: 'bytes', bytes: Buffer.from(recipe.base64, 'base64'), executable };
  const repeated = (recipe.text ?? '').repeat(recipe.times ?? 1);
  const text = `${recipe.before ?? ''}${repeated}${recipe.after ?? ''}`;
  return { kind: 'bytes', bytes: Buffer.from(text, recipe.encoding ?? 'utf8'), executable };
}
