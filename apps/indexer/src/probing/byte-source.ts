import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Reading beyond the end is no error anywhere: broken files promise more than they hold. */
const EMPTY = Buffer.alloc(0);

export type NotReadable = 'missing' | 'not-a-regular-file' | 'not-permitted';

/** The path does not lead to something with bytes of its own. */
class CannotOpen extends Error {
  readonly why: NotReadable;

  constructor(why: NotReadable) {
    super(why);
    this.name = 'CannotOpen';
    this.why = why;
  }
}

/** A stretch of bytes that can be read anywhere: a file, or a part of one in memory. */
export interface RandomAccess {
  readonly size: number;
  /** Up to `length` bytes from `offset`; fewer, or none, at the end. */
  read(offset: number, length: number): Buffer;
  /** The last bytes. */
  tail(length: number): Buffer;
}

/** Bytes in memory. */
export function inMemory(bytes: Buffer): RandomAccess {
  return {
    size: bytes.length,
    read: (offset, length) => (offset < 0 ? EMPTY : bytes.subarray(offset, offset + Math.max(0, length))),
    tail: (length) => bytes.subarray(Math.max(0, bytes.length - length)),
  };
}

/** A regular file's bytes. Synchronous: it is used in worker threads only. */
export class ByteSource implements RandomAccess {
  readonly size: number;
  private readonly fd: number;

  private constructor(fd: number, size: number) {
    this.fd = fd;
    this.size = size;
  }

  /** Opens without following a symlink and without waiting for the other end of a FIFO. @throws CannotOpen */
  static open(path: string): ByteSource {
    let fd: number;
    try {
      fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') throw new CannotOpen('missing');
      throw new CannotOpen(code === 'EACCES' || code === 'EPERM' ? 'not-permitted' : 'not-a-regular-file');
    }
    const stat = fstatSync(fd);
    if (!stat.isFile()) {
      closeSync(fd);
      throw new CannotOpen('not-a-regular-file');
    }
    return new ByteSource(fd, stat.size);
  }

  read(offset: number, length: number): Buffer {
    const wanted = Math.min(length, this.size - offset);
    if (!(wanted > 0) || offset < 0) return EMPTY;
    const buffer = Buffer.allocUnsafe(wanted);
    const got = readSync(this.fd, buffer, 0, wanted, offset);
    return got === wanted ? buffer : buffer.subarray(0, got);
  }

  tail(length: number): Buffer {
    const offset = Math.max(0, this.size - length);
    return this.read(offset, length);
  }

  close(): void {
    closeSync(this.fd);
  }
}
