import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MotionPart } from '../probing/motion-part.js';

/** Copies a part of a file to a place where nobody ever sees half of it. What is there already stays. */
export async function copyPart(
  from: string,
  { offsetBytes, lengthBytes }: MotionPart,
  to: string,
): Promise<void> {
  const isThere = await access(to).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  const draft = join(dirname(to), `.${randomUUID()}`);
  await mkdir(dirname(to), { recursive: true });
  try {
    const end = offsetBytes + lengthBytes - 1;
    await pipeline(createReadStream(from, { start: offsetBytes, end }), createWriteStream(draft));
    await rename(draft, to);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
