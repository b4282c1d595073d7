import { describe, expect, it } from '@jest/globals';
import { broadcastAddressOf, magicPacket } from './wake-on-lan.js';

describe('magicPacket', () => {
  it('is six times ff and sixteen times the address', () => {
    const packet = magicPacket('00:1a:2b:3c:4d:5e');
    expect(packet).toHaveLength(102);
    expect(packet.toString('hex')).toBe('ff'.repeat(6) + '001a2b3c4d5e'.repeat(16));
  });

  it.each(['', '00:1a:2b:3c:4d', '00:1a:2b:3c:4d:5e:6f'])('is not made for %j', (mac) => {
    expect(() => magicPacket(mac)).toThrow('six bytes');
  });
});

describe('broadcastAddressOf', () => {
  it.each([
    ['192.168.1.20', '255.255.255.0', '192.168.1.255'],
    ['10.1.2.3', '255.0.0.0', '10.255.255.255'],
    ['172.16.5.9', '255.255.254.0', '172.16.5.255'],
    ['172.16.4.9', '255.255.254.0', '172.16.5.255'],
    ['192.0.2.1', '255.255.255.255', '192.0.2.1'],
  ])('of %s/%s is %s', (address, netmask, broadcast) => {
    expect(broadcastAddressOf({ address, netmask })).toBe(broadcast);
  });
});
