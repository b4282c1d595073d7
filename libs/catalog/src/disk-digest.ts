/** What lstat says of a regular file, as doubles: another look means that the bytes may be others. */
export interface DiskLook {
  readonly sizeBytes: number;
  /** As `fs.Stats` has it: milliseconds with the nanoseconds behind the point, as far as a double holds them. */
  readonly mtimeMs: number;
  readonly inode: number;
  /** When the inode was last changed, which no program can set back. Null in rows of a time when it was not kept. */
  readonly ctimeMs: number | null;
}

/** The nanoseconds of a `BigIntStats` as the `mtimeMs` that `fs.Stats` has for the same file. */
export function mtimeMsOf(mtimeNs: bigint): number {
  const nanosecond = ((mtimeNs % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const second = (mtimeNs - nanosecond) / 1_000_000_000n;
  return Number(second) * 1000 + Number(nanosecond) / 1_000_000;
}

/** The other way round, as far as a double tells: `mtimeMsOf` gives the same double again. */
export function nsOf(ms: number): bigint {
  const second = Math.floor(ms / 1000);
  return BigInt(second) * 1_000_000_000n + BigInt(Math.round((ms - second * 1000) * 1_000_000));
}

/**
 * A folder's files in 64 bits, whatever their order: equal digests mean that a scan need not compare name by name.
 * No protection against forgery, and none is needed: who can write to the library can change the file itself.
 */
export class FolderDigest {
  files = 0;
  private high = 0;
  private low = 0;

  add(name: string, { sizeBytes, mtimeMs, inode, ctimeMs }: DiskLook): this {
    let high = 0x9e3779b9;
    let low = 0x85ebca6b;
    const take = (word: number): void => {
      high = Math.imul(high ^ word, 0xcc9e2d51);
      high = (high << 13) | (high >>> 19);
      low = Math.imul(low ^ word, 0x1b873593);
      low = (low << 17) | (low >>> 15);
    };
    for (let at = 0; at < name.length; at++) take(name.charCodeAt(at));
    take(sizeBytes | 0);
    take((sizeBytes / 2 ** 32) | 0);
    for (const ms of [mtimeMs, ctimeMs ?? 0]) {
      const second = Math.floor(ms / 1000);
      take(second | 0);
      take(Math.round((ms - second * 1000) * 1000));
    }
    take(inode | 0);
    take((inode / 2 ** 32) | 0);
    // Without the last mixing, digests of like names would cancel each other out.
    this.high ^= mixed(high ^ (low >>> 7));
    this.low ^= mixed(low ^ name.length);
    this.files += 1;
    return this;
  }

  /** As a signed 64-bit integer, Postgres' `bigint`. */
  get value(): bigint {
    return BigInt.asIntN(64, (BigInt(this.high >>> 0) << 32n) | BigInt(this.low >>> 0));
  }
}

/** The digest of one file alone: a folder's is the XOR of these. */
export function diskDigest(name: string, look: DiskLook): bigint {
  return new FolderDigest().add(name, look).value;
}

/** The finaliser of MurmurHash3. */
function mixed(word: number): number {
  let bits = word;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
