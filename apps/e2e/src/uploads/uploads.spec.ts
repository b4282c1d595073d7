import { addAppPassword, DAV_ROOT, getFile, libraryStatus, UPLOAD_CHUNK_BYTES } from '@hearth/contracts';
import { startScratchStack, type ScratchStack } from '@hearth/native';
import { signInAt, trustAuthority, type HouseClient } from '@hearth/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkThatAppsAreBuilt } from '../house/prerequisites.ts';
import { listAll, waitForFile } from '../house/house.ts';
import { waitUntil } from '../house/wait-until.ts';
import { uploadByTus } from './tus-upload.ts';

jest.setTimeout(300_000);

const MIB = 1024 ** 2;

let library: string;
let stack: ScratchStack;
let client: HouseClient;

beforeAll(async () => {
  checkThatAppsAreBuilt();
  library = mkdtempSync(join(tmpdir(), 'hearth-uploads-'));
  stack = await startScratchStack({ libraryFolder: library });
  trustAuthority(stack.caCertificateFile);
  client = await signInAt(stack.localUrl, { username: stack.adminUsername, password: stack.adminPassword });
  await waitUntil('the library is marked', async () => {
    const { lastScanAt } = await client.call(libraryStatus, {});
    return lastScanAt !== null;
  });
});
afterAll(async () => {
  await stack?.stop();
  if (library) rmSync(library, { recursive: true });
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const incoming = () => readdirSync(join(library, '.hearth/staging/incoming'));

async function create(size: number, name = `${randomUUID()}.bin`): Promise<string> {
  const answer = await client.fetch('/api/uploads', {
    method: 'POST',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(size),
      'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
    },
  });
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.headers.get('location') ?? '';
}

const patch = (path: string, offset: number, body: Uint8Array, headers: Record<string, string> = {}) =>
  client.fetch(path, {
    method: 'PATCH',
    headers: {
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      ...headers,
    },
    body: body as Uint8Array<ArrayBuffer>,
  });

async function head(path: string): Promise<Headers> {
  return (await client.fetch(path, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } })).headers;
}

const offsetOf = async (path: string) => Number((await head(path)).get('upload-offset'));

/** Sends the head of a request that announces `length` bytes, some of them, and hangs up. */
function sendPart(
  path: string,
  length: number,
  bytes: Uint8Array,
  headers: Record<string, string>,
): Promise<void> {
  return new Promise((resolve) => {
    const url = new URL(path, stack.localUrl);
    const outgoing = request(url, {
      method: headers['upload-offset'] === undefined ? 'POST' : 'PATCH',
      headers: { authorization: `Bearer ${client.token}`, 'content-length': length, ...headers },
      rejectUnauthorized: false,
      agent: false,
    });
    outgoing.on('error', () => undefined);
    outgoing.write(bytes, () => {
      setTimeout(() => {
        outgoing.destroy();
        resolve();
      }, 200);
    });
  });
}

describe('an upload by the reference client', () => {
  it('comes home whole and is indexed, though media is killed in its midst; no acknowledged byte is sent twice', async () => {
    const bytes = randomBytes(40 * MIB + 12_345);
    let killed = 0;
    const { url, acknowledged } = await uploadByTus(client, bytes, {
      metadata: {
        filename: 'a film.bin',
        filetype: 'video/mp4',
        folder: 'Uploads',
        modifiedAt: '2024-02-03T04:05:06.000Z',
      },
      chunkSize: 2 * MIB,
      onPiece: (accepted) => {
        if (killed < 2 && accepted >= (killed + 1) * 10 * MIB) {
          killed += 1;
          stack.kill('media');
        }
      },
    });
    expect(killed).toBe(2);
    expect(acknowledged).toEqual([...acknowledged].sort((a, b) => a - b));
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    const headers = await head(new URL(url).pathname);
    expect(headers.get('hearth-outcome')).toBe('stored');
    const path = join(library, 'Uploads/a film.bin');
    expect(sha256(readFileSync(path))).toBe(sha256(bytes));
    expect(statSync(path).mtime.toISOString()).toBe('2024-02-03T04:05:06.000Z');
    const listed = await waitForFile(client, 'a film.bin');
    expect(listed).toMatchObject({ sha256: sha256(bytes), id: headers.get('hearth-file-id') });
    expect(listed.uploadedBy).not.toBeNull();
    expect((await listAll(client)).filter(({ folder }) => folder === 'Uploads')).toHaveLength(1);
    expect(incoming()).toEqual([]);
  });

  it('comes home by POST alone too', async () => {
    const bytes = randomBytes(3 * MIB);
    const metadata = { filename: 'by post.bin', folder: 'By POST' };
    await uploadByTus(client, bytes, { metadata, chunkSize: MIB, overridePatchMethod: true });
    expect(sha256(readFileSync(join(library, 'By POST/by post.bin')))).toBe(sha256(bytes));
    // nginx takes its file away after the answer.
    await waitUntil('nothing is left of the bodies', () => Promise.resolve(incoming().length === 0));
  });

  it('is the same file once more under another time', async () => {
    const bytes = readFileSync(join(library, 'Uploads/a film.bin'));
    const { url } = await uploadByTus(client, bytes, {
      metadata: { filename: 'a film.bin', folder: 'Uploads' },
      chunkSize: UPLOAD_CHUNK_BYTES,
    });
    expect((await head(new URL(url).pathname)).get('hearth-outcome')).toBe('already-here');
    expect(readdirSync(join(library, 'Uploads'))).toEqual(['a film.bin']);
    rmSync(join(library, 'Uploads/a film.bin'));
  });
});

