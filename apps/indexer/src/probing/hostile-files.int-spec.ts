import { execFileSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { closeExifTool } from '../media-tools/exiftool.js';
import { makeThumbnails } from '../thumbnails/make-thumbnails.js';
import { probeFile } from './probe-file.js';
import type { ProbeResult } from './probe-result.js';

function pngChunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A few kilobytes that unfold to gigabytes. */
function bombPng(edge: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(edge, 0);
  header.writeUInt32BE(edge, 4);
  header.set([8, 6], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const rows = deflateSync(Buffer.alloc(4_000_000));
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', rows),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Encoding the samples takes its time on a busy machine. */
jest.setTimeout(180_000);

describe('hostile files', () => {
  let folder: string;
  let server: Server;
  let visits = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hearth-hostile-'));
    const source = ['-f', 'lavfi', '-i', 'testsrc2=s=160x120:r=25:d=1'];
    execFileSync('ffmpeg', [
      '-nostdin',
      '-v',
      'error',
      ...source,
      '-c:v',
      'libx264',
      join(folder, 'neighbour.mp4'),
    ]);
    server = createServer((_request, response) => {
      visits += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await closeExifTool();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });

  const at = (name: string): string => join(folder, name);
  const write = (name: string, content: string | Buffer): string => {
    writeFileSync(at(name), content);
    return at(name);
  };
  const derive = (path: string, probe: ProbeResult) =>
    makeThumbnails({ path, probe, derivedFolder: at('derived'), sha256: 'ab'.repeat(32) });

  it('never opens what a playlist that poses as a film names, a neighbour or the network', async () => {
    const port = (server.address() as AddressInfo).port;
    const playlists = {
      'concat.mp4': `ffconcat version 1.0\nfile 'neighbour.mp4'\n`,
      'hls.mkv': `#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:${port}/a.ts\n#EXT-X-ENDLIST\n`,
      'local.avi': `#EXTM3U\n#EXTINF:1,\nfile://${at('neighbour.mp4')}\n#EXT-X-ENDLIST\n`,
      'sdp.mp4': `v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video ${port} RTP/AVP 96\n`,
    };
    for (const [name, content] of Object.entries(playlists)) {
      const probe = await probeFile({ path: write(name, content) });
      expect(probe).toMatchObject({ state: 'unreadable', reason: expect.stringMatching(/text/) });
      expect(probe.width).toBeUndefined();
      // Even where someone takes it for a film, the forced format gives nothing away.
      const posed: ProbeResult = { ...probe, kind: 'video', demuxer: 'mov', durationSec: 1 };
      expect(await derive(at(name), posed)).toHaveProperty('failed');
    }
    expect(visits).toBe(0);
  });

  it('does not follow a drawing to its neighbours or to the network', async () => {
    const port = (server.address() as AddressInfo).port;
    const link = `<image width="50" height="50" xlink:href="http://127.0.0.1:${port}/x.png"/>`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="50" height="50">${link}</svg>`;
    const probe = await probeFile({ path: write('link.svg', svg) });
    expect(probe).toMatchObject({ kind: 'image', mimeType: 'image/svg+xml', width: 50 });
    await derive(at('link.svg'), probe);
    expect(visits).toBe(0);
  });

  it('does not unfold a decompression bomb', async () => {
    const before = process.memoryUsage().rss;
    const probe = await probeFile({ path: write('bomb.png', bombPng(60_000)) });
    expect(probe).toMatchObject({ kind: 'image', width: 60_000, height: 60_000 });
    expect(await derive(at('bomb.png'), probe)).toEqual({ failed: 'the picture has too many pixels' });
    expect(process.memoryUsage().rss - before).toBeLessThan(512 * 1024 ** 2);
  });

  it('answers at once for what is no regular file', async () => {
    execFileSync('mkfifo', [at('fifo.mp4')]);
    mkdirSync(at('folder.jpg'));
    symlinkSync(at('neighbour.mp4'), at('link.mp4'));
    symlinkSync('/dev/zero', at('zero.mp3'));
    for (const name of ['fifo.mp4', 'folder.jpg', 'link.mp4', 'zero.mp3']) {
      expect(await probeFile({ path: at(name) })).toMatchObject({
        state: 'unreadable',
        reason: 'not a regular file',
      });
    }
    expect(await probeFile({ path: at('gone.mp4') })).toMatchObject({
      state: 'unreadable',
      reason: 'the file is gone',
    });
    expect(await probeFile({ path: '/dev/zero' })).toMatchObject({ state: 'unreadable' });
  });

  it.each(['jpg', 'heic', 'mp4', 'mp3', 'mkv', 'nef', 'pdf', 'docx'])(
    'lists an empty .%s as unreadable',
    async (extension) => {
      const path = write(`empty.${extension}`, '');
      expect(await probeFile({ path })).toMatchObject({ state: 'unreadable', reason: 'the file is empty' });
    },
  );

  it('takes names with quotes, options, line breaks and percent signs literally', async () => {
    const names = ['-version.mp4', `it's "$HOME" %d.mp4`, 'two\nlines.mp4', 'concat:a|b.mp4'];
    for (const name of names) {
      execFileSync('cp', ['--', at('neighbour.mp4'), at(name)]);
      const probe = await probeFile({ path: at(name) });
      expect(probe).toMatchObject({ state: 'ready', width: 160 });
      expect(await derive(at(name), probe)).toHaveProperty('grid');
    }
  });

  it('survives headers that lie about sizes, in every format it reads by itself', async () => {
    const lies: Record<string, string> = {
      'boxes.mp4': '\0\0\0\x18ftypisom\0\0\0\0isommp42\xff\xff\xff\xffmoov\0\0\0\x00mvhd',
      'boxes.heic': '\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x01meta\x7f\xff\xff\xff\xff\xff\xff\xff',
      'vints.mkv': `\x1a\x45\xdf\xa3\x01\xff\xff\xff\xff\xff\xff\xfe${'\xff'.repeat(200)}`,
      'id3.mp3': `ID3\x04\0\0\x7f\x7f\x7f\x7f${'\0'.repeat(100)}`,
      'chunks.wav': 'RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff\x01\0\x01\0',
      'size.flac': `fLaC\0\xff\xff\xff${'\xff'.repeat(60)}`,
      'stream.jxl': '\xff\x0a\xff\xff\xff\xff\xff\xff\xff\xff',
      'ifd.tif': 'II*\0\x08\0\0\0\xff\xff\x12\x01\x03\0\x01\0\0\0',
      'page.ogg': `OggS\0\x02${'\xff'.repeat(300)}`,
      'entries.zip': `PK\x05\x06\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0`,
    };
    const states = await Promise.all(
      Object.entries(lies).map(async ([name, content]) => {
        const { state } = await probeFile({ path: write(name, Buffer.from(content, 'latin1')) });
        return [name, state];
      }),
    );
    expect(states).toHaveLength(Object.keys(lies).length);
    expect(Object.fromEntries(states)).toMatchObject({
      'boxes.mp4': 'unreadable',
      'vints.mkv': 'unreadable',
      'ifd.tif': 'unreadable',
    });
  });
});
