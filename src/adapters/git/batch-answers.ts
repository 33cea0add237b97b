import type { ObjectType } from './object-format.ts';

/** What `cat-file --batch-command` says about one object. */
export type Answer =
  | {
      readonly kind: 'info';
      readonly oid: string;
      readonly type: ObjectType;
      readonly size: number;
    }
  | {
      readonly kind: 'bytes';
      readonly oid: string;
      readonly type: ObjectType;
      readonly bytes: Buffer;
    }
  | { readonly kind: 'too-large'; readonly type: ObjectType; readonly size: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'ambiguous' };

export interface AnswerReader {
  /** Bytes to keep of the answer that begins now; null where it has no content. */
  readonly limit: () => number | null;
  readonly answer: (answer: Answer) => void;
  readonly confused: () => void;
}

interface Body {
  readonly oid: string;
  readonly type: ObjectType;
  readonly size: number;
  /** Null where the content is longer than the limit: then it is only counted. */
  readonly bytes: Buffer | null;
  seen: number;
}

const LF = 0x0a;
/** A missing name is repeated in the answer, so a line may be as long as what was asked. */
const LONGEST_LINE = 16_384;

/** Takes the stream apart as it arrives: lines by their end, contents by their announced size. */
export function createAnswerParser(reader: AnswerReader): (chunk: Buffer) => void {
  let line: Buffer[] = [];
  let body: Body | null = null;

  /** Reads one line or one piece of a body from `at`; gives where it stopped. */
  function step(chunk: Buffer, at: number): number {
    if (body !== null) return readBody(chunk, at, body);
    const end = chunk.indexOf(LF, at);
    line.push(chunk.subarray(at, end === -1 ? chunk.length : end));
    if (end === -1) {
      if (line.reduce((sum, part) => sum + part.length, 0) > LONGEST_LINE) reader.confused();
      return chunk.length;
    }
    const text = Buffer.concat(line).toString('latin1');
    line = [];
    readLine(text);
    return end + 1;
  }

  function readLine(text: string): void {
    const found = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) (\d{1,15})$/.exec(text);
    if (found === null) {
      if (text.endsWith(' missing')) reader.answer({ kind: 'missing' });
      else if (text.endsWith(' ambiguous')) reader.answer({ kind: 'ambiguous' });
      else reader.confused();
      return;
    }
    const [oid, type, size] = [found[1] ?? '', found[2] as ObjectType, Number(found[3])];
    const limit = reader.limit();
    if (limit === null) reader.answer({ kind: 'info', oid, type, size });
    else body = { oid, type, size, bytes: size > limit ? null : Buffer.allocUnsafe(size), seen: 0 };
  }

  function readBody(chunk: Buffer, at: number, open: Body): number {
    const { oid, type, size, bytes } = open;
    const end = Math.min(chunk.length, at + size + 1 - open.seen);
    if (bytes !== null) chunk.copy(bytes, open.seen, at, Math.min(end, at + size - open.seen));
    open.seen += end - at;
    if (open.seen <= size) return end;
    body = null;
    if (chunk[end - 1] !== LF) reader.confused();
    else
      reader.answer(
        bytes === null ? { kind: 'too-large', type, size } : { kind: 'bytes', oid, type, bytes },
      );
    return end;
  }

  return (chunk) => {
    for (let at = 0; at < chunk.length;) at = step(chunk, at);
  };
}
