import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FileId } from '@hearth/contracts';
import { v7 } from 'uuid';
import { MediaRig, type SignedIn } from '../../test/media-rig.js';

jest.setTimeout(180_000);

const library = mkdtempSync(join(tmpdir(), 'hearth-texts-'));
let rig: MediaRig;
let viewer: SignedIn;
let film: FileId;

async function beside(name: string, content: string | Buffer): Promise<FileId> {
  writeFileSync(join(library, 'films', name), content);
  return rig.addFile({ name, folder: 'films', kind: 'document', mime_type: 'text/plain' });
}
const get = (path: string) => rig.call('GET', path, { token: viewer.token });

beforeAll(async () => {
  rig = await MediaRig.start({ HEARTH_LIBRARY: library });
  viewer = await rig.signIn(await rig.addUser('viewer'));
  mkdirSync(join(library, 'films'));
  film = await rig.addFile({ name: 'A film.mkv', folder: 'films', kind: 'video' });
});
afterAll(async () => {
  await rig?.stop();
  rmSync(library, { recursive: true });
});

describe('subtitles beside a film', () => {
  it('are those with its name, and come as WebVTT without script, whatever they were', async () => {
    const english = await beside(
      'A film.en.srt',
      '1\n00:00:01,000 --> 00:00:02,000\n<script>x</script><i>Hé</i>\n',
    );
    await beside(
      'A film.de.ass',
      Buffer.from(
        '[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,Grüße aus München, schöne Größe\n',
        'latin1',
      ),
    );
    await beside('A film 2.en.srt', 'another film');
    const { body } = await get(`/api/files/${film}/subtitles`);
    expect(body.items.map(({ label, language }: Record<string, unknown>) => [label, language])).toEqual([
      ['German', 'de'],
      ['English', 'en'],
    ]);
    const { status, headers, text } = await get(`/api/files/${film}/subtitles/${english}`);
    expect([status, headers['content-type']]).toEqual([200, 'text/vtt; charset=utf-8']);
    expect(text).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nx<i>Hé</i>\n');
    expect((await get(body.items[0].url)).text).toContain('Grüße aus München');
  });

  it('are not what lies elsewhere, what is a link, or what is too large', async () => {
    const other = await rig.addFile({ name: 'A film.fr.srt', folder: 'elsewhere', kind: 'document' });
    expect((await get(`/api/files/${film}/subtitles/${other}`)).status).toBe(404);
    symlinkSync('/etc/passwd', join(library, 'films', 'A film.it.srt'));
    const link = await rig.addFile({ name: 'A film.it.srt', folder: 'films', kind: 'document' });
    expect((await get(`/api/files/${film}/subtitles/${link}`)).body.code).toBe('file.missing-on-disk');
    const large = await beside('A film.es.srt', Buffer.alloc(5 * 1024 ** 2));
    expect((await get(`/api/files/${film}/subtitles/${large}`)).status).toBe(404);
    expect((await get(`/api/files/${v7()}/subtitles`)).body.code).toBe('file.not-found');
  });
});

describe('lyrics beside a song', () => {
  it('come line by line with their times', async () => {
    const song = await rig.addFile({ name: 'song.mp3', folder: 'films', kind: 'audio' });
    expect((await get(`/api/files/${song}/lyrics`)).body).toEqual({ lines: [] });
    await beside('song.lrc', '[00:12.00]La la');
    expect((await get(`/api/files/${song}/lyrics`)).body).toEqual({ lines: [{ atSec: 12, text: 'La la' }] });
  });
});
