import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { probeFile } from './probe-file.js';

const XMP_TITLE = 'A title that says in full & at length what there is to be seen in the picture';
const IPTC_TITLE = XMP_TITLE.slice(0, 64);
const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>
    <rdf:li xml:lang="x-default">${XMP_TITLE.replace('&', '&amp;')}</rdf:li>
  </rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>`;

const OBJECT_NAME = 5;
const DATE_CREATED = 55;

/** A Photoshop image resource with a name of no letters. */
function resource(id: number, data: Buffer): Buffer {
  const head = Buffer.from('8BIM\0\0\0\0\0\0\0\0', 'latin1');
  head.writeUInt16BE(id, 4);
  head.writeUInt32BE(data.length, 8);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

/** Puts an IPTC block behind the first two bytes of a JPEG, as Photoshop does; newer than the XMP where a digest is left that does not fit. */
function withIptc(
  jpeg: Buffer,
  { number, value, isNewer = false }: { number: number; value: string; isNewer?: boolean },
): Buffer {
  const dataSet = Buffer.concat([
    Buffer.from([0x1c, 2, number, 0, value.length]),
    Buffer.from(value, 'latin1'),
  ]);
  const content = Buffer.concat([
    Buffer.from('Photoshop 3.0\0', 'latin1'),
    resource(0x0404, dataSet),
    isNewer ? resource(0x0425, Buffer.alloc(16, 7)) : Buffer.alloc(0),
  ]);
  const segment = Buffer.from([0xff, 0xed, 0, 0]);
  segment.writeUInt16BE(2 + content.length, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, content, jpeg.subarray(2)]);
}

const plain = () => sharp({ create: { width: 12, height: 8, channels: 3, background: '#a63' } }).jpeg();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-picture-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function probe(jpeg: Buffer, name = 'picture.jpg') {
  const path = join(folder, name);
  writeFileSync(path, jpeg);
  return probeFile({ path });
}

describe('the title of a picture', () => {
  it('is the one of XMP, also where IPTC has it cut off', async () => {
    const jpeg = withIptc(await plain().withXmp(XMP).toBuffer(), { number: OBJECT_NAME, value: IPTC_TITLE });
    expect((await probe(jpeg)).title).toBe(XMP_TITLE);
  });

  it('is the one of IPTC where there is no other', async () => {
    const jpeg = withIptc(await plain().toBuffer(), { number: OBJECT_NAME, value: IPTC_TITLE });
    expect((await probe(jpeg)).title).toBe(IPTC_TITLE);
  });
});

describe('the time of a picture whose IPTC has a day alone and is newer than its XMP', () => {
  const xmp = XMP.replace('<dc:title>', '<xmp:CreateDate>2013-03-04T05:06:07</xmp:CreateDate><dc:title>');
  const takenOf = async (value: string) => {
    const jpeg = withIptc(await plain().withXmp(xmp).toBuffer(), {
      number: DATE_CREATED,
      value,
      isNewer: true,
    });
    const { takenFrom, takenLocal } = await probe(jpeg);
    return [takenFrom, takenLocal];
  };

  it('is the hour of that day in the XMP', async () => {
    expect(await takenOf('20130304')).toEqual(['xmp', '2013-03-04T05:06:07']);
  });

  it('is that day where the XMP has another', async () => {
    expect(await takenOf('20120101')).toEqual(['iptc', '2012-01-01T12:00:00']);
  });

  it('is the hour in the name where the XMP has no time', async () => {
    const jpeg = withIptc(await plain().toBuffer(), { number: DATE_CREATED, value: '20130304' });
    const { takenFrom, takenLocal } = await probe(jpeg, 'IMG_20130304_050607.jpg');
    expect([takenFrom, takenLocal]).toEqual(['name', '2013-03-04T05:06:07']);
  });
});
