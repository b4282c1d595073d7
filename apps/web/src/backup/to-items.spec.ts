import { describe, expect, it } from '@jest/globals';
import { makeItem } from './make-items.ts';
import { toItems } from './to-items.ts';

const LAST_MODIFIED = Date.UTC(2026, 4, 3, 12);
const picked = (name: string, content = 'abc') => new File([content], name, { lastModified: LAST_MODIFIED });
const home = { owner: 'phone', folder: undefined };

describe('toItems', () => {
  it('keeps name, size, time and type of what was picked', () => {
    expect(toItems([picked('a.jpg')], { ...home, folder: 'Uploads' }, [])).toEqual([
      expect.objectContaining({
        owner: 'phone',
        name: 'a.jpg',
        sizeBytes: 3,
        modifiedAt: '2026-05-03T12:00:00.000Z',
        mimeType: 'application/octet-stream',
        folder: 'Uploads',
        state: 'waiting',
      }),
    ]);
  });

  it('says of a file alone that nobody chose a folder for that it may lie elsewhere', () => {
    const isOpen = (folder: string | undefined) =>
      toItems([picked('a.jpg')], { owner: 'anna', folder }, [])[0]?.isPlaceOpen;
    expect([isOpen('Uploads'), isOpen('Uploads/Trip'), isOpen('Papers')]).toEqual([
      true,
      undefined,
      undefined,
    ]);
  });

  it('leaves out what was picked twice', () => {
    expect(toItems([picked('a.jpg'), picked('a.jpg'), picked('a.jpg', 'abcd')], home, [])).toHaveLength(2);
  });

  it.each([
    ['waiting', 0],
    ['failed', 0],
    ['done', 1],
  ] as const)('of a file that is on the list as %s takes %d', (state, count) => {
    const before = [makeItem({ name: 'a.jpg', sizeBytes: 3, state })];
    expect(toItems([picked('a.jpg')], home, before)).toHaveLength(count);
  });
});
