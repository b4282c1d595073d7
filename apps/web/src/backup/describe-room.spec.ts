import { describe, expect, it } from '@jest/globals';
import { describeRoom, describeShortage } from './describe-room.ts';

const GB = 1e9;
const free = { leftBytes: 50 * GB, freeBytes: 50 * GB, quotaBytes: null, usedBytes: 3 * GB };
const limited = { leftBytes: 7 * GB, freeBytes: 50 * GB, quotaBytes: 10 * GB, usedBytes: 3 * GB };
const fullDisk = { leftBytes: 1 * GB, freeBytes: 1 * GB, quotaBytes: 10 * GB, usedBytes: 3 * GB };
const spent = { leftBytes: 0, freeBytes: 50 * GB, quotaBytes: 2 * GB, usedBytes: 3 * GB };
const away = { leftBytes: null, freeBytes: null, quotaBytes: 10 * GB, usedBytes: 3 * GB };

describe('how much fits', () => {
  it.each([
    [free, 'The hub has 50 GB free.'],
    [limited, 'You keep 3 GB of your 10 GB on this hub.'],
    [fullDisk, 'You keep 3 GB of your 10 GB on this hub. Its disk has 1 GB free.'],
    [spent, 'You keep 3 GB of your 2 GB on this hub.'],
    [away, ''],
  ])('is said before: %#', (room, text) => expect(describeRoom(room)).toBe(text));

  it.each([
    [free, 50 * GB, undefined],
    [free, 51 * GB, 'This is 51 GB, and there is room for 50 GB on the hub’s disk.'],
    [limited, 7 * GB, undefined],
    [
      limited,
      8 * GB,
      'This is 8 GB, and there is room for 7 GB: you may keep 10 GB on this hub. Its admin can give you more.',
    ],
    [fullDisk, 2 * GB, 'This is 2 GB, and there is room for 1 GB on the hub’s disk.'],
    [
      spent,
      1 * GB,
      'This is 1 GB, and there is room for 0 bytes: you may keep 2 GB on this hub. Its admin can give you more.',
    ],
    [away, 99 * GB, undefined],
  ])('is said when more is to be sent: %#', (room, bytes, text) =>
    expect(describeShortage(room, bytes)).toBe(text),
  );
});
