import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startScratchStack, type ScratchStack } from '@hearth/native';
import { signInAt, trustAuthority } from '@hearth/testing';
import { chromium, type Browser, type Page } from 'playwright-core';
import { median } from './measure/median.ts';
import { percentile } from './measure/percentile.ts';
import { describeMachine, formatTable, type ReportRow } from './measure/report.ts';
import { withScratchFolder } from './measure/scratch-folder.ts';
import { measureSignalling } from './measure/drop-signalling.ts';

const FILE_BYTES = 200 * 10 ** 6;
const ROUNDS = 3;
const SET_UPS = 10;
const LONG = { timeout: 300_000 };
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
];
type Way = 'Fast' | 'Direct only';

async function openPage(
  browser: Browser,
  stack: ScratchStack,
  name: string,
  prepare?: string,
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: stack.localUrl,
    ignoreHTTPSErrors: true,
    serviceWorkers: 'block',
  });
  await context.addInitScript(`localStorage.setItem('hearth-drop-name', ${JSON.stringify(name)})`);
  if (prepare) await context.addInitScript(prepare);
  const page = await context.newPage();
  await page.goto('/drop');
  await page.getByRole('textbox', { name: 'Name' }).fill(stack.adminUsername);
  await page.getByLabel('Password', { exact: true }).fill(stack.adminPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'New drop' }).waitFor(LONG);
  return page;
}

const device = (page: Page, name: string, way: string) =>
  page.getByRole('button', { name: new RegExp(`^${name}`) }).filter({ hasText: way });

/** MB/s from the acceptance to the word that all is there and intact. */
async function handOver(from: Page, to: Page, path: string, way: Way): Promise<number> {
  const details = from.locator('details', { hasText: 'Which way' });
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
  await from.locator('label', { hasText: way }).click();
  await device(from, 'Ben', '').click(LONG);
  await from.locator('[data-drop=files]').setInputFiles(path);
  const accept = to.getByRole('button', { name: 'Accept' });
  await accept.waitFor(LONG);
  const begun = performance.now();
  await accept.click();
  await to.locator('article[data-state=done]').waitFor(LONG);
  const seconds = (performance.now() - begun) / 1000;
  for (const page of [from, to]) await page.getByRole('button', { name: /off the list/ }).click(LONG);
  return FILE_BYTES / 1e6 / seconds;
}

/** A channel between the same two pages with nothing but bytes in it: what the browser itself can do. */
async function bareChannel(from: Page, to: Page): Promise<number> {
  const begin = `globalThis.bare = new RTCPeerConnection();
    globalThis.gathered = (c) => new Promise((r) => (c.iceGatheringState === 'complete' ? r() : (c.onicecandidate = (e) => !e.candidate && r())));`;
  for (const page of [from, to]) await page.evaluate(begin);
  const offer = await from.evaluate(`(async () => {
    globalThis.channel = bare.createDataChannel('bare');
    await bare.setLocalDescription();
    await gathered(bare);
    return bare.localDescription.toJSON();
  })()`);
  const answer = await to.evaluate(`(async () => {
    globalThis.got = new Promise((resolve) => {
      bare.ondatachannel = ({ channel }) => {
        let left = ${FILE_BYTES};
        channel.binaryType = 'arraybuffer';
        channel.onmessage = ({ data }) => { left -= data.byteLength; if (left <= 0) resolve(); };
      };
    });
    await bare.setRemoteDescription(${JSON.stringify(offer)});
    await bare.setLocalDescription();
    await gathered(bare);
    return bare.localDescription.toJSON();
  })()`);
  const begun = performance.now();
  await Promise.all([
    to.evaluate('got'),
    from.evaluate(`(async () => {
      await bare.setRemoteDescription(${JSON.stringify(answer)});
      if (channel.readyState !== 'open') await new Promise((r) => (channel.onopen = r));
      const piece = new Uint8Array(64 * 1024);
      channel.bufferedAmountLowThreshold = 256 * 1024;
      for (let left = ${FILE_BYTES}; left > 0; left -= piece.length) {
        if (channel.bufferedAmount > 1024 ** 2) await new Promise((r) => (channel.onbufferedamountlow = r));
        channel.send(piece);
      }
    })()`),
  ]);
  const seconds = (performance.now() - begun) / 1000;
  for (const page of [from, to]) await page.evaluate('bare.close()');
  return FILE_BYTES / 1e6 / seconds;
}

