import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startScratchStack } from '@hearth/native';
import { makeBigFile } from './media/make-big-file.ts';
import { readProcesses, sumTree } from './measure/cpu-time.ts';
import {
  begin,
  comeHome,
  device,
  finished,
  save,
  tidyUp,
  type DropPage,
  type Way,
} from './measure/drop-pages.ts';
import { privateBytes, privateBytesOfTree } from './measure/private-bytes.ts';
import { describeMachine } from './measure/report.ts';
import { withScratchFolder } from './measure/scratch-folder.ts';

/** One large file from browser to browser, by both ways: whether it arrives as it was, and what memory that takes. */
const MIB = Number(process.argv[2] ?? 2048);
const WAYS: readonly Way[] = process.argv[3] === 'direct' ? ['Direct only'] : ['Fast', 'Direct only'];
const LOOK_EVERY_MS = 500;

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** The most that each of these held while something ran, above what it held before. */
async function watch(
  what: Readonly<Record<string, () => number>>,
  run: () => Promise<void>,
): Promise<string> {
  const seen = Object.entries(what).map(([name, read]) => ({ name, read, before: read(), most: 0 }));
  let isRunning = true;
  const watching = (async () => {
    for (; isRunning; await pause(LOOK_EVERY_MS))
      for (const one of seen) one.most = Math.max(one.most, one.read());
  })();
  await run().finally(() => (isRunning = false));
  await watching;
  const mb = (bytes: number) => (bytes / 1e6).toFixed(0);
  return seen.map(({ name, before, most }) => `${name} ${mb(before)} + ${mb(most - before)} MB`).join(', ');
}

await withScratchFolder(async (folder) => {
  const file = join(folder, 'large.bin');
  makeBigFile(file, MIB * 1024 ** 2);
  const right = await hashOf(file);
  const stack = await startScratchStack({ logLevel: 'warn' });
  const pages: DropPage[] = [];
  try {
    const [anna, ben] = [await comeHome(stack, 'Anna'), await comeHome(stack, 'Ben')];
    pages.push(anna, ben);
    console.log(describeMachine({ chromium: ['--version'] }));
    await anna.page.until(device('Ben', 'directly'));
    for (const way of WAYS) {
      const gateway = stack.pidOf('gateway') as number;
      const [sending, receiving] = [await anna.browser.rendererPid(), await ben.browser.rendererPid()];
      const memory = {
        'sending page': () => privateBytes(sending),
        'all of its browser': () => privateBytesOfTree(anna.browser.pid),
        'receiving page': () => privateBytes(receiving),
        'all of that browser': () => privateBytesOfTree(ben.browser.pid),
        gateway: () => privateBytes(gateway),
      };
      const gatewayCpu = () => sumTree(gateway, readProcesses());
      const cpuBefore = gatewayCpu();
      let sec = 0;
      const held = await watch(memory, async () => {
        const begun = performance.now();
        await begin(anna, ben, file, way);
        await finished(ben);
        sec = (performance.now() - begun) / 1000;
      });
      const saved = join(folder, way.replaceAll(' ', '-'));
      mkdirSync(saved);
      await ben.browser.saveTo(saved);
      await save(ben);
      const arrived = () => readdirSync(saved).find((name) => !name.endsWith('.crdownload'));
      while (!arrived() || !existsSync(join(saved, arrived() ?? ''))) await pause(LOOK_EVERY_MS);
      const isSame = (await hashOf(join(saved, arrived() ?? ''))) === right;
      const speed = (MIB * 1.048576) / sec;
      console.log(
        `${way}, ${MIB} MiB: ${isSame ? 'the same hash' : 'ANOTHER HASH'}; ${speed.toFixed(1)} MB/s; ${held}; ${(gatewayCpu() - cpuBefore).toFixed(1)} s of CPU in the gateway`,
      );
      await tidyUp(anna, ben);
    }
  } finally {
    for (const { browser } of pages) await browser.close();
    await stack.stop();
  }
});
