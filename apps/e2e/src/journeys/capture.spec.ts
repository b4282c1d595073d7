import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CameraModel, getPoses, OutputOf, Take } from '@hearth/contracts';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { findBarriers } from '../browser/accessibility.ts';
import type { CanvasElement, MediaElement } from '../browser/page-elements.ts';
import { openBrowser, visit, type Visit } from '../browser/browser.ts';
import { startHouse, START_TIMEOUT_MS, type House } from '../house/house.ts';
import { waitUntil } from '../house/wait-until.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { camerasAround, kneeBendAt, MOVING, see, walkAt } from './walking-figure.ts';

jest.setTimeout(START_TIMEOUT_MS);

/** How wrong the clock of each phone is, seconds. */
const CLOCKS = { Left: -123, Front: 45, Right: 0 } as const;

describe('three phones film together', () => {
  let house: House;
  let browser: Browser;
  let cameras: Browser;
  let pc: Visit;
  let pairingUrl: string;
  let take: Take;
  const phones = new Map<string, Page>();

  const arriveAsPhone = async (clockSec: number): Promise<Visit> => {
    const arrived = await visit(cameras, { url: house.url, screen: 'phone', theme: 'dark' });
    await arrived.context.addInitScript((wrongMs) => {
      const { timeOrigin } = performance;
      Object.defineProperty(performance, 'timeOrigin', { get: () => timeOrigin + wrongMs });
    }, clockSec * 1000);
    await arrived.page.goto(new URL(pairingUrl).pathname + new URL(pairingUrl).hash);
    return arrived;
  };
  const tile = (label: string) =>
    pc.page.getByRole('listitem').filter({ has: pc.page.getByText(label, { exact: true }) });
  const staging = () => join(house.stack.libraryFolder, '.hearth/captures');
  const ask = async <T>(path: string) => (await (await pc.context.request.get(path)).json()) as T;
  /** As the page itself does, with its cookies. */
  const tell = (path: string, body: object) =>
    pc.page.evaluate(
      async ([url = '', text = '']) =>
        (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text }))
          .status,
      [path, JSON.stringify(body)],
    );
  const captures = () => {
    const folder = join(house.stack.libraryFolder, 'Captures');
    return existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
  };

  beforeAll(async () => {
    house = await startHouse();
    const film = join(house.stack.folder, 'camera.mjpeg');
    execFileSync('ffmpeg', [
      ...['-loglevel', 'error', '-f', 'lavfi', '-i', 'testsrc=size=640x360:rate=15:duration=2'],
      ...['-c:v', 'mjpeg', '-q:v', '6', film],
    ]);
    browser = await openBrowser();
    cameras = await openBrowser([
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ]);
    pc = await visit(browser, { url: house.url, screen: 'desktop', theme: 'dark' });
    await pc.page.goto('/capture');
    await signInPage(pc.page).signIn(house.admin);
  });
  afterAll(async () => {
    await cameras?.close();
    await browser?.close();
    await house?.stop();
  });

  it('shows a code once everybody has agreed', async () => {
    const show = pc.page.getByRole('button', { name: 'Show the code' });
    await show.click();
    await pc.page.getByLabel('What is it').fill('Squats');
    const answer = pc.page.waitForResponse((response) => response.url().endsWith('/api/capture/sessions'));
    await pc.page.getByRole('checkbox').check();
    await show.click();
    pairingUrl = ((await (await answer).json()) as { pairingUrl: string }).pairingUrl;
    await pc.page.getByRole('heading', { name: '0 of 3 connected' }).waitFor();
    expect(await findBarriers(pc.page)).toEqual([]);
  });

  it('lets three in, whatever their clocks show, and no fourth', async () => {
    for (const [label, clockSec] of Object.entries(CLOCKS)) {
      const { page } = await arriveAsPhone(clockSec);
      await page.getByLabel('Name of this camera').fill(label);
      await page.getByRole('button', { name: 'Join and open the camera' }).click();
      phones.set(label, page);
      await tile(label).getByText('Ready', { exact: true }).waitFor({ timeout: 60_000 });
    }
    await tile('Left')
      .getByText(/\+123\.0/)
      .waitFor();
    await tile('Front')
      .getByText(/−45\.0/)
      .waitFor();
    const fourth = await arriveAsPhone(0);
    await fourth.page.getByRole('button', { name: 'Join and open the camera' }).click();
    await fourth.page.getByRole('heading', { name: 'This phone can’t join' }).waitFor();
    await fourth.context.close();
  });

  it('tells who scans a code that has run out what to do', async () => {
    const late = await visit(cameras, { url: house.url, screen: 'phone', theme: 'light' });
    const token = expired(new URL(pairingUrl).hash.slice(1), house.stack.secrets.captureSecretFile);
    await late.page.goto(`/pair#${token}`);
    await late.page.getByRole('heading', { name: 'This code has run out' }).waitFor();
    expect(await findBarriers(late.page)).toEqual([]);
    expect(new URL(late.page.url()).hash).toBe('');
    await late.context.close();
  });

  it('shows what each phone sees', async () => {
    for (const label of Object.keys(CLOCKS))
      await waitUntil(`the picture of ${label}`, () =>
        tile(label)
          .locator('canvas')
          .evaluate((element) => {
            const canvas = element as unknown as CanvasElement;
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return data.some((value, index) => index % 4 !== 3 && value > 60);
          }),
      );
    expect(await findBarriers(pc.page)).toEqual([]);
    expect(await findBarriers(phones.get('Left') as Page)).toEqual([]);
  });

  it('records them, loses nothing while the hub’s gateway is dead, and files one film for each', async () => {
    await pc.page.getByRole('button', { name: 'Record' }).click();
    const onAll = (words: RegExp) =>
      Promise.all([...phones.values()].map((page) => page.getByText(words).waitFor({ timeout: 150_000 })));
    await onAll(/^Recording [0-9:]+$/);
    const film = () => join(staging(), readdirSync(staging())[0] ?? '', '1.mp4');
    await waitUntil('something is in the first film', () => countPictures(film()) > 0);
    const gone = onAll(/no connection/);
    house.stack.kill('gateway');
    const killedAtMs = Date.now();
    const cut = join(house.stack.folder, 'cut.mp4');
    copyFileSync(film(), cut);
    expect(countPictures(cut)).toBeGreaterThan(0);
    await gone;
    await onAll(/^Recording [0-9:]+$/);
    const backAtMs = Date.now();
    await pc.page.getByRole('button', { name: 'Stop' }).click();
    const link = pc.page.getByRole('link', { name: /Squats/ });
    await link.getByText(/of frames matched/).waitFor({ timeout: 150_000 });
    const films = captures().filter((name) => name.endsWith('.mp4'));
    expect(films.map((name) => name.split('/').at(-1)).sort()).toEqual([
      'Front.mp4',
      'Left.mp4',
      'Right.mp4',
    ]);
    const { items } = await ask<{ items: Take[] }>('/api/capture/takes');
    take = await waitUntil('the library knows its films', async () => {
      const filed = await ask<Take>(`/api/capture/takes/${items[0]?.id}`);
      return filed.files.every(({ id }) => id !== null) ? filed : undefined;
    });
    expect(take.devices.map(({ dropped }) => dropped)).toEqual([0, 0, 0]);
    const { epochMs = 0, devices = [] } = take.manifest ?? {};
    expect(devices).toHaveLength(3);
    for (const { times } of devices)
      expect(
        times.filter((time) => time > killedAtMs - epochMs && time < backAtMs - epochMs).length,
      ).toBeGreaterThan(0);
    // A phone whose sound began late has none in its film.
    expect(films.map((name) => soundOf(join(house.stack.libraryFolder, 'Captures', name)))).toContain('opus');
    await link.click();
  });

  it('replays them side by side, frame by frame', async () => {
    const films = pc.page.locator('video');
    await waitUntil('three films', async () => (await films.count()) === 3);
    await waitUntil('all can be played', () =>
      films.evaluateAll((all) => all.every((film) => (film as unknown as MediaElement).readyState >= 2)),
    );
    const timesOf = () =>
      films.evaluateAll((all) => all.map((film) => (film as unknown as MediaElement).currentTime));
    const before = await timesOf();
    await pc.page.getByRole('button', { name: 'One frame on' }).click();
    await pc.page.getByRole('button', { name: 'One frame on' }).click();
    await waitUntil('the next frames', async () =>
      (await timesOf()).every((time, index) => time !== before[index]),
    );
    await pc.page.getByRole('button', { name: 'Play' }).click();
    await waitUntil('they run', async () =>
      (await timesOf()).every((time, index) => time > (before[index] ?? 0) + 0.5),
    );
    expect(await findBarriers(pc.page)).toEqual([]);
  });

  it('gives the matched frames out', async () => {
    const href = await pc.page.getByRole('link', { name: /Matched frames/ }).getAttribute('href');
    const zip = await pc.context.request.get(href ?? '', { timeout: 120_000 });
    const body = await zip.body();
    expect([zip.status(), body.includes('frames.json'), body.includes('3/0000')]).toEqual([200, true, true]);
  });

  it('places a figure that walks in space, where it was', async () => {
    const { manifest, id } = take;
    if (!manifest) throw new Error('a take without a manifest');
    const cameras = camerasAround(manifest.devices);
    expect(await tell(`/api/capture/takes/${id}/calibration`, { cameras })).toBe(200);
    for (const [device, { id: deviceId, times }] of manifest.devices.entries()) {
      const camera = cameras[device] as CameraModel;
      const frames = times.map((time, frame) => ({
        frame,
        keypoints: walkAt(time).map((point) => [...see(camera, point), 0.9]),
      }));
      for (let from = 0; from < frames.length; from += 500)
        expect(
          await tell(`/api/capture/takes/${id}/keypoints`, {
            deviceId,
            frames: frames.slice(from, from + 500),
          }),
        ).toBe(200);
    }
    const { frames } = await ask<OutputOf<typeof getPoses>>(`/api/capture/takes/${id}/poses`);
    const errors = frames.flatMap(({ timeMs, points }) => {
      const joints = walkAt(timeMs);
      return MOVING.map((index) => {
        const found = points[index];
        const at = joints[index] ?? [];
        return found ? Math.hypot(...at.map((value, axis) => value - (found[axis] as number))) : Infinity;
      });
    });
    expect(median(errors)).toBeLessThan(0.01);
    const bends = frames.map(({ timeMs, angles }) =>
      Math.abs(180 - (angles['left_knee'] ?? 0) - kneeBendAt(timeMs, 1)),
    );
    expect(median(bends)).toBeLessThan(3);
    await pc.page.reload();
    const skeleton = pc.page.getByRole('img', { name: /Skeleton/ });
    await waitUntil('the skeleton', async () => (await skeleton.locator('circle').count()) === 17);
    await pc.page.getByText('Joint angles').click();
    await pc.page.getByText('left knee').waitFor();
    const href = await pc.page.getByRole('link', { name: 'OpenSim (TRC)' }).getAttribute('href');
    expect(await (await pc.context.request.get(href ?? '')).text()).toContain('PathFileType');
    expect(await findBarriers(pc.page)).toEqual([]);
  });

  it('removes a take with all that came of it', async () => {
    await pc.page.getByRole('button', { name: 'Delete' }).click();
    await pc.page.getByRole('button', { name: 'Delete for good' }).click();
    await pc.page.getByText(/Removed for good: 4 files/).waitFor();
    await pc.page.getByText('No take yet').waitFor();
    expect(captures()).toEqual([]);
    expect(readdirSync(staging())).toEqual([]);
    for (const { id } of take.files)
      await waitUntil('the library has forgotten it', async () => {
        const answer = await pc.context.request.get(`/api/files/${id}`);
        return answer.status() === 404;
      });
    expect(pc.complaints).toEqual([]);
  });

  it('lets the phones go at the end', async () => {
    await pc.page.getByRole('button', { name: 'End the session' }).click();
    await phones
      .get('Right')
      ?.getByText(/You have left|session is over/)
      .waitFor();
  });
});

function probe(film: string, stream: 'v:0' | 'a:0', entry: string): string[] {
  const what = ['-select_streams', stream, '-show_entries', entry, '-of', 'csv=p=0', film];
  // Of a film that has only begun it says with its exit code that it is none.
  return spawnSync('ffprobe', ['-v', 'quiet', ...what])
    .stdout.toString()
    .split('\n')
    .filter(Boolean);
}

const countPictures = (film: string) => probe(film, 'v:0', 'packet=pts_time').length;
const soundOf = (film: string) => probe(film, 'a:0', 'stream=codec_name')[0];
const median = (values: number[]) =>
  [...values].sort((one, other) => one - other)[values.length >> 1] as number;

/** What this token becomes after a while, as its hub would have signed it then (RFC 7519, HS256). */
function expired(token: string, secretFile: string): string {
  const [head = '', claims = ''] = token.split('.');
  const ran = { ...(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object), exp: 1_000_000_000 };
  const signed = `${head}.${Buffer.from(JSON.stringify(ran)).toString('base64url')}`;
  const secret = readFileSync(secretFile, 'utf8').trim();
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
