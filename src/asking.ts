import type { Asked } from './core/doctor/settings.ts';
import { JitlError } from './errors.ts';

/** A setting that cannot be read is an answer as well: it says why, with what to do about it. */
export async function asking<Value>(read: () => Promise<Value>): Promise<Asked<Value>> {
  try {
    return { kind: 'read', value: await read() };
  } catch (error) {
    if (!(error instanceof JitlError)) throw error;
    const { message, help } = error;
    return { kind: 'unread', why: help === undefined ? message : `${message}; ${help}` };
  }
}
