import {
  calibrateTake,
  createCaptureSession,
  endCaptureSession,
  getCaptureSession,
  getPoses,
  getTake,
  postKeypoints,
  startTake,
  stopTake,
  type CameraModel,
  type Take,
} from '@hearth/contracts';
import type { ScratchStack } from '@hearth/native';
import { eventually, type HouseClient } from '@hearth/testing';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { readBarCodes, readTimeStamps, writeBarCodedCamera } from './bar-coded-camera.ts';
import { cutFor, joinAsPhone, openCameras } from './filming-phones.ts';
import { percentile } from './percentile.ts';
import type { ReportRow } from './report.ts';

const PHONES = [
  { label: 'Left', offMs: -123_000, ppm: 80 },
  { label: 'Front', offMs: 45_000, ppm: -60 },
  { label: 'Right', offMs: 0, ppm: 0 },
] as const;
const CAMERA_SEC = 240;
/** The line through a clock needs half a minute of pings. */
const SETTLING_MS = 40_000;
const TAKE_MS = 20_000;
const GAP_MS = 5_000;
const PATIENCE = { withinMs: 120_000 };

const rowOf = (what: string, unit: string, ours: number, limit: number): ReportRow => ({
  ...{ what, unit, limit, ours, ratio: ours / limit, goal: { atMost: 1 } },
});

/** Three pages of one browser film a counting camera, one of them with a gap; what the take is worth. */
export async function measureFilmedTake(
  stack: ScratchStack,
  client: HouseClient,
  chromiumPath: string,
): Promise<{ rows: ReportRow[]; take: Take }> {
  const camera = join(stack.folder, 'camera.y4m');
  writeBarCodedCamera(camera, CAMERA_SEC);
  const browser = await openCameras(chromiumPath, camera);
  try {
    const body = { mode: '3d' as const, expectedDevices: 3, consent: true as const, label: 'Bars' };
    const { sessionId, pairingUrl } = await client.call(createCaptureSession, { body });
    const pages: Page[] = [];
    const { pathname, hash } = new URL(pairingUrl);
    const address = new URL(pathname + hash, stack.localUrl).href;
    for (const phone of PHONES) pages.push(await joinAsPhone(browser, address, phone));
    await delay(SETTLING_MS);
    const params = { id: sessionId };
    const { id } = await client.call(startTake, { params, body: { countdownSec: 1, force: true } });
    await delay(TAKE_MS / 2);
    await cutFor(pages[0] as Page, GAP_MS);
    await delay(TAKE_MS / 2 - GAP_MS);
    await client.call(stopTake, { params: { ...params, takeId: id } });
    const take = await eventually(
      async () => {
        const found = await client.call(getTake, { params: { id } });
        return found.state === 'ready' ? found : undefined;
      },
      undefined,
      { what: 'the take is ready', ...PATIENCE },
    );
    const { devices } = await client.call(getCaptureSession, { params });
    process.stderr.write(
      `ways: ${devices.map(({ label, transport }) => `${label} ${transport}`).join(', ')}\n`,
    );
    await client.call(endCaptureSession, { params });
    return { take, rows: judge(take, stack.libraryFolder) };
  } finally {
    await browser.close();
  }
}

function judge(take: Take, library: string): ReportRow[] {
  const { devices = [] } = take.manifest ?? {};
  const seen = new Map<number, number[]>();
  const stampErrors: number[] = [];
  for (const { id, times, stamps } of devices) {
    const file = take.files.find(({ deviceId }) => deviceId === id);
    const film = join(library, file?.folder ?? '', file?.name ?? '');
    readTimeStamps(film).forEach((stamp, frame) =>
      stampErrors.push(Math.abs(stamp - (stamps?.[frame] ?? NaN))),
    );
    readBarCodes(film).forEach((number, frame) =>
      seen.set(number, [...(seen.get(number) ?? []), times[frame] as number]),
    );
  }
  // What two phones saw of one picture was at one moment, whatever their clocks said.
  const skews = [...seen.values()]
    .filter(({ length }) => length > 1)
    .map((times) => Math.max(...times) - Math.min(...times));
  const { alignedRatio = 0 } = take.syncReport ?? {};
  return [
    rowOf(`skew between phones, p95 of ${skews.length} pictures`, 'ms', percentile(skews, 0.95), 8),
    rowOf('skew between phones, median', 'ms', percentile(skews, 0.5), 8),
    {
      what: 'moments aligned within 50 ms',
      unit: 'share',
      limit: 0.97,
      ours: alignedRatio,
      ratio: alignedRatio / 0.97,
      goal: { atLeast: 1 },
    },
    {
      what: 'frames lost over a gap of 5 s',
      unit: 'frames',
      ours: take.devices.reduce((sum, { dropped }) => sum + dropped, 0),
    },
    rowOf('time stamps in the MP4 against the manifest, worst', 'ms', Math.max(...stampErrors), 1),
  ];
}

