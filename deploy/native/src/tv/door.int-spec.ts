import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { eventually } from '../fixtures/eventually.ts';
import { findFreePort } from '../processes/free-port.ts';
import { Door } from './door.ts';
import type { Played } from './play-line.ts';

jest.setTimeout(180_000);

const FILM_BYTES = 64 * 1024 ** 2;
const PIECE = Buffer.alloc(64 * 1024, 7);

/** In the place of ReadyMedia: a film, a list, and what breaks off. */
let inner: Server;
let innerPort: number;
let door: Door;
let port: number;
let played: Played[];
let subscribed: IncomingHttpHeaders[];
let breakOff: () => void;

beforeEach(async () => {
  [played, subscribed] = [[], []];
  inner = createServer((asked, answer) => {
    answer.on('error', () => undefined);
    if (asked.method === 'SUBSCRIBE') {
      subscribed.push(asked.headers);
      answer.end();
    } else if (asked.url === '/list.xml') {
      answer.setHeader('content-type', 'text/xml');
      answer.end(`<res>http://127.0.0.1:${innerPort}/MediaItems/1.mp4</res>`);
    } else if (asked.url === '/broken.xml') {
      answer.writeHead(200, { 'content-type': 'text/xml', 'content-length': 1_000 });
      answer.write('<res>', () => asked.socket.resetAndDestroy());
    } else if (asked.url === '/MediaItems/2.mp4') {
      answer.writeHead(200, { 'content-type': 'video/mp4', 'content-length': FILM_BYTES });
      answer.write(PIECE);
      breakOff = () => asked.socket.resetAndDestroy();
    } else {
      answer.writeHead(200, { 'content-type': 'video/mp4', 'content-length': FILM_BYTES });
      const send = (left: number): void => {
        if (left <= 0) return void answer.end();
        if (answer.write(PIECE)) return setImmediate(send, left - PIECE.length) as never;
        answer.once('drain', () => send(left - PIECE.length));
      };
      send(FILM_BYTES);
    }
  });
  await once(inner.listen(0, '0.0.0.0'), 'listening');
  innerPort = (inner.address() as AddressInfo).port;
  port = await findFreePort();
  const findPath = () => 'film.mp4';
  door = new Door({ port, bind: '127.0.0.1', innerPort, findPath, onPlayed: (play) => played.push(play) });
  await door.open();
});
afterEach(() => {
  door.close();
  inner.close();
  inner.closeAllConnections();
});

async function ask(path: string): Promise<Buffer> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  if (!answer.ok) throw new Error(`answered ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}
const list = async () => (await ask('/list.xml')).toString();
const LISTED = () => `<res>http://127.0.0.1:${port}/MediaItems/1.mp4</res>`;

/** A television that asks and is in the midst of it when the test goes on. */
async function begin(path: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
  return socket;
}

describe('a television that is switched off', () => {
  it('in the midst of a film is counted by what it was sent, and others go on', async () => {
    const watching = ask('/MediaItems/1.mp4');
    const socket = await begin('/MediaItems/1.mp4');
    await once(socket, 'data');
    socket.pause();
    socket.resetAndDestroy();
    expect((await watching).length).toBe(FILM_BYTES);
    await eventually(() => played.length === 2, undefined, { what: 'both plays are counted' });
    const [cut] = played.filter(({ isComplete }) => !isComplete);
    expect(cut?.bytesSent).toBeGreaterThan(0);
    expect(cut?.bytesSent).toBeLessThan(FILM_BYTES);
    expect(played.find(({ isComplete }) => isComplete)?.bytesSent).toBe(FILM_BYTES);
    expect(await list()).toBe(LISTED());
  });

  it('before it was answered does no harm', async () => {
    for (let times = 0; times < 50; times += 1) {
      const socket = await begin(times % 2 ? '/list.xml' : '/MediaItems/1.mp4');
      socket.resetAndDestroy();
    }
    expect(await list()).toBe(LISTED());
  });
});

describe('a server of files that breaks off', () => {
  it('in the midst of a film cuts the answer, and counts what was sent', async () => {
    const socket = await begin('/MediaItems/2.mp4');
    await once(socket, 'data');
    breakOff();
    await once(socket.resume(), 'close');
    await eventually(() => played.length === 1, undefined, { what: 'the play is counted' });
    expect(played[0]).toMatchObject({ isComplete: false, libraryPath: 'film.mp4' });
    expect(await list()).toBe(LISTED());
  });

  it('in the midst of a list leaves none that seems whole', async () => {
    await expect(ask('/broken.xml')).rejects.toThrow();
    expect(await list()).toBe(LISTED());
  });

  it('or is away is an answer of its own', async () => {
    inner.close();
    inner.closeAllConnections();
    expect((await fetch(`http://127.0.0.1:${port}/list.xml`)).status).toBe(502);
  });
});

describe('what is told to a television that asked for it', () => {
  async function subscribe(callback: string): Promise<string> {
    const headers = { callback: `<${callback}>`, nt: 'upnp:event' };
    const asked = request({ host: '127.0.0.1', port, method: 'SUBSCRIBE', path: '/evt', headers }).end();
    const [answer] = await once(asked, 'response');
    answer.resume();
    return String(subscribed.at(-1)?.['callback']).slice(1, -1);
  }
  async function notify(url: string): Promise<number> {
    const asked = request(url, { method: 'NOTIFY', headers: { nt: 'upnp:event' } }).end('<news/>');
    const [answer] = await once(asked, 'response');
    answer.resume();
    return answer.statusCode;
  }

  it('comes to it, and to nobody once it went', async () => {
    const heard: string[] = [];
    const television = createServer((asked, answer) => {
      void buffer(asked).then((body) => {
        heard.push(`${asked.method} ${asked.url} ${body.toString()}`);
        answer.end();
      });
    });
    await once(television.listen(0, '127.0.0.1'), 'listening');
    const { port: own } = television.address() as AddressInfo;
    const name = await subscribe(`http://127.0.0.1:${own}/events`);
    expect(await notify(name)).toBe(200);
    expect(heard).toEqual(['NOTIFY /events <news/>']);
    television.close();
    television.closeAllConnections();
    expect(await notify(name)).toBe(502);
    expect(await list()).toBe(LISTED());
  });
});
