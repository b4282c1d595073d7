import {
  createCaptureSession,
  endCaptureSession,
  getTake,
  registerCaptureDevice,
  startTake,
  stopTake,
} from '@hearth/contracts';
import sharp from 'sharp';
import type { Client } from '../client.ts';
import type { Hub } from '../hub.ts';
import type { Ledger } from '../ledger.ts';
import { drawWalk } from './walking-figure.ts';

const PHONES = ['Anna’s phone', 'Ben’s phone'] as const;
const FRAMES = 60;
const FRAMES_PER_SEC = 10;
const READY_WITHIN_MS = 120_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
const hubNow = () => performance.timeOrigin + performance.now();

/** Two phones join a session and film the same walk from two sides, by pictures over HTTP, which every phone can. */
export async function filmWalk(hub: Hub, director: Client, ledger: Ledger): Promise<void> {
  const body = {
    mode: '3d' as const,
    expectedDevices: PHONES.length,
    consent: true as const,
    label: 'A walk',
  };
  const { sessionId, pairingToken } = await director.call(createCaptureSession, { body });
  const params = { id: sessionId };
  const tokens: string[] = [];
  for (const [index, label] of PHONES.entries()) {
    const device = { token: pairingToken, deviceId: `demo-${index}`, metadata: { label } };
    tokens.push((await director.call(registerCaptureDevice, { body: device })).streamToken);
  }
  const pictures = await drawPictures();
  let seq = 0;
  const send = async (frame: number) => {
    seq += 1;
    await Promise.all(
      tokens.map((token, phone) => sendPicture(hub, token, seq, pictures[phone]?.[frame] as Buffer)),
    );
  };
  // The hub shows who is there by what comes.
  await send(0);
  const { id } = await director.call(startTake, {
    params,
    body: { label: 'A walk', countdownSec: 0, force: true },
  });
  ledger.add('take', id);
  const startedAt = performance.now();
  for (let frame = 0; frame < FRAMES; frame += 1) {
    await pause(startedAt + (frame * 1_000) / FRAMES_PER_SEC - performance.now());
    await send(frame);
  }
  await director.call(stopTake, { params: { id: sessionId, takeId: id } });
  const endsAt = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const { state, files } = await director.call(getTake, { params: { id } });
    for (const { folder } of files) ledger.add('folder', folder);
    if (state === 'ready' || state === 'failed' || Date.now() > endsAt) break;
    await pause(1_000);
  }
  await director.call(endCaptureSession, { params });
}

function drawPictures(): Promise<Buffer[][]> {
  return Promise.all(
    PHONES.map((_, phone) =>
      Promise.all(
        Array.from({ length: FRAMES }, (__, frame) =>
          sharp(
            Buffer.from(
              drawWalk({ shareOfWay: frame / (FRAMES - 1), atSec: frame / FRAMES_PER_SEC, side: phone }),
            ),
          )
            .jpeg({ quality: 80 })
            .toBuffer(),
        ),
      ),
    ),
  );
}

async function sendPicture(hub: Hub, token: string, seq: number, picture: Buffer): Promise<void> {
  const address = new URL(`/api/capture/frames?seq=${seq}&capturedAt=${hubNow()}`, hub.url);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/jpeg' };
  const response = await fetch(address, { method: 'POST', headers, body: new Uint8Array(picture) });
  await response.arrayBuffer();
}
