import { describe, expect, it } from '@jest/globals';
import { describePresence, describeSync } from './describe-device.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const seen = { online: false, signedOutAt: null, lastSeenAt: '2026-11-21T11:00:00Z', lastIp: '192.168.1.20' };

describe('describePresence', () => {
  it.each([
    [{ ...seen, online: true }, 'Online · 192.168.1.20'],
    [seen, 'Seen 1 hour ago · 192.168.1.20'],
    [{ ...seen, lastIp: null }, 'Seen 1 hour ago'],
    [{ ...seen, online: true, signedOutAt: '2026-11-21T11:59:50Z' }, 'Signed out just now'],
  ])('of %j', (device, words) => {
    expect(describePresence(device, NOW)).toBe(words);
  });
});

describe('describeSync', () => {
  it.each([
    [{ filesSynced: 0, bytesSynced: 0, lastSyncAt: null }, 'Nothing backed up yet'],
    [
      { filesSynced: 1, bytesSynced: 2_000_000, lastSyncAt: '2026-11-21T11:58:00Z' },
      '1 file, 2 MB backed up · last 2 minutes ago',
    ],
    [
      { filesSynced: 0, bytesSynced: 0, lastSyncAt: '2026-11-20T12:00:00Z' },
      'All of it was here already · last yesterday',
    ],
  ])('of %j', (device, words) => {
    expect(describeSync(device, NOW)).toBe(words);
  });
});
