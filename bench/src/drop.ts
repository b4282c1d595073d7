import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startScratchStack, type ScratchStack } from '@hearth/native';
import { signInAt, trustAuthority } from '@hearth/testing';
import {
  begin,
  comeHome,
  device,
  finished,
  sentAgain,
  share,
  tidyUp,
  type DropPage,
  type Way,
} from './measure/drop-pages.ts';
import { measureHop } from './measure/drop-hop.ts';
import { measureSignalling } from './measure/drop-signalling.ts';
import { median } from './measure/median.ts';
import { percentile } from './measure/percentile.ts';
import { describeMachine, formatTable, type ReportRow } from './measure/report.ts';
import { withScratchFolder } from './measure/scratch-folder.ts';

/** `bench drop [MB] [rounds]`. */
const FILE_BYTES = Number(process.argv[2] ?? 200) * 10 ** 6;
const ROUNDS = Number(process.argv[3] ?? 3);
const SET_UPS = 10;

/** MB/s from the acceptance to the word that all is there and intact. */
async function handOver(from: DropPage, to: DropPage, path: string, way: Way): Promise<number> {
  await begin(from, to, path, way);
  const begun = performance.now();
  await finished(to);
  const seconds = (performance.now() - begun) / 1000;
  await tidyUp(from, to);
  return FILE_BYTES / 1e6 / seconds;
}

/** Bytes that go over twice when the page that receives is loaded anew in the middle. */
async function resend(from: DropPage, to: DropPage, path: string, url: string): Promise<number> {
  await begin(from, to, path, 'Best');
  while ((await share(to)) < 0.2) await new Promise((resolve) => setTimeout(resolve, 100));
  await to.page.go(url);
  await finished(to);
  const bytes = await sentAgain(from);
  await tidyUp(from, to);
  return bytes;
}

/** A channel between the same two pages with nothing but bytes in it: what the browser itself can do. */
async function bareChannel({ page: from }: DropPage, { page: to }: DropPage): Promise<number> {
  const start = `globalThis.bare = new RTCPeerConnection();
    globalThis.gathered = (c) => new Promise((r) => (c.iceGatheringState === 'complete' ? r() : (c.onicecandidate = (e) => !e.candidate && r())));`;
  for (const page of [from, to]) await page.evaluate(start);
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
async function download({ page }: DropPage, url: string): Promise<number> {
  const seconds = await page.evaluate<number>(`(async () => {
    const begun = performance.now();
    const { body } = await fetch(${JSON.stringify(url)}, { cache: 'no-store' });
    for (const reader = body.getReader(); !(await reader.read()).done; );
    return (performance.now() - begun) / 1000;
  })()`);
  return FILE_BYTES / 1e6 / seconds;
}

/** Seconds from when the page is drawn until the way to the other is there. */
async function setUpTimes({ page }: DropPage, url: string, way: string): Promise<number[]> {
  const seconds: number[] = [];
  for (let n = 0; n < SET_UPS; n += 1) {
    await page.go(url);
    const begun = performance.now();
    await page.until(device('Ben', way));
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
  const pages: DropPage[] = [];
  const come = async (name: string, prepare?: string) => {
    const page = await comeHome(stack, name, prepare);
    pages.push(page);
    return page;
  };
  try {
    console.log(describeMachine({ chromium: ['--version'], nginx: ['-v'] }));
    const fileId = await findFileId(stack);
    const [anna, ben] = [await come('Anna'), await come('Ben')];
    const bare: number[] = [];
    const direct: number[] = [];
    const hub: number[] = [];
    const nginx: number[] = [];
    await anna.page.until(device('Ben', 'directly'));
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await bareChannel(anna, ben));
      direct.push(await handOver(anna, ben, path, 'Direct only'));
      hub.push(await handOver(anna, ben, path, 'Fast'));
      nginx.push(await download(anna, `/api/files/${fileId}/download`));
    }
    const rows: ReportRow[] = [
      compare('direct / bare data channel', bare, direct, 0.9),
      compare('via the hub / direct', direct, hub, 5),
      compare('via the hub / nginx download', nginx, hub, 0.5),
    ];
    // At once: what comes next may fail, and these took minutes.
    console.log(formatTable(rows, 'limit'));
    const url = `${stack.localUrl}/drop`;
    const again = await resend(anna, ben, path, url);
    const setUp = await setUpTimes(anna, url, 'directly');
    const carl = await come('Carl', 'delete globalThis.RTCPeerConnection;');
    const fallBack = await setUpTimes(carl, url, 'via the hub');
    const times: ReportRow[] = [
      { what: 'sent again after a reload (≤ 4.2)', unit: 'MB', ours: again / 1e6 },
      { what: 'direct way is there, p95 (≤ 1)', unit: 's', ours: percentile(setUp, 0.95) },
      { what: 'way via the hub without WebRTC, p95 (≤ 4)', unit: 's', ours: percentile(fallBack, 0.95) },
    ];
    console.log(formatTable(times, 'limit'));
    console.log(formatTable(await measureHop(stack), 'same gateway'));
    console.log(formatTable(await measureSignalling(stack), 'limit'));
  } finally {
    for (const { browser } of pages) await browser.close();
    await stack.stop();
  }
});