const FOCAL_PX = 1000;
const POINTS = 17;
const FRAMES_TO_TIME = 120;

/** Cameras in a half circle, 3 m from points that stand still, each seen about a pixel wrong: how far off they come out. */
export async function measureTriangulation(client: HouseClient, take: Take): Promise<ReportRow> {
  const { devices = [] } = take.manifest ?? {};
  const params = { id: take.id };
  const cameras = devices.map(({ id, w, h }, index): CameraModel => {
    const turn = (index - 1) * 0.9;
    const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
    return {
      ...{ deviceId: id, width: w ?? 1280, height: h ?? 720, distortion: [0, 0], t: [0, 0, 3] },
      ...{ K: [FOCAL_PX, 0, 640, 0, FOCAL_PX, 360, 0, 0, 1], R: [cos, 0, sin, 0, 1, 0, -sin, 0, cos] },
    };
  });
  const points = Array.from({ length: POINTS }, (_, index) =>
    [7, 13, 29].map((step) => (((index + 3) * step) % 100) / 100 - 0.5),
  );
  await client.call(calibrateTake, { params, body: { cameras } });
  for (const [device, camera] of cameras.entries()) {
    const frames = (devices[device]?.times ?? []).map((_, frame) => ({
      frame,
      keypoints: points.map((point) => [...see(camera, point), 0.9] as [number, number, number]),
    }));
    await client.call(postKeypoints, { params, body: { deviceId: camera.deviceId, frames } });
  }
  const { frames } = await client.call(getPoses, { params, query: {} });
  const errors = frames.flatMap((frame) =>
    frame.points.flatMap((point, index) =>
      point ? [1000 * Math.hypot(...point.map((value, axis) => value - (points[index]?.[axis] ?? 0)))] : [],
    ),
  );
  const rms = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
  return rowOf(`triangulation at 3 m with 1 px of noise, RMS of ${errors.length} points`, 'mm', rms, 5);
}

/** About normal, with a deviation of one pixel. */
const noise = () => (Math.random() + Math.random() + Math.random() - 1.5) * 2;

function see({ K, R, t }: CameraModel, point: readonly number[]): [number, number] {
  const [x, y, z] = [0, 1, 2].map((axis) =>
    point.reduce((sum, value, column) => sum + (R[axis * 3 + column] ?? 0) * value, t[axis] ?? 0),
  ) as [number, number, number];
  return [(K[0] * x) / z + K[2] + noise(), (K[4] * y) / z + K[5] + noise()];
}

/** How many pictures a second MoveNet looks at in a director's browser. */
export async function measurePoses(page: Page, take: Take): Promise<ReportRow> {
  await page.goto(`/capture/takes/${take.id}`);
  await page.getByRole('button', { name: /Find the body/ }).click();
  const { devices = [], groups = [] } = take.manifest ?? {};
  const done = async () =>
    Number(await page.getByRole('progressbar', { name: 'How far' }).getAttribute('value')) *
    devices.length *
    groups.length;
  await eventually(async () => ((await done()) > 5 ? true : undefined), undefined, {
    what: 'the first pictures',
    ...PATIENCE,
  });
  const [from, startedAt] = [await done(), performance.now()];
  await eventually(async () => ((await done()) > from + FRAMES_TO_TIME ? true : undefined), undefined, {
    what: 'more pictures',
    ...PATIENCE,
  });
  const perSec = ((await done()) - from) / ((performance.now() - startedAt) / 1000);
  await page.getByRole('button', { name: 'Stop' }).click();
  return { what: 'poses found in a browser', unit: '1/s', ours: perSec };
}
