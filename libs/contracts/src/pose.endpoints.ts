import { z } from 'zod';
import { captureDeviceId } from './capture-session.js';
import { defineEndpoint } from './endpoint.js';
import { takeId } from './ids.js';

const takeParams = z.object({ id: takeId });
const UNKNOWN = ['request.invalid', 'capture.take-not-found', 'capture.take-not-ready'] as const;

/** The seventeen points of COCO, in its order. */
export const COCO_KEYPOINTS = [
  ...['nose', 'left_eye', 'right_eye', 'left_ear', 'right_ear'],
  ...['left_shoulder', 'right_shoulder', 'left_elbow', 'right_elbow', 'left_wrist', 'right_wrist'],
  ...['left_hip', 'right_hip', 'left_knee', 'right_knee', 'left_ankle', 'right_ankle'],
] as const;

const finite = z.number().min(-1e6).max(1e6);
const matrix3 = z.tuple([finite, finite, finite, finite, finite, finite, finite, finite, finite]);
const vector3 = z.tuple([finite, finite, finite]);

/**
 * A pinhole camera, pixels and metres: `K` and `R` row by row, a point of the world X is seen at K·(R·X + t), bent by the two
 * radial coefficients of `distortion` (OpenCV's k1 and k2).
 */
export const cameraModel = z.object({
  deviceId: captureDeviceId,
  width: z.int().min(16).max(10_000),
  height: z.int().min(16).max(10_000),
  K: matrix3,
  distortion: z.tuple([finite, finite]).default([0, 0]),
  R: matrix3,
  t: vector3,
  reprojectionErrorPx: z.number().min(0).max(1e6).optional(),
});
export type CameraModel = z.infer<typeof cameraModel>;

/** One look at the board: a point in the picture (pixels) for each of the board (metres). */
const boardView = z.object({
  deviceId: captureDeviceId,
  /** Views of one moment have the same number. */
  group: z.int().min(0).max(1e9),
  width: z.int().min(16).max(10_000),
  height: z.int().min(16).max(10_000),
  points: z
    .array(z.object({ board: z.tuple([finite, finite]), image: z.tuple([finite, finite]) }))
    .min(6)
    .max(200),
});
export type BoardView = z.infer<typeof boardView>;

export const calibrateTake = defineEndpoint({
  name: 'calibrateTake',
  service: 'gateway',
  method: 'POST',
  path: '/api/capture/takes/:id/calibration',
  access: 'editor',
  maxBodyBytes: 1024 ** 2,
  summary:
    'Calibrates the cameras of a take: from views of a flat board (Zhang, then bundle adjustment), with cameras that are known, or with those of another take.',
  params: takeParams,
  body: z.union([
    z.object({ views: z.array(boardView).min(3).max(400) }),
    z.object({ cameras: z.array(cameraModel).min(1).max(4) }),
    z.object({ fromTakeId: takeId }),
  ]),
  response: z.object({ cameras: z.array(cameraModel) }),
  problems: [...UNKNOWN, 'capture.calibration-failed', 'capture.not-calibrated'],
});

const keypoint = z.tuple([finite, finite, z.number().min(0).max(1)]);

export const postKeypoints = defineEndpoint({
  name: 'postKeypoints',
  service: 'gateway',
  method: 'POST',
  path: '/api/capture/takes/:id/keypoints',
  access: 'editor',
  maxBodyBytes: 1024 ** 2,
  summary:
    'Body keypoints of one phone’s frames, in pixels with a score of 0 to 1. `names` says which, COCO’s seventeen if it is left out. What was there of the same frames is replaced.',
  params: takeParams,
  body: z.object({
    deviceId: captureDeviceId,
    names: z
      .array(z.string().regex(/^[\w .-]{1,40}$/))
      .min(1)
      .max(64)
      .optional(),
    frames: z
      .array(z.object({ frame: z.int().min(0).max(1e7), keypoints: z.array(keypoint).min(1).max(64) }))
      .min(1)
      .max(1_000),
  }),
  response: z.object({ stored: z.int() }),
  problems: UNKNOWN,
});

const point3 = z.tuple([z.number(), z.number(), z.number()]);

export const getPoses = defineEndpoint({
  name: 'getPoses',
  service: 'gateway',
  method: 'GET',
  path: '/api/capture/takes/:id/poses',
  access: 'editor',
  summary:
    'The body in space over time, metres and ms after the take’s epoch, with joint angles in degrees. `format`: json, csv or trc (OpenSim’s).',
  params: takeParams,
  query: z.object({ format: z.enum(['json', 'csv', 'trc']).default('json') }),
  response: z.object({
    names: z.array(z.string()),
    framesPerSec: z.number(),
    frames: z.array(
      z.object({
        timeMs: z.number(),
        points: z.array(point3.nullable()),
        /** 0 to 1: the scores of those cameras that agreed. */
        confidence: z.array(z.number()),
        angles: z.record(z.string(), z.number().nullable()),
      }),
    ),
    medianErrorPx: z.number().nullable(),
  }),
  problems: [...UNKNOWN, 'capture.not-calibrated'],
});

export const getCalibration = defineEndpoint({
  name: 'getCalibration',
  service: 'gateway',
  method: 'GET',
  path: '/api/capture/takes/:id/calibration',
  access: 'editor',
  summary: 'The cameras of a take, as they were calibrated.',
  params: takeParams,
  response: z.object({ cameras: z.array(cameraModel) }),
  problems: [...UNKNOWN, 'capture.not-calibrated'],
});

/** What was posted for one phone; the screen draws it over the film. */
export const getKeypoints = defineEndpoint({
  name: 'getKeypoints',
  service: 'gateway',
  method: 'GET',
  path: '/api/capture/takes/:id/keypoints',
  access: 'editor',
  summary: 'The keypoints of one phone’s frames.',
  params: takeParams,
  query: z.object({ deviceId: captureDeviceId }),
  response: z.object({
    names: z.array(z.string()),
    frames: z.array(z.object({ frame: z.int(), keypoints: z.array(keypoint) })),
  }),
  problems: UNKNOWN,
});

export const poseEndpoints = { calibrateTake, getCalibration, postKeypoints, getKeypoints, getPoses };
