import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findFreePort } from '../processes/free-port.ts';
import { RunningPart } from '../processes/running-part.ts';
import { tvPart } from './tv.ts';

let folder: string;
let port: number;
let tv: RunningPart;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-tv-'));
  const library = join(folder, 'library');
  for (const name of ['Summer', '.hearth/bin/1', '.hearth/staging']) {
    mkdirSync(join(library, name), { recursive: true });
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
  const options = { dataFolder: join(folder, 'tv'), configFolder: folder, libraryFolder: library };
  tv = new RunningPart(
    tvPart({ ...options, port, hubName: 'House by the sea', bind: '127.0.0.1' }),
    join(folder, 'tv.log'),
  );
  await tv.start();
}, 60_000);
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

it('shows the library to televisions, and nothing of what is binned, half uploaded or hidden', async () => {
  const description = await (await fetch(`http://127.0.0.1:${port}/rootDesc.xml`)).text();
  expect(description).toContain('<friendlyName>House by the sea</friendlyName>');
  let summer: string | undefined;
  let listed = '';
  // It looks through the library after it has begun to answer.
  for (const end = Date.now() + 45_000; !listed.includes('<dc:title>sea<');) {
    if (Date.now() > end) throw new Error(`the film is not there: ${listed}`);
    await pause(200);
    summer = /<container id="([^"]+)"[^>]*><dc:title>Summer</.exec(await browse('0'))?.[1];
    listed = await browse(summer ?? '0');
  }
  const all = `${await browse('0')}${listed}`;
  expect(all).not.toMatch(/binned|half|hidden|\.hearth/);
  const address = /<res [^>]*>(http:[^<]+\.mp4)</.exec(listed)?.[1] ?? '';
  const part = await fetch(address, { headers: { range: 'bytes=10-19' } });
  expect(part.status).toBe(206);
  const film = readFileSync(join(folder, 'library/Summer/sea.mp4'));
  expect(Buffer.from(await part.arrayBuffer())).toEqual(film.subarray(10, 20));
}, 60_000);
