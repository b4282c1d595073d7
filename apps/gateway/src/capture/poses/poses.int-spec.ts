import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COCO_KEYPOINTS, type CameraModel, type getPoses, type OutputOf } from '@hearth/contracts';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { call } from '../../../test/capture-client.js';
import { GatewayRig, type Gateway } from '../../../test/gateway-rig.js';
import { boardViews, distance, ROOM } from '../../../test/synthetic-cameras.js';
import { project, type Point2, type Vector3 } from './camera.js';
import { modelOf } from './camera-model.js';

const FRAMES = 30;
const ids = ROOM.map((_, index) => `phone-${index}`);

let rig: GatewayRig;
let gateway: Gateway;
let director: string;
let path: string;

beforeAll(async () => {
  rig = await GatewayRig.start();
  gateway = await rig.startGateway();
  const userId = v7();
  director = rig.issuer.sign('editor', { sub: userId });
  const takeId = v7();
  path = `/api/capture/takes/${takeId}`;
  const times = Array.from({ length: FRAMES }, (_, index) => (index * 1000) / 15);
  const device = {
    w: 1280,
    h: 720,
    codec: 'avc1.42001f',
    clock: { samples: [], slope: 0, offset: 0, uncertaintyMs: 0 },
    times,
  };
  const manifest = {
    ...{ v: 1, epoch: '2026-11-28T00:00:00Z', epochMs: 0, tolMs: 50 },
    devices: ids.map((id) => ({ ...device, id, label: id, file: `${id}.mp4` })),
    groups: times.map((time, frame) => [time, ids.map(() => frame)]),
  };
  const devices = ids.map((deviceId) => ({
    deviceId,
    label: deviceId,
    frames: FRAMES,
    dropped: 0,
    refused: 0,
  }));
  await gateway.app.get(DataSource).query(
    `INSERT INTO realtime.capture_takes
       (id, session_id, label, mode, maker_id, consent_by, consent_at, state, starts_at_ms, devices, manifest)
     VALUES ($1, $1, 'Walk', '3d', $2, 'me', now(), 'ready', 0, $3, $4)`,
    [takeId, userId, JSON.stringify(devices), JSON.stringify(manifest)],
  );
});
afterAll(() => rig.stop());

/** Somebody who lifts the left foot. */
function figure(frame: number): Vector3[] {
  return COCO_KEYPOINTS.map((name, index) =>
    name === 'left_ankle'
      ? [-0.1, 0.15 + 0.2 * Math.sin(frame / 5), 0.1]
      : [0.03 * index - 0.2, 0.3 + 0.07 * index, 0.1 * Math.cos(index)],
  );
}

const post = (part: string, body: object) =>
  call<{ cameras: CameraModel[] }>(gateway, 'POST', `${path}/${part}`, { token: director, body });

describe('a body in space', () => {
  it('is not there before the cameras are known', async () => {
    const answer = await call(gateway, 'GET', `${path}/poses`, { token: director });
    expect([answer.status, answer.body.code]).toEqual([409, 'capture.not-calibrated']);
  });

  it('has cameras that were worked out from views of a board', async () => {
    const views = boardViews(ROOM, 0.3, 12).map(({ camera: deviceId, ...view }) => ({ ...view, deviceId }));
    const { status, body } = await post('calibration', { views });
    expect([status, body.cameras.map(({ deviceId }) => deviceId)]).toEqual([200, ids]);
    for (const { reprojectionErrorPx } of body.cameras) expect(reprojectionErrorPx).toBeLessThan(1);
    const few = await post('calibration', { views: views.slice(0, 3) });
    expect([few.status, few.body.code]).toEqual([422, 'capture.calibration-failed']);
  });

  it('comes out where the figure was, from keypoints that were posted', async () => {
    const cameras = ROOM.map((camera, index) =>
      modelOf({ ...camera, id: ids[index] as string, width: 1280, height: 720, reprojectionErrorPx: 0 }),
    );
    expect((await post('calibration', { cameras })).status).toBe(200);
    for (const [index, camera] of ROOM.entries()) {
      const frames = Array.from({ length: FRAMES }, (_, frame) => ({
        frame,
        keypoints: figure(frame).map((point) => [...(project(camera, point) as Point2), 0.9]),
      }));
      expect((await post('keypoints', { deviceId: ids[index], frames })).body).toEqual({ stored: FRAMES });
    }
    const { body } = await call<OutputOf<typeof getPoses>>(gateway, 'GET', `${path}/poses`, {
      token: director,
    });
    expect(body.names).toEqual([...COCO_KEYPOINTS]);
    const errors = body.frames.flatMap(({ points }, frame) =>
      figure(frame).map((point, index) => distance((points[index] ?? [9, 9, 9]) as Vector3, point)),
    );
    expect(Math.max(...errors)).toBeLessThan(0.005);
  });

  it.each([
    ['trc', 'PathFileType\t4\t(X/Y/Z)\tposes.trc', 6 + FRAMES],
    ['csv', 'timeMs,nose.x', 1 + FRAMES],
  ])('goes out as %s', async (format, head, lines) => {
    const response = await fetch(`http://${gateway.host}${path}/poses?format=${format}`, {
      headers: { authorization: `Bearer ${director}` },
    });
    const text = await response.text();
    expect([text.startsWith(head), text.trimEnd().split('\n').length]).toEqual([true, lines]);
  });

  it.each([
    [
      'of a phone that is not of the take',
      { deviceId: 'nobody', frames: [{ frame: 0, keypoints: COCO_KEYPOINTS.map(() => [0, 0, 1]) }] },
    ],
    ['of too few points', { deviceId: 'phone-0', frames: [{ frame: 0, keypoints: [[0, 0, 1]] }] }],
    ['that are no numbers', { deviceId: 'phone-0', frames: [{ frame: 0, keypoints: [['a', 0, 1]] }] }],
  ])('takes no keypoints %s', async (_, body) => {
    expect((await post('keypoints', body)).status).toBe(400);
  });
});
