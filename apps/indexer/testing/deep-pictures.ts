import { crc32, deflateSync } from 'node:zlib';

type Rgb = readonly [number, number, number];

/** A PNG of 16 bits, left half and right half (0 to 1), with the code points of H.273 that its numbers have. */
export function cicpPng(left: Rgb, right: Rgb, [primaries, transfer]: readonly [number, number]): Buffer {
  const SIDE = 64;
  const row = Buffer.alloc(1 + SIDE * 6);
  for (let x = 0; x < SIDE; x += 1) {
    for (const [at, value] of (x < SIDE / 2 ? left : right).entries()) {
      row.writeUInt16BE(Math.round(value * 65_535), 1 + x * 6 + at * 2);
    }
  }
  const chunk = (type: string, content: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', Buffer.from([0, 0, 0, SIDE, 0, 0, 0, SIDE, 16, 2, 0, 0, 0])),
    chunk('cICP', Buffer.from([primaries, transfer, 0, 1])),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: SIDE }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A TIFF of one colour in numbers of 32 bits with fractions: grey, or red, green and blue. */
export function floatTiff(colour: readonly number[]): Buffer {
  const SIDE = 16;
  const pixels = Buffer.from(
    Float32Array.from({ length: SIDE * SIDE * colour.length }, (_, at) => colour[at % colour.length] ?? 0)
      .buffer,
  );
  const [SHORT, LONG, HEADER_BYTES] = [3, 4, 8];
  const lists = HEADER_BYTES + pixels.length;
  const samples = colour.length;
  const entries = [
    ...[
      [256, LONG, 1, SIDE],
      [257, LONG, 1, SIDE],
      [258, SHORT, samples, samples === 1 ? 32 : lists],
    ],
    ...[
      [259, SHORT, 1, 1],
      [262, SHORT, 1, samples === 1 ? 1 : 2],
      [273, LONG, 1, HEADER_BYTES],
    ],
    ...[
      [277, SHORT, 1, samples],
      [278, LONG, 1, SIDE],
      [279, LONG, 1, pixels.length],
    ],
    [339, SHORT, samples, samples === 1 ? 3 : lists + 8],
  ];
  const header = Buffer.from('II*\0\0\0\0\0', 'latin1');
  header.writeUInt32LE(lists + 16, 4);
  const directory = Buffer.alloc(2 + entries.length * 12 + 4);
  directory.writeUInt16LE(entries.length, 0);
  for (const [at, [tag = 0, type = 0, count = 0, value = 0]] of entries.entries()) {
    directory.writeUInt16LE(tag, 2 + at * 12);
    directory.writeUInt16LE(type, 4 + at * 12);
    directory.writeUInt32LE(count, 6 + at * 12);
    directory.writeUInt32LE(value, 10 + at * 12);
  }
  const numbers = Buffer.from(Uint16Array.of(32, 32, 32, 0, 3, 3, 3, 0).buffer);
  return Buffer.concat([header, pixels, numbers, directory]);
}
