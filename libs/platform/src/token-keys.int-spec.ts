import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RemoteTokenKeys } from './token-keys.js';

let media: Server;
let listed: string[];
let now: number;
let keys: RemoteTokenKeys;

function makeJwk(kid: string): object {
  return { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }), kid };
}

beforeEach(async () => {
  listed = ['old'];
  now = 0;
  media = createServer((_request, response) => response.end(JSON.stringify({ keys: listed.map(makeJwk) })));
  media.listen(0, '127.0.0.1');
  await once(media, 'listening');
  keys = new RemoteTokenKeys(`http://127.0.0.1:${(media.address() as AddressInfo).port}`, () => now);
});
afterEach(() => media.close().closeAllConnections());

describe('the keys of access tokens', () => {
  it('are those that media lists, and no longer those that it listed before', async () => {
    expect(await keys.find('old')).toBeDefined();
    listed = ['new'];
    now += 10_001;
    expect(await keys.find('new')).toBeDefined();
    expect(await keys.find('old')).toBeUndefined();
  });

  it('are asked for at most every 10 s, however many unknown ones turn up', async () => {
    expect(await keys.find('unknown')).toBeUndefined();
    listed = ['unknown'];
    now += 9_999;
    expect(await keys.find('unknown')).toBeUndefined();
    now += 2;
    expect(await keys.find('unknown')).toBeDefined();
  });

  it('stay in force while media is away', async () => {
    expect(await keys.find('old')).toBeDefined();
    media.close().closeAllConnections();
    now += 10_001;
    await expect(keys.find('new')).rejects.toMatchObject({ code: 'service.unavailable' });
    expect(await keys.find('old')).toBeDefined();
  });
});
