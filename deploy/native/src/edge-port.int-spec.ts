import { createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findHttpPort } from './edge-port.ts';
import { findFreePort } from './processes/free-port.ts';

let taken: Server;
let takenPort: number;
beforeAll(async () => {
  taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  takenPort = (taken.address() as AddressInfo).port;
});
afterAll(() => void taken.close());

const bind = '127.0.0.1';

describe('the port of plain HTTP', () => {
  it('is done without when another program has it and nobody chose it', async () => {
    const settings = { bind, port: 1, httpPort: takenPort, isHttpPortChosen: false };
    expect(await findHttpPort(settings)).toBeUndefined();
    expect(await findHttpPort({ ...settings, isHttpPortChosen: true })).toBe(takenPort);
  });

  it('is the usual one when it is free, and none when Hearth itself is to have that port', async () => {
    const httpPort = await findFreePort();
    const settings = { bind, port: 1, httpPort, isHttpPortChosen: false };
    expect(await findHttpPort(settings)).toBe(httpPort);
    expect(await findHttpPort({ ...settings, port: httpPort })).toBeUndefined();
  });
});
