import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FileId } from '@hearth/contracts';
import { eventually } from '@hearth/testing';
import { LibraryRig } from '../../test/library-rig.js';

let rig: LibraryRig;
let port: number;
let scratch: string;

beforeAll(async () => {
  rig = await LibraryRig.start();
  scratch = mkdtempSync(join(tmpdir(), 'hearth-zip-'));
  await rig.media.app.listen(0, '127.0.0.1');
  port = (rig.media.app.getHttpServer().address() as { port: number }).port;
});
afterAll(async () => {
  await rig.stop();
  rmSync(scratch, { recursive: true, force: true });
});

const ask = (body: object) => rig.call('POST', '/api/archives', { as: 'viewer', body });

interface Received {
  readonly headers: Record<string, string | string[] | undefined>;
  readonly bytes: Buffer;
  readonly isWhole: boolean;
}

/** Over a real socket, which can be broken off after so many bytes; `onFirstPiece` is called before more of it is read. */
function download(
  url: string,
  breakOffAfter = Infinity,
  { token } = rig.people.viewer,
  onFirstPiece?: () => void,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const headers = { host: 'hub.local:8443', authorization: `Bearer ${token}` };
    const request = get({ port, host: '127.0.0.1', path: url, headers, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      let size = 0;
      const end = () =>
        resolve({ headers: response.headers, bytes: Buffer.concat(pieces), isWhole: response.complete });
      response.on('data', (piece: Buffer) => {
        if (pieces.length === 0) onFirstPiece?.();
        pieces.push(piece);
        size += piece.length;
        if (size >= breakOffAfter) response.destroy();
      });
      response.on('error', () => undefined);
      response.on('close', end);
    });
    request.on('error', reject);
  });
}

/** What Debian's own unzip makes of it. */
function unpack({ bytes }: Received): string {
  const folder = mkdtempSync(join(scratch, 'out-'));
  writeFileSync(join(folder, 'a.zip'), bytes);
  mkdirSync(join(folder, 'out'));
  execFileSync('python3', [
    '-c',
    `import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
z.extractall(sys.argv[2])`,
    join(folder, 'a.zip'),
    join(folder, 'out'),
  ]);
  return join(folder, 'out');
}

