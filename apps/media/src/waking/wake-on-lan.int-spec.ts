import { describe, expect, it } from '@jest/globals';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { magicPacket, sendMagicPacket } from './wake-on-lan.js';

const MAC = '00:1a:2b:3c:4d:5e';

describe('sendMagicPacket', () => {
  it('sends it to each network, though one is out of reach', async () => {
    const card = createSocket('udp4').bind(0, '127.0.0.1');
    try {
      await once(card, 'listening');
      const received = once(card, 'message');
      await sendMagicPacket(MAC, [
        { address: '0.0.0.0.invalid', port: 9 },
        { address: '127.0.0.1', port: card.address().port },
      ]);
      const [message] = (await received) as [Buffer];
      expect(message).toEqual(magicPacket(MAC));
    } finally {
      card.close();
    }
  });

  it('says so when it left by no network', async () => {
    await expect(sendMagicPacket(MAC, [{ address: '0.0.0.0.invalid', port: 9 }])).rejects.toMatchObject({
      code: 'service.unavailable',
    });
  });
});
