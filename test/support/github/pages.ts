import type { Answer, Call } from './answer.ts';

/** GitHub's: 30 unless asked for, 100 at most. */
export function pageSize(call: Call): number {
  const asked = Number(call.query.get('per_page') ?? 30);
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, 100) : 30;
}

/** One page of a list, with `Link` to the others; `shape` is made of what is on it alone. */
export function page<T>(
  call: Call,
  items: readonly T[],
  shape: (item: T) => unknown,
  wrap: (shown: readonly unknown[]) => unknown = (shown) => shown,
): Answer {
  const size = pageSize(call);
  const number = Math.max(1, Math.trunc(Number(call.query.get('page') ?? 1)) || 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const shown = items.slice((number - 1) * size, number * size).map(shape);
  const links = [
    ...(number > 1
      ? [link(call, { page: '1' }, 'first'), link(call, { page: `${number - 1}` }, 'prev')]
      : []),
    ...(number < last
      ? [link(call, { page: `${number + 1}` }, 'next'), link(call, { page: `${last}` }, 'last')]
      : []),
  ];
  return { status: 200, body: wrap(shown), ...linked(links) };
}

/** The same by cursors: `after` is where the last page ended. */
export function cursorPage<T>(
  call: Call,
  items: readonly T[],
  shape: (item: T) => unknown,
): Answer {
  const size = pageSize(call);
  const start = cursorPosition(call.query.get('after'));
  const shown = items.slice(start, start + size).map(shape);
  const more = start + size < items.length;
  const after = Buffer.from(`cursor:${start + size}`).toString('base64url');
  return { status: 200, body: shown, ...linked(more ? [link(call, { after }, 'next')] : []) };
}

function cursorPosition(cursor: string | null): number {
  if (cursor === null) return 0;
  return Number(Buffer.from(cursor, 'base64url').toString().replace('cursor:', '')) || 0;
}

function link(call: Call, change: Readonly<Record<string, string>>, rel: string): string {
  const query = new URLSearchParams(call.query);
  for (const [key, value] of Object.entries(change)) query.set(key, value);
  return `<${call.sim.world.url}${call.path}?${query.toString()}>; rel="${rel}"`;
}

function linked(links: readonly string[]) {
  return links.length === 0 ? {} : { headers: { link: links.join(', ') } };
}
