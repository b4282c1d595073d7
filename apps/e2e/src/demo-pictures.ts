import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { openBrowser, visit, type Visit } from './browser/browser.ts';
import { waitUntil } from './house/wait-until.ts';
import { devicesPage } from './pages/devices-page.ts';
import { pairPage } from './pages/pair-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { viewerPage } from './pages/viewer-page.ts';

/**
 * Takes the pictures of README and DEMO.md of a hub that `./hearth demo` has filled, and the little film of pairing, playing and the curve:
 * `node src/demo-pictures.ts https://localhost:8443 admin <password>`, in apps/e2e.
 */

const IMAGES = resolve(import.meta.dirname, '../../../docs/images');
const FILM = 'Two weeks at the lake.mp4';
const GIF_MAX_BYTES = 3e6;

async function save(png: Buffer, name: string): Promise<void> {
  mkdirSync(IMAGES, { recursive: true });
  await sharp(png)
    .webp({ quality: 82, effort: 6 })
    .toFile(join(IMAGES, `${name}.webp`));
}

async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  // Asked from here: the page's own policy lets nothing be evaluated later in it. What is further down waits until it is looked at.
  await waitUntil('all that is seen is there', () =>
    page.evaluate<boolean>(`document.querySelector('main, h1') !== null &&
      [...document.querySelectorAll('[aria-busy=true], img')].every(
        (each) => each.complete || each.getBoundingClientRect().top > innerHeight)`),
  );
  // Pictures fade in.
  await page.waitForTimeout(900);
}

async function signInOn({ page }: Visit, username: string, password: string): Promise<void> {
  page.setDefaultTimeout(90_000);
  await page.goto('/');
  await signInPage(page).signIn({ username, password });
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

/** Phone and desktop beside each other, as they stand on a table. */
async function composeTitle(desktop: Buffer, phone: Buffer): Promise<Buffer> {
  const rounded = async (picture: Buffer, width: number, height: number, radius: number) => {
    const mask = `<svg width="${width}" height="${height}"><rect width="${width}" height="${height}" rx="${radius}"/></svg>`;
    return sharp(picture)
      .resize(width, height)
      .composite([{ input: Buffer.from(mask), blend: 'dest-in' }])
      .png()
      .toBuffer();
  };
  const frame = `<svg width="332" height="704"><rect width="332" height="704" rx="40" fill="#0c0b0a"/></svg>`;
  return sharp({ create: { width: 1500, height: 860, channels: 4, background: '#00000000' } })
    .composite([
      { input: await rounded(desktop, 1260, 788, 16), left: 0, top: 20 },
      { input: Buffer.from(frame), left: 1154, top: 146 },
      { input: await rounded(phone, 312, 675, 30), left: 1164, top: 160 },
    ])
    .png()
    .toBuffer();
}

/** Frames of a GIF with how long each stands. */
class Reel {
  private readonly folder = mkdtempSync(join(tmpdir(), 'hearth-reel-'));
  private readonly frames: { file: string; sec: number }[] = [];

  async add(page: Page, sec: number): Promise<void> {
    const shot = await page.screenshot();
    const { width = 0, height = 0 } = page.viewportSize() ?? {};
    const isWide = width > height;
    const fitted = await sharp(shot)
      .resize(isWide ? 640 : 300, 640, { fit: 'inside' })
      .toBuffer();
    const file = join(this.folder, `${this.frames.length}.png`);
    const canvas = sharp({ create: { width: 640, height: 640, channels: 3, background: '#14110f' } });
    writeFileSync(
      file,
      await canvas
        .composite([{ input: fitted, gravity: 'centre' }])
        .png()
        .toBuffer(),
    );
    this.frames.push({ file, sec });
  }

  write(path: string): void {
    const list = this.frames.map(({ file, sec }) => `file '${file}'\nduration ${sec}\n`).join('');
    writeFileSync(join(this.folder, 'list.txt'), `${list}file '${this.frames.at(-1)?.file}'\n`);
    const palette =
      'fps=5,split[a][b];[a]palettegen=max_colors=160[p];[b][p]paletteuse=dither=bayer:bayer_scale=4';
    const input = ['-f', 'concat', '-safe', '0', '-i', join(this.folder, 'list.txt')];
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...input, '-vf', palette, path]);
    rmSync(this.folder, { recursive: true });
  }
}

