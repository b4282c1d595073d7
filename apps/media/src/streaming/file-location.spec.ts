import { describe, expect, it } from '@jest/globals';
import { locationOf, locationOnDisk } from './file-location.js';

const row = {
  folder: '',
  name: 'a.mp4',
  mime_type: 'video/mp4',
  size_bytes: '12',
  modified_at: new Date(0),
  mtime_ns: '1500000000123456789',
  ctime_ns: null,
  sha256: 'ab'.repeat(32),
  has_thumbnail: true,
  preview_as: null,
  shown_turn: null,
  missing_since: null,
};

describe('locationOf', () => {
  it.each([
    ['', 'a.mp4', '/_library/a.mp4'],
    ['x/y', 'a b.mp4', '/_library/x/y/a%20b.mp4'],
    ['Größe', '50%?#&.mp4', '/_library/Gr%C3%B6%C3%9Fe/50%25%3F%23%26.mp4'],
    ['', 'a%2f..%2fb', '/_library/a%252f..%252fb'],
    ['a\r\nX-Other: 1', 'b', '/_library/a%0D%0AX-Other%3A%201/b'],
  ])('%j / %j is at %s', (folder, name, accelPath) =>
    expect(locationOf({ ...row, folder, name }).accelPath).toBe(accelPath),
  );

  it('has no entity tag and no picture before the content is known', () => {
    expect(locationOf({ ...row, sha256: null })).toMatchObject({ etag: undefined, pictureOf: undefined });
  });
});

describe('locationOnDisk', () => {
  const indexed = locationOf({ ...row, ctime_ns: '5000' });
  const now = { size: 12n, mtimeNs: 1_500_000_000_123_456_789n, ctimeNs: 5_000n };

  it('is what was indexed while size and time are the same', () => {
    expect(locationOnDisk(indexed, now)).toBe(indexed);
  });

  it('takes a time that was written down as a double for the same', () => {
    expect(locationOnDisk(indexed, { ...now, mtimeNs: now.mtimeNs + 200n })).toBe(indexed);
  });

  it.each([
    ['size', { ...now, size: 13n }],
    ['time', { ...now, mtimeNs: now.mtimeNs + 1_000n }],
    ['time of the inode', { ...now, ctimeNs: now.ctimeNs + 1_000n }],
  ])('says neither entity tag nor size where there is another %s', (_, look) => {
    expect(locationOnDisk(indexed, look)).toMatchObject({
      accelPath: indexed.accelPath,
      etag: undefined,
      sizeBytes: undefined,
      lastModified: 'Fri, 14 Jul 2017 02:40:00 GMT',
    });
  });
});
