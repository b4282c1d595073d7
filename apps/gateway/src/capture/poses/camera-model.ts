import type { CameraModel } from '@hearth/contracts';
import type { CalibratedCamera } from './calibrate.js';
import type { Camera } from './camera.js';

type Nine = CameraModel['K'];

/** As the contracts say: the lens as the matrix K. */
export function modelOf({
  id,
  width,
  height,
  lens,
  R,
  t,
  reprojectionErrorPx,
}: CalibratedCamera): CameraModel {
  const { fx, fy, cx, cy, k1, k2 } = lens;
  return {
    ...{ deviceId: id, width, height, K: [fx, 0, cx, 0, fy, cy, 0, 0, 1], distortion: [k1, k2] },
    ...{ R: [...R] as Nine, t: [...t] as CameraModel['t'], reprojectionErrorPx },
  };
}

export function cameraOf(model: CameraModel | undefined): Camera | undefined {
  if (!model) return undefined;
  const [fx, , cx, , fy, cy] = model.K;
  const [k1, k2] = model.distortion;
  return { lens: { fx, fy, cx, cy, k1, k2 }, R: model.R, t: model.t };
}
