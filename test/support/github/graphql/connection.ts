import { field, mistake, refusal, type Arguments, type Field, type Node } from './node.ts';

/** Nodes that GitHub gives at most on one page. */
const MOST = 100;

export interface ListOptions {
  /** Part of the cursors: one of another list is refused. */
  readonly kind: string;
  /** Arguments besides `first` and `after`. */
  readonly takes?: readonly string[];
}

/** A list in pages. `items` gets the arguments and gives the whole list; the page is cut here. */
export function connection<T>(
  { kind, takes = [] }: ListOptions,
  items: (args: Arguments) => readonly T[],
  node: (item: T) => Node | null,
): Field {
  return field(['first', 'after', ...takes], (args) => {
    const first = pageSize(kind, args);
    const all = items(args);
    const start = typeof args['after'] === 'string' ? position(kind, args['after']) : 0;
    const page = all.slice(start, start + first);
    return {
      totalCount: all.length,
      nodes: () => page.map(node),
      pageInfo: {
        hasNextPage: start + page.length < all.length,
        hasPreviousPage: start > 0,
        startCursor: page.length === 0 ? null : cursor(kind, start + 1),
        endCursor: page.length === 0 ? null : cursor(kind, start + page.length),
      },
    };
  });
}

function pageSize(kind: string, args: Arguments): number {
  const { first } = args;
  if (typeof first !== 'number')
    throw refusal(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${kind}\` connection.`,
    );
  if (first > MOST)
    throw refusal(
      'EXCESSIVE_PAGINATION',
      `Requesting ${first} records on the \`${kind}\` connection exceeds the \`first\` limit of ${MOST} records.`,
    );
  if (first < 1) throw mistake(`${kind}(first: ${first}) asks for nothing`);
  return first;
}

/** After so many items. Nobody may look into it, so it is not readable. */
function cursor(kind: string, count: number): string {
  return Buffer.from(`cursor:${kind}:${count}`).toString('base64');
}

function position(kind: string, after: string): number {
  const [prefix, of, count] = Buffer.from(after, 'base64').toString('utf8').split(':');
  if (prefix !== 'cursor' || of !== kind || count === undefined)
    throw refusal('INVALID_CURSOR_ARGUMENTS', `\`${after}\` does not appear to be a valid cursor.`);
  return Number(count);
}
