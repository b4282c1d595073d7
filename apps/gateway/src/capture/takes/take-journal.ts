import { open, readFile, type FileHandle } from 'node:fs/promises';
import type { ClockSample } from '@hearth/contracts';

export type JournalEntry =
  | { readonly type: 'envelope'; readonly bytes: Uint8Array }
  | { readonly type: 'samples'; readonly samples: readonly ClockSample[] };

const TYPES = { envelope: 1, samples: 2 } as const;
const HEAD_BYTES = 5;

/**
 * All that a phone sent for a take, in a file that only grows: `[u32 length][u8 type][bytes]`. What stands in it was
 * acknowledged; another gateway goes on from it when this one has died.
 */
export class TakeJournal {
  private waiting: Uint8Array[] = [];
  /** The write that will take what waits. */
  private next: Promise<void> | undefined;
  private last: Promise<void> = Promise.resolve();

  private constructor(private readonly file: FileHandle) {}

  static async open(path: string): Promise<TakeJournal> {
    return new TakeJournal(await open(path, 'a', 0o600));
  }

  /** Resolves when it is in the file. What comes in while the disk is busy goes in one write. */
  append(entry: JournalEntry): Promise<void> {
    const body =
      entry.type === 'envelope' ? entry.bytes : new TextEncoder().encode(JSON.stringify(entry.samples));
    const record = new Uint8Array(HEAD_BYTES + body.length);
    const view = new DataView(record.buffer);
    view.setUint32(0, body.length);
    view.setUint8(4, TYPES[entry.type]);
    record.set(body, HEAD_BYTES);
    this.waiting.push(record);
    this.next ??= this.last.then(() => this.write());
    this.last = this.next.catch(() => undefined);
    return this.next;
  }

  async close(): Promise<void> {
    await this.last;
    await this.file.close();
  }

  private async write(): Promise<void> {
    const records = this.waiting;
    this.waiting = [];
    this.next = undefined;
    const { bytesWritten } = await this.file.writev(records);
    if (bytesWritten !== records.reduce((sum, { length }) => sum + length, 0))
      throw new Error('the disk took a part only');
  }
}

/** What a journal holds; an entry that was cut off by a crash is left out. */
export async function readJournal(path: string): Promise<JournalEntry[]> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  const entries: JournalEntry[] = [];
  for (let at = 0; at + HEAD_BYTES <= bytes.length;) {
    const end = at + HEAD_BYTES + bytes.readUInt32BE(at);
    if (end > bytes.length) break;
    const body = bytes.subarray(at + HEAD_BYTES, end);
    if (bytes[at + 4] === TYPES.envelope) entries.push({ type: 'envelope', bytes: body });
    else entries.push({ type: 'samples', samples: JSON.parse(body.toString()) as ClockSample[] });
    at = end;
  }
  return entries;
}
