import { Controller, Res } from '@nestjs/common';
import {
  calibrateTake,
  COCO_KEYPOINTS,
  getCalibration,
  getKeypoints,
  getPoses,
  postKeypoints,
  type CameraModel,
  type InputOf,
  type OutputOf,
} from '@hearth/contracts';
import { CalledBy, Handle, HearthError, Input, type Caller } from '@hearth/platform';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { findManifest, getOwnTake } from '../takes/take-record.js';
import { placeBody } from './body-in-space.js';
import { calibrate, CalibrationFailed } from './calibrate.js';
import { modelOf, cameraOf } from './camera-model.js';
import { toCsv, toTrc } from './pose-files.js';
import {
  findCameras,
  findKeypointNames,
  listKeypoints,
  recordCameras,
  recordKeypoints,
} from './pose-record.js';

type Calibration = InputOf<typeof calibrateTake>['body'];

/** Cameras, keypoints and the body in space of a take. */
@Controller()
export class PosesController {
  constructor(private readonly database: DataSource) {}

  @Handle(calibrateTake)
  async calibrate(
    @Input() { params, body }: InputOf<typeof calibrateTake>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof calibrateTake>> {
    const take = await getOwnTake(this.database, params.id, caller);
    const cameras = await this.camerasFrom(body, caller);
    await recordCameras(this.database, take.id, cameras);
    return { cameras };
  }

  @Handle(getCalibration)
  async calibration(
    @Input() { params }: InputOf<typeof getCalibration>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof getCalibration>> {
    await getOwnTake(this.database, params.id, caller);
    return { cameras: await this.getCameras(params.id) };
  }

  @Handle(postKeypoints)
  async keypoints(
    @Input() { params, body }: InputOf<typeof postKeypoints>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof postKeypoints>> {
    const take = await getOwnTake(this.database, params.id, caller);
    const names = body.names ?? [...COCO_KEYPOINTS];
    if (body.frames.some(({ keypoints }) => keypoints.length !== names.length))
      throw new HearthError('request.invalid', { detail: `Each frame needs ${names.length} keypoints.` });
    if (!take.devices.some(({ deviceId }) => deviceId === body.deviceId))
      throw new HearthError('request.invalid', { detail: 'No phone of this take has that id.' });
    await recordKeypoints(this.database, {
      takeId: take.id,
      deviceId: body.deviceId,
      names,
      frames: body.frames,
    });
    return { stored: body.frames.length };
  }

  @Handle(getKeypoints)
  async storedKeypoints(
    @Input() { params, query }: InputOf<typeof getKeypoints>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof getKeypoints>> {
    const take = await getOwnTake(this.database, params.id, caller);
    const names = (await findKeypointNames(this.database, take.id)) ?? [...COCO_KEYPOINTS];
    const found = await listKeypoints(this.database, take.id, query.deviceId);
    const frames = [...found].map(([frame, keypoints]) => ({
      frame,
      keypoints: keypoints.map(([x, y, score]) => [x, y, score] as [number, number, number]),
    }));
    return { names, frames };
  }

  @Handle(getPoses)
  async poses(
    @Input() { params, query }: InputOf<typeof getPoses>,
    @CalledBy() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OutputOf<typeof getPoses> | string> {
    const take = await getOwnTake(this.database, params.id, caller);
    const manifest = await findManifest(this.database, take.id);
    if (!manifest) throw new HearthError('capture.take-not-ready');
    const cameras = await this.getCameras(take.id);
    const ids = manifest.devices.map(({ id }) => id);
    const body = placeBody({
      names: (await findKeypointNames(this.database, take.id)) ?? COCO_KEYPOINTS,
      groups: manifest.groups,
      cameras: manifest.devices.map((device) =>
        cameraOf(
          cameras.find(({ deviceId }) => deviceId === device.id),
          device,
        ),
      ),
      keypoints: await Promise.all(ids.map((id) => listKeypoints(this.database, take.id, id))),
      times: manifest.devices.map(({ times }) => times),
    });
    if (query.format === 'json') return body as OutputOf<typeof getPoses>;
    const type = query.format === 'csv' ? 'text/csv' : 'text/tab-separated-values';
    reply.header('content-type', `${type}; charset=utf-8`);
    reply.header('content-disposition', `attachment; filename="poses.${query.format}"`);
    return query.format === 'csv' ? toCsv(body) : toTrc(body, 'poses.trc');
  }

  private async camerasFrom(body: Calibration, caller: Caller): Promise<CameraModel[]> {
    if ('cameras' in body) return body.cameras;
    if ('fromTakeId' in body) {
      const other = await getOwnTake(this.database, body.fromTakeId, caller);
      return this.getCameras(other.id);
    }
    try {
      return calibrate(body.views.map(({ deviceId, ...view }) => ({ ...view, camera: deviceId }))).map(
        modelOf,
      );
    } catch (error) {
      if (!(error instanceof CalibrationFailed)) throw error;
      throw new HearthError('capture.calibration-failed', { detail: error.message });
    }
  }

  private async getCameras(takeId: string): Promise<CameraModel[]> {
    const cameras = await findCameras(this.database, takeId);
    if (!cameras) throw new HearthError('capture.not-calibrated');
    return cameras;
  }
}
