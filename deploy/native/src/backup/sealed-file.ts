import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Decrypter, Encrypter } from 'age-encryption';
import { StartupProblem } from '../startup-problem.ts';

/** How a file of that format begins (https://age-encryption.org/v1); `age --decrypt` opens it as well. */
const BEGINNING = 'age-encryption.org/v1\n';

type Source = Parameters<typeof Readable.fromWeb>[0];

/** Seals a file of any size with a pass phrase. `to` is new, and its owner's alone. */
export async function sealFile(from: string, to: string, passphrase: string): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  const sealed = await encrypter.encrypt(
    Readable.toWeb(createReadStream(from)) as ReadableStream<Uint8Array>,
  );
  await pipeline(Readable.fromWeb(sealed as Source), createWriteStream(to, { flags: 'wx', mode: 0o600 }));
}

export async function isSealed(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING.length), 0, BEGINNING.length, 0);
    return buffer.subarray(0, bytesRead).toString('latin1') === BEGINNING;
  } finally {
    await file.close();
  }
}

/** Throws StartupProblem where the pass phrase is another one, or the file is damaged. */
export async function openSealedFile(from: string, to: string, passphrase: string): Promise<void> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    const opened = await decrypter.decrypt(
      Readable.toWeb(createReadStream(from)) as ReadableStream<Uint8Array>,
    );
    await pipeline(Readable.fromWeb(opened as Source), createWriteStream(to, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== undefined) throw error;
    throw new StartupProblem(
      'The backup does not open: the pass phrase is another one, or the file is damaged.',
    );
  }
}
