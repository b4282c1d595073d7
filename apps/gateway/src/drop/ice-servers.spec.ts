import { describe, expect, it } from '@jest/globals';
import { hostnameOf, listIceServers } from './ice-servers.js';

const settings = { host: '192.168.1.20', others: [], sessionId: 'session', nowMs: 1_000_500 };

describe('listIceServers', () => {
  it('names nobody where there is no server of the hub, nor others that were set', () => {
    expect(listIceServers(settings)).toEqual([]);
  });

  it('names the hub, with a credential that coturn can check and that ends in ten minutes', () => {
    const [stun, turn] = listIceServers({ ...settings, turn: { port: 3478, secret: 'north' } });
    expect(stun).toEqual({ urls: ['stun:192.168.1.20:3478'] });
    expect(turn?.urls).toEqual([
      'turn:192.168.1.20:3478?transport=udp',
      'turn:192.168.1.20:3478?transport=tcp',
    ]);
    expect(turn?.username).toBe('1600:session');
    // printf %s 1600:session | openssl dgst -sha1 -hmac north -binary | base64
    expect(turn?.credential).toBe('6mDeEQSckOtq36JTHhwz1s9J72k=');
  });

  it('names others beside', () => {
    expect(listIceServers({ ...settings, others: ['stun:stun.example:3478'] })).toEqual([
      { urls: ['stun:stun.example:3478'] },
    ]);
  });
});

describe('hostnameOf', () => {
  it.each([
    ['192.168.1.20:8443', '192.168.1.20'],
    ['hub.home', 'hub.home'],
    ['[fd00::1]:8443', '[fd00::1]'],
    ['', ''],
  ])('%j is %j', (header, name) => expect(hostnameOf(header)).toBe(name));
});