describe('an upload by the Python client', () => {
  it('comes home whole, its second half by another run of the client', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hearth-tuspy-'));
    const bytes = randomBytes(5 * MIB + 321);
    const file = join(folder, 'file.bin');
    writeFileSync(file, bytes);
    const run = (pieces: number) =>
      execFileSync(
        // Debian's own, which has Debian's packages.
        '/usr/bin/python3',
        [
          join(import.meta.dirname, 'upload-by-tuspy.py'),
          ...[`${stack.localUrl}/api/uploads`, file, join(folder, 'storage.json'), String(pieces)],
        ],
        {
          encoding: 'utf8',
          env: { TOKEN: client.token, REQUESTS_CA_BUNDLE: stack.caCertificateFile },
        },
      )
        .trim()
        .split(' ');
    const [url = '', ...first] = run(3);
    expect(first).toEqual(['0', String(3 * MIB)]);
    expect(run(3)).toEqual([url, String(3 * MIB), String(bytes.length)]);
    rmSync(folder, { recursive: true });
    expect((await head(new URL(url).pathname)).get('hearth-outcome')).toBe('stored');
    expect(readFileSync(join(library, 'From Python/by tuspy.bin')).equals(bytes)).toBe(true);
  });
});

describe('what goes wrong on the way', () => {
  it('a connection that is cut loses the piece it carried and nothing before it', async () => {
    const bytes = randomBytes(2 * MIB);
    const path = await create(bytes.length);
    await patch(path, 0, bytes.subarray(0, MIB));
    await sendPart(path, MIB, bytes.subarray(MIB, MIB + 300_000), {
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(MIB),
    });
    expect(await offsetOf(path)).toBe(MIB);
    await waitUntil('nothing is left of the piece', () => incoming().length === 0);
    const end = await patch(path, MIB, bytes.subarray(MIB));
    expect([end.status, end.headers.get('hearth-outcome')]).toEqual([204, 'stored']);
    const file = await client.call(getFile, { params: { id: end.headers.get('hearth-file-id') as never } });
    expect(file.sha256).toBe(sha256(bytes));
  });

  it('a piece of other bytes than were sent is not taken', async () => {
    const path = await create(1000);
    const digest = createHash('sha256').update('others').digest('base64');
    const answer = await patch(path, 0, randomBytes(1000), { 'upload-checksum': `sha256 ${digest}` });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      460,
      'upload.checksum-mismatch',
    ]);
    expect(await offsetOf(path)).toBe(0);
  });

  it('a stranger’s body is not kept for a moment', async () => {
    const path = await create(8 * MIB);
    const url = new URL(path, stack.localUrl);
    const answer = await fetch(url, {
      method: 'PATCH',
      headers: {
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
      },
      body: randomBytes(8 * MIB) as Uint8Array<ArrayBuffer>,
    });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([401, 'auth.required']);
    expect([await offsetOf(path), incoming()]).toEqual([0, []]);
  });

  it('media that is away is no full disk', async () => {
    const path = await create(3 * MIB);
    const pid = stack.pidOf('media');
    stack.kill('media');
    const answer = await patch(path, 0, randomBytes(3 * MIB));
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      502,
      'service.unavailable',
    ]);
    await stack.waitForRestart('media', pid);
    expect([await offsetOf(path), incoming()]).toEqual([0, []]);
  });

  it('a client cannot say which file its body is in', async () => {
    const path = await create(10);
    writeFileSync(join(library, '.hearth/staging/incoming/0000000001'), '0123456789');
    const answer = await patch(path, 0, new Uint8Array(), {
      'x-body-file': join(library, '.hearth/staging/incoming/0000000001'),
    });
    expect([answer.status, await offsetOf(path)]).toEqual([204, 0]);
    rmSync(join(library, '.hearth/staging/incoming/0000000001'));
  });

  it('of pieces that race for one place, one is taken', async () => {
    const path = await create(MIB);
    const pieces = Array.from({ length: 6 }, () => randomBytes(MIB));
    const statuses = (await Promise.all(pieces.map((piece) => patch(path, 0, piece)))).map(
      ({ status }) => status,
    );
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.filter((status) => ![204, 409, 423].includes(status))).toEqual([]);
    const id = (await head(path)).get('hearth-file-id') as never;
    const { sha256: stored } = await client.call(getFile, { params: { id } });
    expect(sha256(pieces[statuses.indexOf(204)] as Buffer)).toBe(stored);
  });
});

