import type { TakeManifest } from '@hearth/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { filmTimeAt, filmTimeOfFrame, groupAt, sharedSpan } from './synced-films.ts';

/** A film that is further off than this is put right. */
const DRIFT_SEC = 0.04;
const CHECK_EVERY_MS = 200;

export interface Films {
  readonly timeMs: number;
  readonly isPlaying: boolean;
  readonly span: readonly [number, number];
  /** The index of the moment that is shown. */
  readonly group: number;
  register(device: number): (film: HTMLVideoElement | null) => void;
  toggle(): void;
  seek(timeMs: number): void;
  step(by: number): void;
}

/** Several films on one clock: the browser's. Each is held to it. */
export function useFilms(manifest: TakeManifest): Films {
  const span = sharedSpan(manifest);
  const films = useRef(new Map<number, HTMLVideoElement>());
  const [timeMs, setTime] = useState(span[0]);
  const [isPlaying, setPlaying] = useState(false);
  const register = useCallback(
    (device: number) => (film: HTMLVideoElement | null) => {
      if (film) films.current.set(device, film);
      else films.current.delete(device);
    },
    [],
  );
  const put = useCallback(
    (atMs: number) =>
      films.current.forEach(
        (film, device) => (film.currentTime = Math.max(0, filmTimeAt(manifest, device, atMs))),
      ),
    [manifest],
  );
  const seek = useCallback(
    (atMs: number) => {
      const at = Math.min(span[1], Math.max(span[0], atMs));
      setTime(at);
      put(at);
    },
    [span, put],
  );
  const step = (by: number) => {
    setPlaying(false);
    const group = Math.min(manifest.groups.length - 1, Math.max(0, groupAt(manifest, timeMs) + by));
    setTime(manifest.groups[group]?.[0] ?? 0);
    films.current.forEach((film, device) => {
      const at = filmTimeOfFrame(manifest, device, group);
      if (at !== undefined) film.currentTime = at;
    });
  };
  const from = useRef(timeMs);
  from.current = timeMs;
  useEffect(() => {
    const all = films.current;
    if (!isPlaying) {
      all.forEach((film) => film.pause());
      return undefined;
    }
    const startMs =
      from.current >= (manifest.groups.at(-1)?.[0] ?? 0) - 30 ? (manifest.groups[0]?.[0] ?? 0) : from.current;
    const began = performance.now();
    put(startMs);
    all.forEach((film) => void film.play().catch(() => undefined));
    const timer = setInterval(() => {
      const at = startMs + performance.now() - began;
      const end = manifest.groups.at(-1)?.[0] ?? 0;
      if (at >= end) {
        setTime(end);
        return setPlaying(false);
      }
      setTime(at);
      all.forEach((film, device) => {
        const wanted = filmTimeAt(manifest, device, at);
        if (wanted >= 0 && Math.abs(film.currentTime - wanted) > DRIFT_SEC * 3) film.currentTime = wanted;
        else
          film.playbackRate =
            Math.abs(film.currentTime - wanted) > DRIFT_SEC ? (film.currentTime < wanted ? 1.08 : 0.92) : 1;
      });
    }, CHECK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isPlaying, manifest, put]);
  return {
    timeMs,
    isPlaying,
    span,
    group: groupAt(manifest, timeMs),
    register,
    toggle: () => setPlaying(!isPlaying),
    seek,
    step,
  };
}
