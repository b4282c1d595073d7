import { describe, expect, it } from '@jest/globals';
import { parseAccessLogLine } from './access-log-line.js';

const FILE = '0198e1a0-0000-7000-8000-00000000000a';
const USER = '0198e1a0-0000-7000-8000-00000000000b';

const fields = {
  at: 1_763_700_000.123,
  requestId: '5f0c',
  ip: '192.168.1.20',
  method: 'GET',
  path: `/api/files/${FILE}/stream`,
  status: 206,
  bytesSent: 1_048_576,
  requestTimeSec: 0.25,
  upstreamTimeSec: '0.001',
  contentRange: 'bytes 0-1048575/2097152',
  contentLength: '1048576',
  range: 'bytes=0-1048575',
  userAgent: 'VLC/3.0.20 LibVLC/3.0.20',
  userId: USER,
  sessionId: '',
  deviceId: '',
  fileId: FILE,
  access: 'stream',
  playbackId: '',
  completed: 'OK',
};

const line = (changes: object = {}) => JSON.stringify({ ...fields, ...changes });

describe('parseAccessLogLine', () => {
  it('reads what nginx wrote of a streamed range', () => {
    expect(parseAccessLogLine(line())).toEqual({
      at: 1_763_700_000_123,
      requestTimeSec: 0.25,
      requestId: '5f0c',
      ip: '192.168.1.20',
      method: 'GET',
      status: 206,
      bytesSent: 1_048_576,
      range: 'bytes=0-1048575',
      userAgent: 'VLC/3.0.20 LibVLC/3.0.20',
      userId: USER,
      sessionId: null,
      deviceId: null,
      fileId: FILE,
      access: 'stream',
      playbackId: null,
      completed: true,
      shareId: null,
      firstByte: 0,
      sizeBytes: 2_097_152,
      isPrefetch: false,
    });
  });

  it('reads what a television was sent, whose file is known by where it lies', () => {
    const parsed = parseAccessLogLine(line({ fileId: undefined, libraryPath: 'Summer/sea.mp4' }));
    expect(parsed).toMatchObject({ libraryPath: 'Summer/sea.mp4', access: 'stream', userId: USER });
    expect(parsed).not.toHaveProperty('fileId');
  });

  it.each([
    [{ contentRange: 'bytes 500-999/2000' }, 500, 2_000],
    [{ contentRange: 'bytes 500-999/*' }, 500, null],
    [{ contentRange: '', status: 200, contentLength: '2000' }, 0, 2_000],
    [{ contentRange: '', status: 200, contentLength: '' }, 0, null],
    [{ contentRange: '', contentLength: '700' }, 0, null],
    [{ contentRange: 'bytes 9-1/x' }, 0, null],
  ])('knows which part of the file %j is', (changes, firstByte, sizeBytes) => {
    expect(parseAccessLogLine(line(changes))).toMatchObject({ firstByte, sizeBytes });
  });

  it.each([
    ['prefetch', true],
    ['prefetch;prerender', true],
    ['', false],
  ])('knows whether %j is a prefetch', (purpose, isPrefetch) => {
    expect(parseAccessLogLine(line({ purpose }))).toMatchObject({ isPrefetch });
  });

  it.each([
    ['a thumbnail', line({ access: 'thumbnail', fileId: '' })],
    ['a page of the app', line({ access: '', fileId: '', path: '/' })],
    ['a path that quotes our field', line({ access: '', path: '/"access":"stream"' })],
  ])('skips %s', (_, text) => {
    expect(parseAccessLogLine(text)).toBe('skipped');
  });

  it.each([
    ['an empty line', ''],
    ['no JSON', '192.168.1.20 - - "GET /"'],
    ['half a line', line().slice(0, -20)],
    ['the second half of a line', line().slice(40)],
    ['a number', '12'],
    ['null', 'null'],
    ['an array', `[${line()}]`],
    ['a file id that is none', line({ fileId: '../../etc/passwd' })],
    ['a time that is none', line({ at: 'soon' })],
    ['a time before there was a hub', line({ at: 1 })],
    ['a time in the far future', line({ at: 9_999_999_999 })],
    ['a negative size', line({ bytesSent: -1 })],
    ['a size beyond all bounds', line({ bytesSent: 1e300 })],
    ['a status that is none', line({ status: '-' })],
  ])('refuses %s', (_, text) => {
    expect(parseAccessLogLine(text)).toBe('refused');
  });

  it('takes numbers that are written as text', () => {
    expect(parseAccessLogLine(line({ at: '1763700000.5', status: '200', bytesSent: '7' }))).toMatchObject({
      at: 1_763_700_000_500,
      status: 200,
      bytesSent: 7,
    });
  });

  it('finds the line that follows on one that was cut off', () => {
    expect(
      parseAccessLogLine(line({ userAgent: 'first' }).slice(0, 120) + line({ userAgent: 'second' })),
    ).toMatchObject({ userAgent: 'second' });
  });

  it.each([
    ['script', '<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['quotes and ends of line', '"},{"at":1,\n\t\\', '"},{"at":1,\n\t\\'],
    ['NUL, which Postgres does not take', 'a\0b', 'ab'],
    ['half a surrogate pair', 'a\ud800b', 'a\ufffdb'],
    ['more than anybody needs', 'x'.repeat(5_000), 'x'.repeat(1_000)],
  ])('keeps a user agent with %s as harmless text', (_, userAgent, kept) => {
    expect(parseAccessLogLine(line({ userAgent }))).toMatchObject({ userAgent: kept });
  });

  it('does not believe ids that are none', () => {
    expect(parseAccessLogLine(line({ userId: "' OR 1=1", playbackId: 'x', deviceId: 7 }))).toMatchObject({
      userId: null,
      playbackId: null,
      deviceId: null,
    });
  });
});