describe('a full disk', () => {
  const incomingFolder = () => join(library, '.hearth/staging/incoming');
  /** To fill a disk and spare the others takes root. What nginx and media meet with here they treat alike. */
  const FAULTS = {
    'while nginx receives a piece': () => {
      const aside = `${incomingFolder()}-aside`;
      renameSync(incomingFolder(), aside);
      writeFileSync(incomingFolder(), '');
      return () => {
        rmSync(incomingFolder());
        renameSync(aside, incomingFolder());
      };
    },
    'while media puts it in its place': () => {
      const limit = (bytes: string) =>
        execFileSync('prlimit', ['--pid', String(stack.pidOf('media')), `--fsize=${bytes}:`]);
      limit(String(12 * MIB));
      return () => void limit('unlimited');
    },
  };

  it.each(Object.entries(FAULTS))(
    '%s: 507, the offset is what is safe, and it goes on once there is room',
    async (_, begin) => {
      const bytes = randomBytes(24 * MIB);
      const path = await create(bytes.length);
      await patch(path, 0, bytes.subarray(0, 8 * MIB));
      const end = begin();
      const full = await patch(path, 8 * MIB, bytes.subarray(8 * MIB, 16 * MIB)).finally(end);
      const { code } = (await full.json()) as { code: string };
      expect([full.status, code, await offsetOf(path)]).toEqual([507, 'upload.no-space', 8 * MIB]);
      await patch(path, 8 * MIB, bytes.subarray(8 * MIB, 16 * MIB));
      const last = await patch(path, 16 * MIB, bytes.subarray(16 * MIB));
      expect([last.status, last.headers.get('hearth-outcome')]).toEqual([204, 'stored']);
      const id = last.headers.get('hearth-file-id') as never;
      expect((await client.call(getFile, { params: { id } })).sha256).toBe(sha256(bytes));
    },
  );
});

describe('a form', () => {
  it('of many files, larger than other requests may be, is stored', async () => {
    const contents = [randomBytes(5 * MIB), randomBytes(1000)];
    const form = new FormData();
    form.set('folder', 'By form');
    contents.forEach((bytes, index) =>
      form.append('files', new Blob([new Uint8Array(bytes)]), `${index}.bin`),
    );
    const answer = await client.fetch('/api/files/upload', { method: 'POST', body: form });
    expect(await answer.json()).toMatchObject({
      files: contents.map((bytes) => ({ sha256: sha256(bytes), outcome: 'stored' })),
    });
  });

  it('that is cut off leaves nothing behind', async () => {
    const boundary = 'b';
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="cut off.bin"\r\n\r\n`;
    await sendPart('/api/files/upload', 3 * MIB, Buffer.concat([Buffer.from(head), randomBytes(MIB)]), {
      'content-type': `multipart/form-data; boundary=${boundary}`,
    });
    await waitUntil('nothing is left of it', () => {
      const pending = readdirSync(join(library, '.hearth/staging')).filter((name) => name !== 'incoming');
      const sizes = pending.map((name) => statSync(join(library, '.hearth/staging', name)).size);
      return sizes.every((size) => size <= 900_000 || size >= 2 * MIB);
    });
    expect((await listAll(client)).filter(({ name }) => name.startsWith('cut off'))).toEqual([]);
  });
});

it('speaks WebDAV as litmus asks for it', async () => {
  const { username, secret } = await client.call(addAppPassword, {
    body: { name: 'litmus', currentPassword: stack.adminPassword },
  });
  // It writes down what was said where it is started.
  const cwd = mkdtempSync(join(tmpdir(), 'hearth-litmus-'));
  const litmus = spawnSync('litmus', ['-k', `${stack.localUrl}${DAV_ROOT}`, username, secret], {
    cwd,
    encoding: 'utf8',
  });
  rmSync(cwd, { recursive: true });
  const summaries = litmus.stdout.match(/summary for `\w+': of \d+ tests run: \d+ passed, \d+ failed/g);
  expect({ failures: litmus.stdout.match(/.*FAIL.*/g) ?? [], suites: summaries?.length }).toEqual({
    failures: [],
    suites: 5,
  });
  await waitUntil('only what is on the disk is listed', async () => {
    const gone = (await listAll(client)).filter(
      ({ folder, name }) => !existsSync(join(library, folder, name)),
    );
    return gone.length === 0;
  });
});
