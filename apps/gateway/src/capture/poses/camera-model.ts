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

interface PictureSize {
  readonly w: number | null;
  readonly h: number | null;
}

/** Two sizes of one shape differ by no more than this; beyond it the picture was cropped or turned. */
const SAME_SHAPE = 0.02;

/**
 * The camera for films of a size: one that was calibrated at 1280×720 sees the same at 640×360, in half as many pixels.
 * Undefined where the shape is another.
 */
export function cameraOf(model: CameraModel | undefined, { w, h }: PictureSize): Camera | undefined {
  if (!model) return undefined;
  const [across, down] = [(w ?? model.width) / model.width, (h ?? model.height) / model.height];
  if (Math.abs(across / down - 1) > SAME_SHAPE) return undefined;
  const [fx, , cx, , fy, cy] = model.K;
  const [k1, k2] = model.distortion;
  const lens = { fx: fx * across, fy: fy * down, cx: cx * across, cy: cy * down, k1, k2 };
  return { lens, R: model.R, t: model.t };
}
