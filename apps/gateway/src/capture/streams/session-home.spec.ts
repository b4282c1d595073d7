import { describe, expect, it } from '@jest/globals';
import type { NatsConnection } from '@hearth/platform';
import type { LiveSessions } from './live-sessions.js';
import { SessionHome } from './session-home.js';
import type { SessionPort } from './session-port.js';
import { KNOW, readWire, writeWire, type WireHead } from './session-wire.js';

const DIRECTOR: WireHead = { do: 'open', sessionId: 's', peerId: 'p', phone: null };
const CLOSE: WireHead = { do: 'close', peerId: 'p' };

/** A gateway that keeps one session, and what it tells the connections of others. */
async function keepSession(attachDirector: () => () => void) {
  const found = Promise.withResolvers<SessionPort | undefined>();
  const told: object[] = [];
  const listening = Promise.withResolvers<(message: object) => void>();
  const connection = {
    subscribe: (_: string, { callback }: { callback: (error: null, message: object) => void }) =>
      listening.resolve((message) => callback(null, message)),
    publish: (_: string, wire: Uint8Array) => told.push(readWire<object>(wire).head),
  };
  const nats = { get: async () => connection, find: () => connection } as unknown as NatsConnection;
  const sessions = { gatewayId: 'g', keeps: () => true, find: () => found.promise };
  new SessionHome(sessions as unknown as LiveSessions, nats).onApplicationBootstrap();
  const hear = await listening.promise;
  const say = (head: WireHead) => hear({ data: writeWire(head) });
  const isKnown = () =>
    new Promise<boolean>((resolve) =>
      hear({
        data: writeWire({ do: 'call', sessionId: 's', name: KNOW, input: { peerId: 'p' } }),
        respond: (answer: string) => resolve((JSON.parse(answer) as { ok: boolean }).ok),
      }),
    );
  return {
    ...{ told, say, isKnown },
    recover: async () => {
      found.resolve({ attachDirector } as unknown as SessionPort);
      await settle();
    },
    fail: async () => {
      found.reject(new Error('the database is away'));
      await settle();
    },
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a connection of another copy', () => {
  it('is known while the session is being recovered, and let go when it closes', async () => {
    let attached = 0;
    const home = await keepSession(() => {
      attached += 1;
      return () => (attached -= 1);
    });
    home.say(DIRECTOR);
    expect(await home.isKnown()).toBe(true);
    await home.recover();
    expect([attached, await home.isKnown()]).toEqual([1, true]);
    home.say(CLOSE);
    expect([attached, await home.isKnown()]).toEqual([0, false]);
  });

  it('is not attached when it closed before the session was recovered', async () => {
    let attached = 0;
    const home = await keepSession(() => {
      attached += 1;
      return () => undefined;
    });
    home.say(DIRECTOR);
    home.say(CLOSE);
    await home.recover();
    expect([attached, await home.isKnown()]).toEqual([0, false]);
  });

  it('is closed and forgotten when the session cannot be recovered', async () => {
    const home = await keepSession(() => () => undefined);
    home.say(DIRECTOR);
    await home.fail();
    expect([home.told, await home.isKnown()]).toEqual([[{ close: true }], false]);
  });

  it('is closed and forgotten when the session does not take it', async () => {
    const home = await keepSession(() => {
      throw new Error('not this one');
    });
    home.say(DIRECTOR);
    await home.recover();
    expect([home.told, await home.isKnown()]).toEqual([[{ close: true }], false]);
  });
});
