import { expect, it } from '@jest/globals';
import { logFileName, playLine } from './play-line.ts';

const PLAYED = {
  ...{ endedAt: Date.UTC(2026, 10, 29, 7, 5), tookMs: 1_500, requestId: 'r', ip: '192.168.1.9' },
  ...{ path: '/MediaItems/22.mp4', status: 206, bytesSent: 10, contentRange: 'bytes 10-19/100' },
  ...{
    contentLength: '10',
    range: 'bytes=10-19',
    userAgent: 'A "set" {"at":1}',
    libraryPath: 'Summer/sea.mp4',
  },
  isComplete: true,
};

it('writes one line that begins as those of nginx do, whatever a television calls itself', () => {
  const line = playLine(PLAYED);
  expect(line.lastIndexOf('{"at":')).toBe(0);
  expect(line.indexOf('\n')).toBe(line.length - 1);
  expect(JSON.parse(line)).toMatchObject({
    ...{ at: 1_795_935_900, requestTimeSec: 1.5, libraryPath: 'Summer/sea.mp4', access: 'stream' },
    ...{ userAgent: 'DLNA A "set" {"at":1}', completed: 'OK', bytesSent: 10 },
  });
});

it('files it under the hour in UTC, apart from the log of the edge', () => {
  expect(logFileName(PLAYED.endedAt)).toBe('access-2026112907-tv.json');
});
