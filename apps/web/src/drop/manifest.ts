import { z } from 'zod';

/** Files go in blocks of so many bytes; each is checked, written and acknowledged as a whole. */
export const BLOCK_BYTES = 1024 ** 2;
const MOST_FILES = 10_000;

/** One part of a path that another device names: nothing that leads elsewhere or shows as something else. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\:*?"<>|]/gu;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

const offeredFile = z.object({
  /** With the folders it lies in, `/` between them. */
  path: z.string().min(1).max(2_000),
  sizeBytes: z
    .int()
    .min(0)
    .max(2 ** 50),
  modifiedAtMs: z.number().min(0).max(8.64e15),
  type: z.string().max(200),
});
export type OfferedFile = z.infer<typeof offeredFile>;

export const manifest = z.object({
  id: z.string().regex(/^[\w-]{8,64}$/),
  files: z.array(offeredFile).max(MOST_FILES),
  /** In place of files. */
  text: z.string().max(100_000).optional(),
  /** Small pictures of the first files, as data addresses of JPEGs. */
  thumbnails: z
    .array(
      z
        .string()
        .max(12_000)
        .regex(/^data:image\/jpeg;base64,[\w+/=]+$/),
    )
    .max(4)
    .optional(),
});
export type Manifest = z.infer<typeof manifest>;

/** A name that another device gave, as it may stand on a disk here. */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(UNSAFE, '_')
    .replace(/[. ]+$/, '')
    .replace(/^ +/, '');
  const usable = plain === '' || /^\.+$/.test(plain) ? '_' : RESERVED.test(plain) ? `_${plain}` : plain;
  return shorten(usable, 180);
}

/** The folders and the name that a file is to have here. */
export function safePath(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.length === 0 ? ['_'] : parts.slice(-20).map(safeName);
}

function shorten(name: string, most: number): string {
  if (name.length <= most) return name;
  const end = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  return name.slice(0, most - end.length) + end;
}

export function totalBytes(files: readonly Pick<OfferedFile, 'sizeBytes'>[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

export interface Place {
  readonly file: number;
  readonly block: number;
  readonly offset: number;
  readonly length: number;
}

/** All blocks of all files in one row: a position in a transfer is one number. An empty file has one empty block. */
export class Layout {
  private readonly firstBlocks: number[] = [];
  private readonly bytesBeforeFile: number[] = [];
  readonly blocks: number;
  readonly bytes: number;

  constructor(private readonly files: readonly Pick<OfferedFile, 'sizeBytes'>[]) {
    let [first, bytes] = [0, 0];
    for (const { sizeBytes } of files) {
      this.firstBlocks.push(first);
      this.bytesBeforeFile.push(bytes);
      first += Math.max(1, Math.ceil(sizeBytes / BLOCK_BYTES));
      bytes += sizeBytes;
    }
    this.blocks = first;
    this.bytes = bytes;
  }

  placeOf(position: number): Place {
    const file = this.fileAt(position);
    const block = position - (this.firstBlocks[file] ?? 0);
    const offset = block * BLOCK_BYTES;
    const length = Math.min(BLOCK_BYTES, (this.files[file]?.sizeBytes ?? 0) - offset);
    return { file, block, offset, length: Math.max(0, length) };
  }

  firstBlockOf(file: number): number {
    return this.firstBlocks[file] ?? this.blocks;
  }

  isLastOfFile(position: number): boolean {
    return position + 1 === this.firstBlockOf(this.fileAt(position) + 1);
  }

  /** How many bytes stand before a position. */
  bytesBefore(position: number): number {
    if (position >= this.blocks) return this.bytes;
    const { file, offset } = this.placeOf(position);
    return (this.bytesBeforeFile[file] ?? 0) + offset;
  }

  private fileAt(position: number): number {
    let [low, high] = [0, this.firstBlocks.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.firstBlocks[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
