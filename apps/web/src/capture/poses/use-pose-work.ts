import { calibrateTake, postKeypoints, type Take, type TakeManifest } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { request } from '../../session/request.ts';
import { boardPoints, BOARD } from './board.ts';
import type { Keypoint } from './detect-body.ts';
import { walkFrames } from './walk-frames.ts';

const KEYPOINT_BATCH = 200;
/** Boards are held for longer than a frame; more views than these make it no better. */
const MOST_VIEWS = 40;

/** What takes a while in this browser: finding the board, or the body, in all frames of a take. */
export function usePoseWork(take: Take, manifest: TakeManifest) {
  const queries = useQueryClient();
  const [progress, setProgress] = useState<number>();
  const stopper = useRef<AbortController>(undefined);
  const walk = async (every: number, visit: Parameters<typeof walkFrames>[0]['visit']) => {
    const controller = new AbortController();
    stopper.current = controller;
    setProgress(0);
    try {
      await walkFrames({ take, manifest, every, signal: controller.signal, visit, onProgress: setProgress });
    } finally {
      setProgress(undefined);
    }
  };
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['capture', 'take', take.id] });
  const calibrate = useMutation({
    mutationFn: async () => {
      const { AR } = await import('js-aruco2');
      const detector = new AR.Detector({ dictionaryName: BOARD.dictionary });
      const views: {
        deviceId: string;
        group: number;
        width: number;
        height: number;
        points: NonNullable<ReturnType<typeof boardPoints>>;
      }[] = [];
      await walk(Math.max(1, Math.floor(manifest.groups.length / MOST_VIEWS)), ({ device, group, film }) => {
        const { videoWidth: width, videoHeight: height } = film;
        const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
        context?.drawImage(film, 0, 0);
        const image = context?.getImageData(0, 0, width, height);
        const points = image && boardPoints(detector.detect(image));
        if (points)
          views.push({ deviceId: manifest.devices[device]?.id ?? '', group, width, height, points });
      });
      if (views.length < 3)
        throw new Error('The board was hardly seen. Film it nearer, and hold it still now and then.');
      return request(calibrateTake, { params: { id: take.id }, body: { views } });
    },
    onSuccess,
  });
  const detect = useMutation({
    mutationFn: async () => {
      const { BodyDetector } = await import('./detect-body.ts');
      const detector = await BodyDetector.load();
      let batch: { frame: number; keypoints: Keypoint[] }[] = [];
      let current = 0;
      const send = async () => {
        if (batch.length === 0) return;
        await request(postKeypoints, {
          params: { id: take.id },
          body: { deviceId: manifest.devices[current]?.id ?? '', frames: batch },
        });
        batch = [];
      };
      await walk(1, async ({ device, frame, film }) => {
        if (device !== current || batch.length >= KEYPOINT_BATCH) await send();
        current = device;
        batch.push({ frame, keypoints: await detector.detect(film, film.videoWidth, film.videoHeight) });
      });
      await send();
    },
    onSuccess,
  });
  return { progress, calibrate, detect, stop: () => stopper.current?.abort() };
}
