import * as z from 'zod';

import { JitlError } from '../../errors.ts';
import { quoted } from '../git/printable.ts';

/** Shapes of GitHub's answers: the few fields that are used. Everything else is left alone. */
export const objectId = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
export const id = z.int().positive();
/** The number of a review or a comment in GraphQL: as text, since it outgrew the 32 bits of an `Int`. */
export const longId = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number);
export const time = z.iso.datetime({ offset: true });
/** A branch, without `refs/heads/`. */
export const branch = z.string().regex(/^\S+$/).max(1000);

/** An answer as this shape, or the error that says where it differs. `what` completes “about …”. */
export function readAs<T>(shape: z.ZodType<T>, answer: unknown, what: string): T {
  const read = shape.safeParse(answer);
  if (read.success) return read.data;
  const [problem] = read.error.issues;
  const where = problem === undefined ? '' : problem.path.join('.');
  const place = where === '' ? 'is not of the form that is known' : `has a wrong ${quoted(where)}`;
  throw new JitlError('forge-unexpected', `GitHub’s answer about ${what} ${place}`, {
    help: 'try again; if it stays, check the address of the API and its version',
  });
}
