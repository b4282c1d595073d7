import { getFile, type FileSummary } from '@hearth/contracts';
import type { HouseClient } from '@hearth/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser, visit } from '../browser/browser.ts';
import { FIRST_CUE } from '../browser/first-cue.ts';
import {
  listAll,
  START_TIMEOUT_MS,
  startHouse,
  waitForFile,
  waitUntilSettled,
  type House,
} from '../house/house.ts';
import { PARTS, SRT } from '../media/hostile-texts.ts';
import { makeBook } from '../media/make-book.ts';
import { makePhoto } from '../media/make-photo.ts';
import { makeSong } from '../media/make-song.ts';
import { makeVideo } from '../media/make-video.ts';
import { libraryPage } from '../pages/library-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { getRaw } from './raw-request.ts';

jest.setTimeout(300_000);

const SCRIPT = '<img src=x onerror="window.pwned=1">';
const SCRIPT_NAME = '<img src=x onerror=window.pwned=1>.jpg';
const SECRET = 'the neighbour keeps this to himself';

let house: House;
let browser: Browser;
let client: HouseClient;
let files: FileSummary[];

const fileNamed = (name: string) => files.find((file) => file.name === name) as FileSummary;
const asAdmin = () => ({ Authorization: `Bearer ${client.token}` });

beforeAll(async () => {
  house = await startHouse();
  browser = await openBrowser();
  client = await house.signIn();
  const library = house.stack.libraryFolder;
  await house.dropMade('neighbour.mp4', (target) => makeVideo(target, { durationSec: 7, isFaststart: true }));
  const neighbour = join(library, 'neighbour.mp4');
  house.drop('secret.txt', SECRET);
  house.drop('playlist.mp4', `#EXTM3U\n#EXT-X-TARGETDURATION:7\n#EXTINF:7,\n${neighbour}\n#EXT-X-ENDLIST\n`);
  house.drop('concat.mp4', `ffconcat version 1.0\nfile '${neighbour}'\n`);
  house.drop('remote.mkv', '#EXTM3U\n#EXTINF:7,\nhttp://127.0.0.1:1/x.ts\n#EXT-X-ENDLIST\n');
  house.drop('subtitle.avi', `file:${join(library, 'secret.txt')}`);
  house.drop('page.html', `<script>window.pwned=1</script>${SCRIPT}`);
  house.drop(
    'drawing.svg',
    `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>window.pwned=1</script><image href="file://${neighbour}"/></svg>`,
  );
  house.drop('page.jpg', `<!doctype html><script>window.pwned=1</script>`);
  house.drop(
    SCRIPT_NAME,
    await makePhoto({ seed: 5, width: 400, height: 300, camera: [SCRIPT, SCRIPT], description: SCRIPT }),
  );
  house.drop('words.md', `# Words of a stranger\n\n${SCRIPT}\n\n[press](javascript:window.pwned=1)`);
  house.drop('book.epub', makeBook('A book', PARTS, await makePhoto({ seed: 3, width: 300, height: 400 })));
  house.drop('neighbour.en.srt', SRT);
  house.drop('song.lrc', `[00:00.00]${SCRIPT}Hum along`);
  await house.dropMade('song.mp3', (target) =>
    makeSong(target, { durationSec: 20, tags: { title: SCRIPT, artist: SCRIPT, album: SCRIPT } }),
  );
  house.drop('‮gpj.exe', 'MZ');
  house.drop('-rf', '--help');
  symlinkSync('/etc/passwd', join(library, 'link.txt'));
  symlinkSync('/etc', join(library, 'linked-folder'));
  spawnSync('mkfifo', [join(library, 'pipe.jpg')]);
  house.drop('swapped/later.txt', 'harmless');
  files = await waitUntilSettled(client, 18);
}, START_TIMEOUT_MS);
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

