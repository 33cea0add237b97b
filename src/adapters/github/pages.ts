import * as z from 'zod';

import { JitlError } from '../../errors.ts';
import { limits } from './limits.ts';
import { readAs } from './payload.ts';

/** One page of a list as it came. */
export interface Page {
  readonly data: unknown;
  readonly link: string | null;
}

/** A list, perhaps not to its end. */
export interface Listed {
  readonly items: readonly unknown[];
  /** False: there is more than was asked for. */
  readonly complete: boolean;
}

export interface PagesOptions {
  /** Items at most. */
  readonly limit: number;
  /** Set where the list is inside of an object. */
  readonly key?: string;
  /** The list is walked by cursors that only links have, so no page can be asked for by number. */
  readonly cursor?: true;
}

const record = z.record(z.string(), z.unknown());

/**
 * Reads page after page, along the links to the next one. A full page without a link is not
 * believed to be the last: the page after it is asked for by number, and decides.
 */
export async function readPages(
  read: (next: string | number) => Promise<Page>,
  origin: string,
  options: PagesOptions,
): Promise<Listed> {
  const items: unknown[] = [];
  let next: string | number | null = 1;
  for (let page = 1; next !== null; page += 1) {
    if (items.length >= options.limit) return { items, complete: false };
    const answer = await read(next);
    const found = listIn(answer.data, options.key);
    items.push(...found);
    next = linkToNext(answer.link, origin);
    const doubtful = next === null && answer.link === null && found.length >= limits.page;
    if (doubtful && options.cursor === undefined) next = page + 1;
  }
  return { items: items.slice(0, options.limit), complete: items.length <= options.limit };
}

function listIn(data: unknown, key: string | undefined): readonly unknown[] {
  const list = key === undefined ? data : readAs(record, data, 'a list')[key];
  return readAs(z.array(z.unknown()), list, 'a list');
}

/** `<https://…?page=2>; rel="next", <…>; rel="last"`. */
function linkToNext(header: string | null, origin: string): string | null {
  for (const part of (header ?? '').split(',')) {
    const [target = '', ...attributes] = part.split(';');
    if (!attributes.some((attribute) => attribute.trim() === 'rel="next"')) continue;
    const address = target.trim().replace(/^<|>$/g, '');
    if (URL.canParse(address) && new URL(address).origin === origin) return address;
    throw new JitlError('forge-unexpected', 'GitHub continues a list on another host', {
      help: 'check the address of the API',
    });
  }
  return null;
}
