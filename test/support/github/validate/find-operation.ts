/** A path of the description that an asked path is an instance of. */
export interface Match {
  /** `METHOD path`, as in the description. */
  readonly name: string;
  /** Not decoded: as they stand in the path. */
  readonly values: Readonly<Record<string, string>>;
}

/** Parameters that hold names of branches or files, and so may hold slashes. */
const WITH_SLASHES = new Set(['ref', 'path', 'branch', 'basehead']);

/** The one with the most literal segments; among equals the one that is literal earlier. */
export function findOperation(
  names: readonly string[],
  method: string,
  path: string,
): Match | null {
  const segments = path.split('/');
  const matches = names
    .filter((name) => name.startsWith(`${method} `))
    .flatMap((name) => {
      const template = name.slice(method.length + 1).split('/');
      const values = matchSegments(template, segments);
      return values === null ? [] : [{ name, values, literal: literalness(template) }];
    })
    .sort((one, other) => (one.literal < other.literal ? 1 : -1));
  const [best] = matches;
  return best === undefined ? null : { name: best.name, values: best.values };
}

/** Greater as text is more literal: first the number of literal segments, then where they are. */
function literalness(template: readonly string[]): string {
  const marks = template.map((one) => (parameterName(one) === null ? '1' : '0'));
  const count = marks.filter((mark) => mark === '1').length;
  return `${String(count).padStart(3, '0')}${marks.join('')}`;
}

function matchSegments(
  template: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | null {
  const wide = template.findIndex((one) => WITH_SLASHES.has(parameterName(one) ?? ''));
  const more = segments.length - template.length;
  if (more < 0 || (more > 0 && wide === -1)) return null;
  const values: Record<string, string> = {};
  for (const [index, one] of template.entries()) {
    const start = wide !== -1 && index > wide ? index + more : index;
    const value = segments.slice(start, start + (index === wide ? more : 0) + 1).join('/');
    const name = parameterName(one);
    if (name === null ? value !== one : value === '') return null;
    if (name !== null) values[name] = value;
  }
  return values;
}

function parameterName(segment: string): string | null {
  return segment.startsWith('{') && segment.endsWith('}') ? segment.slice(1, -1) : null;
}