function openFilesOfLibrary(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`);
      return path.startsWith(`${rig.library}/`) ? [path] : [];
    } catch {
      return [];
    }
  });
}

/** A file is closed a moment after its last byte was read. */
const nothingIsOpen = () => eventually(openFilesOfLibrary, (files) => files.length === 0);

describe('an archive', () => {
  it('holds the chosen files, under names that every system takes, and is as long as was said', async () => {
    const ids = [
      await rig.put('a/写真.jpg', {}, 'one'),
      await rig.put('b/写真.jpg', {}, 'two'),
      await rig.put('a/what: a name?.txt', {}, 'three'),
      await rig.put('a/empty.txt', {}, ''),
    ];
    const { status, body } = await ask({ fileIds: ids });
    expect([status, body.files, body.sizeBytes]).toEqual([201, 4, 11]);
    const received = await download(body.url);
    expect(received.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-length': String(received.bytes.length),
      'x-accel-buffering': 'no',
    });
    expect(received.headers['content-disposition']).toMatch(
      /^attachment; filename="Hearth \d{4}-\d\d-\d\d\.zip"$/,
    );
    const out = unpack(received);
    expect(readdirSync(out).sort()).toEqual(
      ['empty.txt', 'what_ a name_.txt', '写真 (2).jpg', '写真.jpg'].sort(),
    );
    expect([
      readFileSync(join(out, '写真.jpg'), 'utf8'),
      readFileSync(join(out, '写真 (2).jpg'), 'utf8'),
    ]).toEqual(['one', 'two']);
    await nothingIsOpen();
  });

  it('of a folder has what lies below, as it lies there; what is not listed is not in it', async () => {
    await rig.put('Trips/2024/May/1.jpg');
    await rig.put('Trips/2024/2.jpg');
    await rig.put('Trips/2024x/3.jpg');
    const binned = await rig.put('Trips/2024/binned.jpg');
    await rig.call('DELETE', `/api/files/${binned}`, { as: 'admin' });
    await rig.put('Trips/2024/side.xmp', { unlisted_as: 'sidecar', unlisted_at: new Date() });
    const { body } = await ask({ folder: 'Trips/2024' });
    const received = await download(body.url);
    expect(received.headers['content-disposition']).toBe('attachment; filename="2024.zip"');
    const out = unpack(received);
    expect(readdirSync(out, { recursive: true, encoding: 'utf8' }).sort()).toEqual(
      ['2024', '2024/2.jpg', '2024/May', '2024/May/1.jpg'].sort(),
    );
  });

  it('of an album has its files in its order', async () => {
    const [x, y] = [await rig.put('al/x.jpg'), await rig.put('al/y.jpg')];
    const album = await rig.call('POST', '/api/albums', { body: { title: 'Été', fileIds: [y, x] } });
    const received = await download((await ask({ albumId: album.body.id })).body.url);
    expect(received.bytes.indexOf('y.jpg')).toBeLessThan(received.bytes.indexOf('x.jpg'));
    expect(received.headers['content-disposition']).toContain("filename*=UTF-8''%C3%89t%C3%A9.zip");
  });

  it('is for the session that asked for it, and for a while', async () => {
    const { url } = (await ask({ fileIds: [await rig.put('own/1.jpg')] })).body;
    expect((await rig.call('GET', url, { as: 'admin' })).body.code).toBe('archive.not-found');
    expect((await rig.media.call('GET', url)).status).toBe(401);
    await rig.media.database.query(`UPDATE catalog.archives SET expires_at = now()`);
    const late = await rig.call('GET', url, { as: 'viewer' });
    expect([late.status, late.body.code]).toEqual([410, 'archive.expired']);
  });

  it('answers HEAD as it would answer GET', async () => {
    const { url } = (await ask({ fileIds: [await rig.put('head/1.jpg')] })).body;
    const head = await rig.call('HEAD', url, { as: 'viewer' });
    expect([head.status, head.headers['content-length'], head.text]).toEqual([
      200,
      String((await download(url)).bytes.length),
      '',
    ]);
  });

  it.each([
    [{ folder: 'nowhere' }, 409, 'archive.empty'],
    [{ albumId: '0198c0de-0000-7000-8000-000000000001' }, 404, 'album.not-found'],
    [{}, 400, 'request.invalid'],
    [{ folder: 'a', fileIds: ['0198c0de-0000-7000-8000-000000000001'] }, 400, 'request.invalid'],
    [{ folder: '../..' }, 400, 'request.invalid'],
  ])('of %j answers %d', async (body, status, code) => {
    const answer = await ask(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('has nothing from behind a link, and none of what is away', async () => {
    const ids: FileId[] = [
      await rig.put('real/1.jpg'),
      await rig.put('real/2.jpg'),
      await rig.put('real/gone.jpg'),
    ];
    rmSync(join(rig.library, 'real/2.jpg'));
    symlinkSync('/etc/passwd', join(rig.library, 'real/2.jpg'));
    rmSync(join(rig.library, 'real/gone.jpg'));
    const out = unpack(await download((await ask({ fileIds: ids })).body.url));
    expect(readdirSync(out)).toEqual(['1.jpg']);
  });
});

describe('a large archive', () => {
  const LARGE_BYTES = 64 * 1024 ** 2;
  let url: string;

  beforeAll(async () => {
    rig.write('large/1.bin', '');
    truncateSync(join(rig.library, 'large/1.bin'), LARGE_BYTES);
    rig.write('large/2.bin', '');
    truncateSync(join(rig.library, 'large/2.bin'), LARGE_BYTES);
    for (const name of ['1.bin', '2.bin']) {
      await rig.media.addFile({ folder: 'large', name, size_bytes: LARGE_BYTES, has_thumbnail: false });
    }
    url = (await ask({ folder: 'large' })).body.url;
  });

  it('frees everything when the client breaks off', async () => {
    const { isWhole } = await download(url, 1024 ** 2);
    expect(isWhole).toBe(false);
    await nothingIsOpen();
  });

  it('ends without its end where a file became shorter', async () => {
    // Once the first one is on its way, far from its end.
    const { isWhole, bytes } = await download(url, Infinity, rig.people.viewer, () =>
      truncateSync(join(rig.library, 'large/2.bin'), 1_000),
    );
    expect([isWhole, bytes.length < 2 * LARGE_BYTES]).toEqual([false, true]);
    await nothingIsOpen();
  });
});

describe('what was shared with a guest', () => {
  it('comes as a zip with what was shared and nothing beside it, named after the link', async () => {
    await rig.put('kept/for us.txt', {}, 'ours');
    await rig.put('given/day 1/lake.txt', {}, 'a lake');
    const { body: share } = await rig.call('POST', '/api/shares', {
      as: 'editor',
      body: { folder: 'given', label: 'Lake "<b>/../x' },
    });
    const { body: opened } = await rig.media.call('POST', '/api/shares/open', { body: { code: share.code } });
    const received = await download('/api/shares/current/archive', Infinity, opened);
    expect(received.isWhole).toBe(true);
    expect(String(received.headers['content-disposition'])).not.toMatch(/given|\//);
    const names = execFileSync('find', ['.', '-type', 'f'], { cwd: unpack(received), encoding: 'utf8' });
    expect(names.trim().split('\n')).toEqual(['./day 1/lake.txt']);
  });
});
