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

/** Puts an IPTC block with an object name behind the first two bytes of a JPEG, as Photoshop does. */
function withObjectName(jpeg: Buffer, name: string): Buffer {
  const dataSet = Buffer.concat([Buffer.from([0x1c, 2, 5, 0, name.length]), Buffer.from(name, 'latin1')]);
  const padded = dataSet.length % 2 === 0 ? dataSet : Buffer.concat([dataSet, Buffer.alloc(1)]);
  const resource = Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\0', 'latin1');
  resource.writeUInt32BE(dataSet.length, resource.length - 4);
  const segment = Buffer.from([0xff, 0xed, 0, 0]);
  segment.writeUInt16BE(2 + resource.length + padded.length, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, resource, padded, jpeg.subarray(2)]);
}

describe('the title of a picture', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hearth-picture-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const plain = () => sharp({ create: { width: 12, height: 8, channels: 3, background: '#a63' } }).jpeg();
  const titleOf = async (jpeg: Buffer): Promise<string | undefined> => {
    const path = join(folder, 'picture.jpg');
    writeFileSync(path, jpeg);
    return (await probeFile({ path })).title;
  };

  it('is the one of XMP, also where IPTC has it cut off', async () => {
    const jpeg = await plain().withXmp(XMP).toBuffer();
    expect(await titleOf(withObjectName(jpeg, IPTC_TITLE))).toBe(XMP_TITLE);
  });

  it('is the one of IPTC where there is no other', async () => {
    expect(await titleOf(withObjectName(await plain().toBuffer(), IPTC_TITLE))).toBe(IPTC_TITLE);
  });
});