describe('hostile files in the library', () => {
  it('lists no links, no pipes and nothing behind them', () => {
    const names = files.map(({ name }) => name);
    for (const name of ['link.txt', 'pipe.jpg', 'passwd']) expect(names).not.toContain(name);
    expect(files.filter(({ folder }) => folder.startsWith('linked-folder'))).toEqual([]);
  });

  it.each(['playlist.mp4', 'concat.mp4', 'remote.mkv', 'subtitle.avi'])(
    'takes nothing of its neighbours into what it says of %s',
    async (name) => {
      const file = await client.call(getFile, { params: { id: fileNamed(name).id } });
      expect(file).toMatchObject({
        durationSec: null,
        width: null,
        height: null,
        thumbnailUrl: null,
        previewUrl: null,
      });
      expect(JSON.stringify(file)).not.toContain(house.stack.folder);
    },
  );

  it.each(['page.html', 'drawing.svg', 'page.jpg'])(
    'hands out %s as bytes that act as no page',
    async (name) => {
      for (const how of ['stream', 'download']) {
        const { status, headers } = await getRaw(
          house.url,
          `/api/files/${fileNamed(name).id}/${how}`,
          asAdmin(),
        );
        expect(status).toBe(200);
        expect(headers.get('content-type')).not.toMatch(/html|svg|xml|javascript/);
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; sandbox/);
        if (how === 'download' || name !== 'page.jpg')
          expect(headers.get('content-disposition')).toMatch(/^attachment/);
      }
    },
  );

  it('keeps odd names to their header', async () => {
    for (const name of [SCRIPT_NAME, '‮gpj.exe', '-rf']) {
      const { headers } = await getRaw(house.url, `/api/files/${fileNamed(name).id}/download`, asAdmin());
      // One quoted string and, where that cannot hold the name, an encoded one (RFC 6266).
      expect(headers.get('content-disposition')).toMatch(
        /^attachment; filename="[\x20\x21\x23-\x5b\x5d-\x7e]*"(; filename\*=UTF-8''[\w%.!#$&+^`|~-]+)?$/,
      );
    }
  });

  it('does not follow a file that became a link', async () => {
    const later = fileNamed('later.txt');
    expect((await getRaw(house.url, `/api/files/${later.id}/stream`, asAdmin())).body).toBe('harmless');
    const path = join(house.stack.libraryFolder, 'swapped/later.txt');
    rmSync(path);
    symlinkSync('/etc/passwd', path);
    const answer = await getRaw(house.url, `/api/files/${later.id}/stream`, asAdmin());
    expect(answer.body).not.toMatch(/root:/);
    expect(answer.status).toBeLessThan(500);
    rmSync(join(house.stack.libraryFolder, 'swapped'), { recursive: true });
    mkdirSync(join(house.stack.folder, 'outside'));
    symlinkSync('/etc', join(house.stack.libraryFolder, 'swapped'));
    expect((await getRaw(house.url, `/api/files/${later.id}/stream`, asAdmin())).body).not.toMatch(/root:/);
  });

  it('shows script in names and in what a picture says of itself as words', async () => {
    const { page, complaints } = await visit(browser, { url: house.url, screen: 'desktop', theme: 'dark' });
    await page.goto('/');
    await signInPage(page).signIn(house.admin);
    await libraryPage(page).tile(SCRIPT_NAME).click();
    await page.getByRole('button', { name: 'Info', exact: true }).click();
    await page.getByRole('complementary', { name: 'Info' }).getByText(SCRIPT_NAME).waitFor();
    expect(await page.evaluate(() => (globalThis as { pwned?: number }).pwned)).toBeUndefined();
    expect(complaints).toEqual([]);
    // Opened as a page of its own, a page from the library is none.
    const opening = page.goto(`/api/files/${fileNamed('drawing.svg').id}/stream`).catch(() => undefined);
    await Promise.race([opening, page.waitForEvent('download')]);
    expect(await page.evaluate(() => (globalThis as { pwned?: number }).pwned)).toBeUndefined();
    await page.context().close();
  });

  it('runs no script of Markdown, a book, subtitles, tags or lyrics', async () => {
    const { page, complaints } = await visit(browser, { url: house.url, screen: 'desktop', theme: 'light' });
    await page.goto('/');
    await signInPage(page).signIn(house.admin);
    await libraryPage(page).tile(SCRIPT_NAME).waitFor();
    const titles = new Set<string>();
    const look = async (name: string, words: string) => {
      await page.goto(`/photo/${fileNamed(name).id}`);
      await page.getByRole('dialog').getByText(words).first().waitFor();
      titles.add(await page.title());
      expect(await page.evaluate(() => (globalThis as { pwned?: number }).pwned)).toBeUndefined();
    };
    await look('words.md', 'Words of a stranger');
    await look('book.epub', 'Wide water');
    await look('neighbour.en.srt', 'Look,');
    await page.goto(`/photo/${fileNamed('neighbour.mp4').id}`);
    await page.getByRole('dialog').locator('video track[label=English]').waitFor({ state: 'attached' });
    expect(await page.evaluate(FIRST_CUE)).toEqual({ text: 'alert(1)Look, a boat', scripts: 0 });
    await page.goto('/music?view=songs');
    await page.getByRole('list', { name: 'Songs' }).getByRole('button').first().click();
    await page.getByRole('button', { name: `Now playing: ${SCRIPT}` }).click();
    await page.getByRole('group', { name: 'Lyrics' }).getByText(`${SCRIPT}Hum along`).waitFor();
    expect(await page.evaluate(() => (globalThis as { pwned?: number }).pwned)).toBeUndefined();
    expect([...titles].filter((title) => !title.endsWith(' · Hearth'))).toEqual([]);
    // Of handlers in the text that it reads, the browser says that it would not run them; they never get into the page.
    expect(complaints.filter((text) => !text.startsWith('Executing inline event handler'))).toEqual([]);
    await page.context().close();
  });

  it('goes on after all that', async () => {
    house.drop('fine.jpg', await makePhoto({ seed: 6, width: 300, height: 200 }));
    expect((await waitForFile(client, 'fine.jpg')).state).toBe('ready');
    expect((await listAll(client)).some(({ name }) => name === 'neighbour.mp4')).toBe(true);
  });
});
