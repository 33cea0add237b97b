import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflate, deflateSync } from 'node:zlib';

import { hashObject, type ObjectType } from './object-format.ts';
import type { OwnRepository } from './own-repository.ts';

/** Fast rather than small: the object lives as long as the run. */
const compression = { level: 1 };

/** Stores an object in the run's own repository, as git does, and gives its id. */
export async function writeObject(
  own: OwnRepository,
  type: ObjectType,
  bytes: Uint8Array,
): Promise<string> {
  const oid = hashObject(own.objectFormat, type, bytes);
  const header = Buffer.from(`${type} ${bytes.length}\0`, 'latin1');
  const path = await placeFor(own, oid);
  await writeFile(path, deflateSync(Buffer.concat([header, bytes]), compression));
  return oid;
}

/** The id of a blob whose bytes are too many to hold. */
export async function hashFile(own: OwnRepository, path: Buffer, size: number): Promise<string> {
  const hash = createHash(own.objectFormat).update(`blob ${size}\0`);
  for await (const chunk of createReadStream(path, { end: size - 1 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/**
 * Stores such a file under the id that it had a moment ago. If it has changed since, the object
 * does not match its id, and reading it is refused like that of any other forged object.
 */
export async function writeFileObject(
  own: OwnRepository,
  oid: string,
  file: { readonly path: Buffer; readonly size: number },
): Promise<void> {
  const content = createReadStream(file.path, { end: file.size - 1 });
  const whole = async function* whole(): AsyncGenerator<Buffer> {
    yield Buffer.from(`blob ${file.size}\0`, 'latin1');
    for await (const chunk of content) yield chunk as Buffer;
  };
  const target = createWriteStream(await placeFor(own, oid));
  await pipeline(Readable.from(whole()), createDeflate(compression), target);
}

async function placeFor(own: OwnRepository, oid: string): Promise<string> {
  const path = join(own.directory, 'objects', oid.slice(0, 2), oid.slice(2));
  // Not recursive: a write that is still going on when the run has ended must not bring the
  // removed directory back.
  await mkdir(dirname(path)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return path;
}
