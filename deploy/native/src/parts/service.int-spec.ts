import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { servicePart } from './service.ts';

/** A service that dies in the midst of its answers. */
let server: Server;
beforeAll(async () => {
  server = createServer((_request, answer) => {
    answer.writeHead(200, { 'content-length': '1000' });
    answer.write('{', () => answer.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void server.close());

describe('the health of a service', () => {
  it('is known though its answer is cut off', async () => {
    const { port } = server.address() as AddressInfo;
    const part = servicePart({ name: 'media', entry: import.meta.filename, port, env: {} });
    expect(await part.findReasonNotReady()).toBe('its answer was cut off');
    expect(await part.findReasonNotAlive?.(1_000)).toBe('its answer was cut off');
  });
});
