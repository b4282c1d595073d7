import { describe, expect, it } from '@jest/globals';
import { wakeTarget } from './wake-target.js';

describe('wakeTarget', () => {
  it.each([
    ['192.168.1.255', { address: '192.168.1.255', port: 9 }],
    ['192.168.1.255:7', { address: '192.168.1.255', port: 7 }],
  ])('reads %s', (text, target) => {
    expect(wakeTarget.parse(text)).toEqual(target);
  });

  it.each([
    '',
    'nas.local',
    '192.168.1',
    '192.168.1.255:',
    '192.168.1.255:0',
    '192.168.1.255:65536',
    '1.2.3.4:5:6',
    '::1',
  ])('refuses “%s”', (text) => {
    expect(wakeTarget.safeParse(text).success).toBe(false);
  });
});