async function openFilm(page: Page): Promise<ReturnType<typeof viewerPage>> {
  await page.goto('/folders/Films');
  await page.getByRole('link', { name: FILM }).first().click();
  const viewer = viewerPage(page, FILM);
  await viewer.dialog.waitFor();
  return viewer;
}

async function filmTheTour(desktop: Page, phone: Page): Promise<void> {
  const reel = new Reel();
  await desktop.goto('/devices');
  await settled(desktop);
  const { token } = await devicesPage(desktop).invite();
  await settled(desktop);
  await save(await desktop.screenshot(), 'demo-pairing');
  await reel.add(desktop, 2.4);
  await phone.goto(`/pair#${token}`);
  await pairPage(phone).joinButton.waitFor();
  await settled(phone);
  await reel.add(phone, 1.6);
  await pairPage(phone).join('A new phone');
  await settled(phone);
  await reel.add(phone, 1.8);
  const viewer = await openFilm(phone);
  await viewer.play.click();
  await viewer.waitUntilPlayedTo(0.5);
  for (const sec of [2, 4, 6]) {
    await viewer.waitUntilPlayedTo(sec);
    await reel.add(phone, 0.6);
  }
  await viewer.seekTo(75);
  await viewer.waitUntilPlayedTo(76);
  for (const sec of [77, 79]) {
    await viewer.waitUntilPlayedTo(sec);
    await reel.add(phone, 0.8);
  }
  await save(await phone.screenshot(), 'demo-playing');
  await phone.goto('/');
  await desktop.goto('/insight');
  await settled(desktop);
  await reel.add(desktop, 2.4);
  const onDesktop = await openFilm(desktop);
  await onDesktop.play.click();
  await onDesktop.waitUntilPlayedTo(1);
  await onDesktop.seekTo(42);
  await onDesktop.waitUntilPlayedTo(43);
  // What stands still keeps its controls, and the curve above them.
  await onDesktop.video.evaluate((element) => (element as unknown as { pause(): void }).pause());
  // The rest of it is still being fetched.
  await desktop.waitForTimeout(900);
  await desktop.mouse.move(700, 800);
  await desktop.mouse.move(720, 820);
  await save(await desktop.screenshot(), 'demo-heatmap');
  await reel.add(desktop, 3.2);
  const path = join(IMAGES, 'demo-tour.gif');
  reel.write(path);
  const { size } = statSync(path);
  if (size > GIF_MAX_BYTES) throw new Error(`The film is ${size} bytes large`);
}

const [url, username, password] = process.argv.slice(2) as [string, string, string];
const browser = await openBrowser();
try {
  const desktop = await visit(browser, { url, screen: 'desktop', theme: 'light' });
  const phone = await visit(browser, { url, screen: 'phone', theme: 'dark' });
  await signInOn(desktop, username, password);
  await signInOn(phone, username, password);
  await settled(desktop.page);
  await settled(phone.page);
  const [wide, narrow] = [await desktop.page.screenshot(), await phone.page.screenshot()];
  await save(await composeTitle(wide, narrow), 'title');
  for (const [path, name] of [
    ['/insight', 'demo-insight'],
    ['/map', 'demo-map'],
    ['/music', 'demo-music'],
    ['/shares', 'demo-shares'],
    ['/capture', 'demo-capture'],
  ] as const) {
    await desktop.page.goto(path);
    await settled(desktop.page);
    await save(await desktop.page.screenshot(), name);
  }
  for (const [path, name] of [
    ['/albums', 'demo-albums-phone'],
    ['/insight', 'demo-insight-phone'],
  ] as const) {
    await phone.page.goto(path);
    await settled(phone.page);
    await save(await phone.page.screenshot(), name);
  }
  const fresh = await visit(browser, { url, screen: 'phone', theme: 'dark' });
  fresh.page.setDefaultTimeout(90_000);
  await filmTheTour(desktop.page, fresh.page);
} finally {
  await browser.close();
}
