import { describe, expect, it } from '@jest/globals';
import { takeRemoved, type TakeId } from '@hearth/contracts';
import type { NatsConnection } from './nats-connection.js';
import { StoredPublisher } from './stored-publisher.js';

const TAKE = { takeId: '01936f5e-8c1a-7000-8000-000000000001' as TakeId, fileIds: [] };

function publisherOver(publish: (...given: unknown[]) => Promise<unknown>, isConnected = true) {
  const nats = { isConnected, jetstream: async () => ({ publish }) };
  return new StoredPublisher(nats as unknown as NatsConnection);
}

describe('what is to be stored', () => {
  it('is told with its id, so that it is stored once', async () => {
    const told: unknown[][] = [];
    await publisherOver(async (...given) => told.push(given)).publish(takeRemoved, TAKE);
    const [subject, text, options] = told[0] as [string, string, unknown];
    const { id, payload } = JSON.parse(text) as { id: string; payload: unknown };
    expect([subject, payload, options]).toEqual([takeRemoved.subject, TAKE, { msgID: id }]);
  });

  it.each([
    ['while NATS is away', publisherOver(() => Promise.resolve(), false)],
    ['that the stream does not acknowledge', publisherOver(() => Promise.reject(new Error('no responders')))],
  ])('%s is for whoever calls to tell again', async (_, publisher) => {
    await expect(publisher.publish(takeRemoved, TAKE)).rejects.toMatchObject({ code: 'service.unavailable' });
  });
});
