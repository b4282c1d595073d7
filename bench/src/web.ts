import { postgresUrlOf, type ScratchStack } from '@hearth/native';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import { startHouse, type HouseUnderLoad } from './measure/house-under-load.ts';
import { makePictures } from './media/make-pictures.ts';
import { median } from './measure/median.ts';
import { describeMachine, formatTable, type ReportRow } from './measure/report.ts';
import { withScratchFolder } from './measure/scratch-folder.ts';
import { runRunner } from './runners/run-runner.ts';

/** `bench web [files]`: the timeline of so many files on a phone; all borrow their pictures from a few real ones. */
const ROWS = Number(process.argv[2] ?? 1_000_000);
const PICTURES = 24;
const VISITS = 3;
const FLICKS = 4;
const JUMP_GIVEN_UP_MS = 60_000;
/** A middling phone on a slow network, as Lighthouse has them. */
const CPU_SLOWER = 4;
const NETWORK = {
  ...{ offline: false, latency: 150 },
  ...{ downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 },
};
const WATCH = `
  window.seen = { largest: 0, tasks: [] };
  new PerformanceObserver((list) => { window.seen.largest = list.getEntries().at(-1).startTime; })
    .observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => { window.seen.tasks.push(...list.getEntries().map(({ duration }) => duration)); })
    .observe({ type: 'longtask' });`;

async function fill({ stack, files }: HouseUnderLoad): Promise<void> {
  // It would find that none of these files is there.
  stack.kill('indexer', 'SIGSTOP');
  const place = { port: stack.portOf('postgres') };
  const owner = { user: 'hearth', password: stack.secrets.postgresPassword };
  const pictures = files.map(({ sha256, thumbhash, width, height }) => ({
    sha256,
    thumbhash,
    width,
    height,
  }));
  await runRunner('fill-library', [
    postgresUrlOf(owner, place, 'hearth'),
    String(ROWS),
    JSON.stringify(pictures),
  ]);
}

function openPhone(
  browser: Browser,
  baseURL: string,
  storageState?: Awaited<ReturnType<BrowserContext['storageState']>>,
) {
  return browser.newContext({
    ...{ baseURL, viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true },
    ...{ ignoreHTTPSErrors: true, serviceWorkers: 'block', ...(storageState && { storageState }) },
  });
}

const firstTile = (page: Page) => page.getByRole('group', { name: 'Files' }).getByRole('link').first();

async function signIn(page: Page, { adminUsername, adminPassword }: ScratchStack): Promise<void> {
  await page.goto('/');
  await page.getByRole('textbox', { name: 'Name' }).fill(adminUsername);
  await page.getByLabel('Password', { exact: true }).fill(adminPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await firstTile(page).waitFor();
}

/** Milliseconds to the largest thing that is painted, of a first visit. */
async function visit(context: BrowserContext): Promise<number> {
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send('Network.enable');
  await devTools.send('Network.emulateNetworkConditions', NETWORK);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER });
  await page.addInitScript(WATCH);
  await page.goto('/');
  await firstTile(page).waitFor({ timeout: 60_000 });
  await delay(2_000);
  return page.evaluate<number>('window.seen.largest');
}

async function sizeOf(devTools: CDPSession): Promise<{ heapMb: number; nodes: number }> {
  await devTools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devTools.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return { heapMb: of('JSHeapUsedSize') / 1_000_000, nodes: of('Nodes') };
}

/** Wheels as a finger flicks, hundreds of screens each time; without a slower processor. */
async function scroll(page: Page): Promise<ReportRow[]> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Performance.enable');
  await page.evaluate(WATCH);
  const before = await sizeOf(devTools);
  await page.mouse.move(195, 400);
  for (let flick = 0; flick < FLICKS; flick += 1) {
    for (let step = 0; step < 120; step += 1) {
      await page.mouse.wheel(0, 2_500);
      await delay(16);
    }
    if (flick < FLICKS - 1) await delay(1_000);
  }
  const after = await sizeOf(devTools);
  const tasks = await page.evaluate<number[]>('window.seen.tasks');
  return [
    { what: 'heap before, after', unit: 'MB', limit: before.heapMb, ours: after.heapMb },
    { what: 'nodes before, after', unit: '', limit: before.nodes, ours: after.nodes },
    { what: 'tasks of more than 50 ms', unit: '', ours: tasks.length },
    { what: 'the longest of them', unit: 'ms', ours: Math.max(0, ...tasks) },
  ];
}

const IN_SIGHT = `[...document.querySelectorAll('[role=group][aria-label=Files] a')].some((tile) => {
  const { top, bottom } = tile.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
})`;

/** After a long way: from the jump to the middle of the page to pictures in sight, or a minute where none comes. */
async function jump(page: Page): Promise<ReportRow> {
  const from = performance.now();
  await page.evaluate('window.scrollTo(0, document.documentElement.scrollHeight / 2)');
  await delay(100);
  while (!(await page.evaluate<boolean>(IN_SIGHT)) && performance.now() - from < JUMP_GIVEN_UP_MS)
    await delay(50);
  return { what: 'from a jump to the middle to pictures', unit: 'ms', ours: performance.now() - from };
}

async function lookAt(browser: Browser, house: HouseUnderLoad): Promise<void> {
  const { stack } = house;
  process.stderr.write(`filling a catalogue with ${ROWS} files …\n`);
  await fill(house);
  const known = await openPhone(browser, stack.localUrl);
  const page = await known.newPage();
  await signIn(page, stack);
  const storageState = await known.storageState();
  const paints: number[] = [];
  for (let n = 0; n < VISITS; n += 1) {
    const context = await openPhone(browser, stack.localUrl, storageState);
    paints.push(await visit(context));
    await context.close();
  }
  const rows = [
    { what: 'largest paint of a first visit', unit: 'ms', ours: median(paints) },
    ...(await scroll(page)),
    await jump(page),
  ];
  console.log(
    `\nThe timeline of ${ROWS} files on a phone, load ${loadavg()[0]?.toFixed(1)}\n${describeMachine({})}\n\n${formatTable(rows, 'before')}`,
  );
}

await withScratchFolder(async (folder) => {
  const libraryFolder = join(folder, 'library');
  await makePictures({ folder: libraryFolder, count: PICTURES, width: 1600, height: 1200 });
  const house = await startHouse({ libraryFolder, fileCount: PICTURES, timeoutSec: 300 });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    await lookAt(browser, house);
  } finally {
    await browser.close();
    house.stack.kill('indexer', 'SIGCONT');
    await house.stack.stop();
  }
});
