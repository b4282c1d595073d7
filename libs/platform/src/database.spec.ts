import { createServer, type AddressInfo } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { migrate } from './database.js';

const text = (value: string) => Buffer.from(`${value}\0`);
/** PostgreSQL manual, "Message Formats". */
function message(type: string, ...body: Buffer[]): Buffer {
  const content = Buffer.concat(body);
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + content.length);
  return Buffer.concat([Buffer.from(type), length, content]);
}

const SIGNED_IN = message('R', Buffer.alloc(4));
const READY = message('Z', Buffer.from('I'));
const CUT_OFF = message('E', text('SFATAL'), text('C57P01'), text('Munexpected postmaster exit'), text(''));

const server = createServer((socket) => {
  socket.on('error', () => undefined);
  // What a server that is killed just then has said comes at once.
  socket.once('data', () => socket.end(Buffer.concat([SIGNED_IN, READY, CUT_OFF])));
});
afterEach(() => void server.close());

it('fails, and does not end the process, where connections are cut off as soon as they are made', async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const schema = { name: 'nothing', entities: [], migrations: [] };
  await expect(migrate(`postgres://a:b@127.0.0.1:${port}/c`, schema)).rejects.toThrow();
});
