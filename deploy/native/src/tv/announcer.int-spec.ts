import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { createSocket, type Socket } from 'node:dgram';
import { eventually } from '../fixtures/eventually.ts';
import { findFreePort } from '../processes/free-port.ts';
import { Announcer } from './announcer.ts';
import { SSDP_GROUP } from './ssdp.ts';

jest.setTimeout(180_000);

const UUID = '4d696e69-444c-164e-9d41-0000000000a1';

/** A television in a network of its own: all of 127.0.0.0/8 is this machine. */
class Television {
  readonly heard: string[] = [];
  readonly #socket: Socket = createSocket('udp4');

  async sitDownAt(address: string): Promise<this> {
    this.#socket.on('message', (datagram) => this.heard.push(datagram.toString()));
    await new Promise<void>((resolve) => this.#socket.bind({ address }, resolve));
    this.#socket.setMulticastInterface(address);
    return this;
  }

  search(): void {
    const fields = ['M-SEARCH * HTTP/1.1', 'MAN: "ssdp:discover"', 'ST: upnp:rootdevice'];
    this.#socket.send(`${fields.join('\r\n')}\r\n\r\n`, ssdpPort, SSDP_GROUP);
  }

  leave(): void {
    this.#socket.close();
  }
}

let port: number;
/** Not the usual one: a hub on this machine would take what is meant for ours. */
let ssdpPort: number;
let networks: string[];
let announcer: Announcer;
let first: Television;
let second: Television;

beforeAll(async () => {
  port = await findFreePort();
  ssdpPort = await findFreePort();
  first = await new Television().sitDownAt('127.0.77.2');
  second = await new Television().sitDownAt('127.0.77.3');
});
afterAll(() => [first, second].forEach((television) => television.leave()));

beforeEach(async () => {
  for (const { heard } of [first, second]) heard.length = 0;
  networks = ['127.0.77.2'];
  announcer = new Announcer({
    ...{ uuid: UUID, port, ssdpPort, bind: undefined },
    findAddresses: () => networks.map((address) => ({ address, cidr: `${address}/32`, internal: false })),
  });
  await announcer.start();
});
afterEach(() => announcer.stop());

const locationAt = (address: string): string => `http://${address}:${port}/rootDesc.xml`;

/** Searches until it is told of this address; a datagram may be lost. */
async function untilFound(television: Television, address: string): Promise<void> {
  const look = () => {
    if (television.heard.some((text) => text.includes(locationAt(address)))) return true;
    television.search();
    throw new Error(`it heard ${television.heard.length} datagrams`);
  };
  await eventually(look, undefined, { what: `the hub is found at ${address}` });
}

it('tells each network the address that it has there', async () => {
  networks.push('127.0.77.3');
  await announcer.announce();
  await untilFound(first, '127.0.77.2');
  await untilFound(second, '127.0.77.3');
  expect(first.heard.join('')).not.toContain(locationAt('127.0.77.3'));
});

it('is found in a network that came later, and no more in one that went', async () => {
  await untilFound(first, '127.0.77.2');
  networks = ['127.0.77.3'];
  await announcer.announce();
  await untilFound(second, '127.0.77.3');
  first.heard.length = 0;
  first.search();
  second.heard.length = 0;
  await untilFound(second, '127.0.77.3');
  expect(first.heard.join('')).not.toContain(UUID);
});

it('looks by itself for networks that come later', async () => {
  const present = ['127.0.77.2'];
  await announcer.stop();
  announcer = new Announcer({
    ...{ uuid: UUID, port, ssdpPort, bind: undefined, lookEveryMs: 10 },
    findAddresses: () => present.map((address) => ({ address, cidr: `${address}/32`, internal: false })),
  });
  await announcer.start();
  present.push('127.0.77.3');
  await untilFound(second, '127.0.77.3');
});

it('goes on, and ends, where the system once does not tell its networks', async () => {
  await announcer.stop();
  let isAway = false;
  announcer = new Announcer({
    ...{ uuid: UUID, port, ssdpPort, bind: undefined },
    findAddresses: () => {
      if (isAway) throw new Error('it does not tell');
      return networks.map((address) => ({ address, cidr: `${address}/32`, internal: false }));
    },
  });
  await announcer.start();
  isAway = true;
  await expect(announcer.announce()).rejects.toThrow('it does not tell');
  isAway = false;
  networks.push('127.0.77.3');
  await announcer.announce();
  await untilFound(second, '127.0.77.3');
  isAway = true;
  await expect(announcer.announce()).rejects.toThrow('it does not tell');
});

it('goes on where a network is gone before it could be told, and where none is left', async () => {
  // Of no machine (RFC 5737).
  networks = ['203.0.113.77', '127.0.77.2'];
  await announcer.announce();
  await untilFound(first, '127.0.77.2');
  networks = [];
  await announcer.announce();
  networks = ['127.0.77.2'];
  await announcer.announce();
  first.heard.length = 0;
  await untilFound(first, '127.0.77.2');
});
