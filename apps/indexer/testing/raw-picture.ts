/** One entry of a TIFF directory. */
function entry(tag: number, type: number, count: number, value: number | Buffer): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt16LE(tag, 0);
  bytes.writeUInt16LE(type, 2);
  bytes.writeUInt32LE(count, 4);
  if (typeof value === 'number') bytes.writeUInt32LE(value, 8);
  else value.copy(bytes, 8);
  return bytes;
}

function directory(entries: readonly Buffer[], next: number): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(2), ...entries, Buffer.alloc(4)]);
  bytes.writeUInt16LE(entries.length, 0);
  bytes.writeUInt32LE(next, bytes.length - 4);
  return bytes;
}

const [HEADER_BYTES, FIRST_BYTES, SECOND_BYTES] = [8, 2 + 12 * 9 + 4, 2 + 12 * 3 + 4];
const MODEL = Buffer.from('Raw 1\0');

/**
 * A DNG with two previews, as cameras lay them: the small one in a directory of its own, the large one at the end of the file.
 *
 * @param previews JPEGs
 */
export function rawPicture({ large, small }: { large: Buffer; small: Buffer }): Buffer {
  const modelAt = HEADER_BYTES + FIRST_BYTES + SECOND_BYTES;
  const smallAt = modelAt + MODEL.length;
  const first = directory(
    [
      ...[entry(0xfe, 4, 1, 1), entry(0x100, 4, 1, 6000), entry(0x101, 4, 1, 4000), entry(0x103, 3, 1, 7)],
      ...[entry(0x10f, 2, 4, Buffer.from('Cam\0')), entry(0x110, 2, MODEL.length, modelAt)],
      ...[entry(0x111, 4, 1, smallAt + small.length), entry(0x117, 4, 1, large.length)],
      entry(0xc612, 1, 4, Buffer.from([1, 4, 0, 0])),
    ],
    HEADER_BYTES + FIRST_BYTES,
  );
  const second = directory(
    [entry(0x103, 3, 1, 6), entry(0x201, 4, 1, smallAt), entry(0x202, 4, 1, small.length)],
    0,
  );
  return Buffer.concat([Buffer.from('II*\0\x08\0\0\0', 'latin1'), first, second, MODEL, small, large]);
}
