import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import { lookAtEdge } from './edge-probe.js';

it.each(['127.0.0.1:1', '[::1]:1'])('an edge that does not listen at %s is away', async (address) => {
  expect(await lookAtEdge(address, 60_000)).toEqual({ isUp: false });
});

it('so is one that takes connections and says nothing', async () => {
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  expect(await lookAtEdge(`127.0.0.1:${(silent.address() as AddressInfo).port}`, 50)).toEqual({
    isUp: false,
  });
  silent.close();
});
