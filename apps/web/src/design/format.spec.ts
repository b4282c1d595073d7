import { describe, expect, it } from '@jest/globals';
import {
  countOf,
  formatAgo,
  formatBytes,
  formatClock,
  formatDay,
  formatDuration,
  formatExactly,
} from './format.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 KB'],
    [1_250_000, '1.25 MB'],
    [34_560_000, '34.6 MB'],
    [999_949_000, '1 GB'],
    [2_000_000_000_000, '2 TB'],
  ])('says %d as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe('formatClock', () => {
  it.each([
    [0, '0:00'],
    [7.4, '0:07'],
    [59.6, '1:00'],
    [725, '12:05'],
    [3729, '1:02:09'],
  ])('shows %d seconds as %s', (seconds, text) => expect(formatClock(seconds)).toBe(text));
});

describe('formatDuration', () => {
  it.each([
    [0, '0 seconds'],
    [0.2, '1 second'],
    [12, '12 seconds'],
    [59.6, '1 minute'],
    [3600, '1 hour'],
    [3900, '1 hour 5 minutes'],
  ])('says %d seconds as %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));
});

describe('formatAgo', () => {
  const now = Date.parse('2024-05-03T12:00:00Z');
  it.each([
    ['2024-05-03T11:59:50Z', 'just now'],
    ['2024-05-03T11:55:00Z', '5 minutes ago'],
    ['2024-05-03T09:00:00Z', '3 hours ago'],
    ['2024-05-02T12:00:00Z', 'yesterday'],
    ['2024-03-01T12:00:00Z', '1 March 2024'],
  ])('says %s as %s', (iso, text) => expect(formatAgo(iso, now)).toBe(text));
});

describe('a moment that is none', () => {
  it.each([formatDay, formatExactly, formatAgo])('is shown as nothing by %p', (format) =>
    expect(format('some day')).toBe(''),
  );
});

describe('countOf', () => {
  it('says one in the singular and groups thousands', () => {
    expect([countOf(1, 'file'), countOf(1200, 'file')]).toEqual(['1 file', '1,200 files']);
  });
});