/** The same bytes as a download through nginx. */
async function download(page: Page, url: string): Promise<number> {
  const seconds = await page.evaluate(`(async () => {
    const begun = performance.now();
    const { body } = await fetch(${JSON.stringify(url)}, { cache: 'no-store' });
    for (const reader = body.getReader(); !(await reader.read()).done; );
    return (performance.now() - begun) / 1000;
  })()`);
  return FILE_BYTES / 1e6 / (seconds as number);
}

/** Seconds from the page's reload until the way to the other is there. */
async function setUpTimes(page: Page, way: string, times: number): Promise<number[]> {
  const seconds: number[] = [];
  for (let n = 0; n < times; n += 1) {
    await page.reload();
    await page.getByRole('button', { name: 'New drop' }).waitFor(LONG);
    const begun = performance.now();
    await device(page, 'Ben', way).waitFor(LONG);
    seconds.push((performance.now() - begun) / 1000);
  }
  return seconds;
}

async function findFileId(stack: ScratchStack): Promise<string> {
  trustAuthority(stack.caCertificateFile);
  const client = await signInAt(stack.localUrl, {
    username: stack.adminUsername,
    password: stack.adminPassword,
  });
  for (;;) {
    const answer = await client.fetch('/api/files?limit=1');
    const { items } = (await answer.json()) as { items: { id: string }[] };
    if (items[0]) return items[0].id;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function compare(
  what: string,
  limits: readonly number[],
  ours: readonly number[],
  atLeast: number,
): ReportRow {
  const ratios = ours.map((figure, round) => figure / (limits[round] as number));
  return {
    what,
    unit: 'MB/s',
    limit: median([...limits]),
    ours: median([...ours]),
    ratio: median(ratios),
    goal: { atLeast },
  };
}

await withScratchFolder(async (folder) => {
  const library = join(folder, 'library');
  const path = join(folder, 'handed-over.bin');
  writeFileSync(path, randomBytes(FILE_BYTES));
  mkdirSync(library);
  copyFileSync(path, join(library, 'same.bin'));
  const stack = await startScratchStack({ libraryFolder: library, logLevel: 'warn' });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  try {
    const fileId = await findFileId(stack);
    const [anna, ben] = [await openPage(browser, stack, 'Anna'), await openPage(browser, stack, 'Ben')];
    const figures = {
      bare: [] as number[],
      direct: [] as number[],
      hub: [] as number[],
      nginx: [] as number[],
    };
    await device(anna, 'Ben', 'directly').waitFor(LONG);
    for (let round = 0; round < ROUNDS; round += 1) {
      figures.bare.push(await bareChannel(anna, ben));
      figures.direct.push(await handOver(anna, ben, path, 'Direct only'));
      figures.hub.push(await handOver(anna, ben, path, 'Fast'));
      figures.nginx.push(await download(anna, `/api/files/${fileId}/download`));
    }
    const setUp = await setUpTimes(anna, 'directly', SET_UPS);
    const carl = await openPage(browser, stack, 'Carl', 'delete globalThis.RTCPeerConnection');
    const fallBack = await setUpTimes(carl, 'via the hub', SET_UPS);
    const rows: ReportRow[] = [
      compare('direct / bare data channel', figures.bare, figures.direct, 0.9),
      compare('via the hub / direct', figures.direct, figures.hub, 5),
      compare('via the hub / nginx download', figures.nginx, figures.hub, 0.5),
      { what: 'direct way is there, p95', unit: 's', ours: percentile(setUp, 0.95) },
      { what: 'way via the hub without WebRTC, p95', unit: 's', ours: percentile(fallBack, 0.95) },
    ];
    console.log(describeMachine({ chromium: ['--version'], nginx: ['-v'] }));
    // At once: what comes next may fail, and these took minutes.
    console.log(formatTable(rows, 'limit'));
    console.log(formatTable(await measureSignalling(stack), 'limit'));
  } finally {
    await browser.close();
    await stack.stop();
  }
});
