import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../fixtures/eventually.ts';
import { RunningPart } from '../processes/running-part.ts';
import { findFreePort } from '../processes/free-port.ts';
import { tvPart } from './tv.ts';

let folder: string;
let port: number;
let tv: RunningPart;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-tv-'));
  const library = join(folder, 'library');
  for (const name of ['library/Summer', 'library/.hearth/bin/1', 'library/.hearth/staging', 'logs']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const film = join(library, 'Summer/sea.mp4');
  execFileSync('ffmpeg', [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'testsrc2=d=1:s=64x64:r=5',
    '-pix_fmt',
    'yuv420p',
    film,
  ]);
  for (const name of ['.hearth/bin/1/binned.mp4', '.hearth/staging/half.mp4', 'Summer/.hidden.mp4'])
    copyFileSync(film, join(library, name));
  port = await findFreePort();
  const options = {
    dataFolder: join(folder, 'tv'),
    accessLogFolder: join(folder, 'logs'),
    libraryFolder: library,
  };
  tv = new RunningPart(
    tvPart({ ...options, port, hubName: 'House by the sea', bind: '127.0.0.1' }),
    join(folder, 'tv.log'),
  );
  await tv.start();
}, 180_000);
afterAll(async () => {
  await tv?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const SERVICE = 'urn:schemas-upnp-org:service:ContentDirectory:1';

/** What a television sends when somebody opens a folder. */
async function browse(container: string): Promise<string> {
  const fields = `<ObjectID>${container}</ObjectID><BrowseFlag>BrowseDirectChildren</BrowseFlag><Filter>*</Filter><StartingIndex>0</StartingIndex><RequestedCount>100</RequestedCount><SortCriteria></SortCriteria>`;
  const answer = await fetch(`http://127.0.0.1:${port}/ctl/ContentDir`, {
    method: 'POST',
    headers: { soapaction: `"${SERVICE}#Browse"`, 'content-type': 'text/xml' },
    body: `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><u:Browse xmlns:u="${SERVICE}">${fields}</u:Browse></s:Body></s:Envelope>`,
  });
  return (await answer.text()).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"');
}

/** The server looks through the library after it has begun to answer. */
const until = <T>(what: string, look: () => Promise<T | undefined> | T | undefined) =>
  eventually(look, undefined, { what, withinMs: 80_000 });

/** What is listed in the folder of the film, once the film is. */
const findFilm = () =>
  until('the film is listed', async () => {
    const summer = /<container id="([^"]+)"[^>]*><dc:title>Summer</.exec(await browse('0'))?.[1];
    const listed = await browse(summer ?? '0');
    const address = /<res [^>]*>(http:[^<]+\.mp4)</.exec(listed)?.[1];
    return address === undefined ? undefined : { listed, address };
  });

function findPlays(): Record<string, unknown>[] {
  const logs = join(folder, 'logs');
  const text = readdirSync(logs).map((name) => readFileSync(join(logs, name), 'utf8'));
  return text
    .join('')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

it('shows the library to televisions, and nothing of what is binned, half uploaded or hidden', async () => {
  const description = await (await fetch(`http://127.0.0.1:${port}/rootDesc.xml`)).text();
  expect(description).toContain('<friendlyName>House by the sea</friendlyName>');
  const { listed, address } = await findFilm();
  expect(`${await browse('0')}${listed}`).not.toMatch(/binned|half|hidden|\.hearth/);
  // All that it tells of leads through the door.
  expect(new Set(listed.match(/http:\/\/127[^/<]+\//g))).toEqual(new Set([`http://127.0.0.1:${port}/`]));
  const part = await fetch(address, { headers: { range: 'bytes=10-19' } });
  expect(part.status).toBe(206);
  const film = readFileSync(join(folder, 'library/Summer/sea.mp4'));
  expect(Buffer.from(await part.arrayBuffer())).toEqual(film.subarray(10, 20));
}, 180_000);

it('notes what a television was sent, in the words of the access log', async () => {
  const { address } = await findFilm();
  const size = readFileSync(join(folder, 'library/Summer/sea.mp4')).length;
  const headers = { range: 'bytes=100-', 'user-agent': 'SEC_HHP_[TV] UE40/1.0' };
  await (await fetch(address, { headers })).arrayBuffer();
  const play = await until('the play is noted', () =>
    findPlays().find(({ range }) => range === headers.range),
  );
  expect(play).toMatchObject({
    ...{ method: 'GET', status: 206, bytesSent: size - 100, contentLength: String(size - 100) },
    ...{ contentRange: `bytes 100-${size - 1}/${size}`, libraryPath: 'Summer/sea.mp4', completed: 'OK' },
    ...{ ip: '127.0.0.1', userAgent: `DLNA ${headers['user-agent']}`, access: 'stream' },
  });
}, 180_000);

it('is found by who searches for media servers', async () => {
  const socket = createSocket('udp4');
  try {
    const heard: string[] = [];
    socket.on('message', (datagram) => heard.push(datagram.toString()));
    await new Promise<void>((resolve) => socket.bind({ address: '127.0.0.1' }, resolve));
    socket.setMulticastInterface('127.0.0.1');
    const search = [
      'M-SEARCH * HTTP/1.1',
      'HOST: 239.255.255.250:1900',
      'MAN: "ssdp:discover"',
      'MX: 1',
      'ST: urn:schemas-upnp-org:device:MediaServer:1',
    ];
    const answer = await until('an answer', () => {
      socket.send(`${search.join('\r\n')}\r\n\r\n`, 1_900, '239.255.255.250');
      return heard.find((text) => text.includes(`http://127.0.0.1:${port}/rootDesc.xml`));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  } finally {
    socket.close();
  }
}, 180_000);

it('answers no page of a website that gave the name of its own to this address', async () => {
  const status = await new Promise((resolve, reject) =>
    get({ host: '127.0.0.1', port, path: '/rootDesc.xml', headers: { host: 'evil.example' } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).once('error', reject),
  );
  expect(status).toBe(400);
});
