import { useEffect, useRef, useState } from 'react';
import { addSample, speedOf, type SpeedSample } from './backup-progress.ts';

const SAMPLE_EVERY_MS = 500;

/** Bytes per second while something is sent, from how far it is. */
export function useSpeed(bytesSent: number, isRunning: boolean): number | undefined {
  const latest = useRef(bytesSent);
  latest.current = bytesSent;
  const [samples, setSamples] = useState<SpeedSample[]>([]);
  useEffect(() => {
    if (!isRunning) return undefined;
    setSamples([]);
    const timer = setInterval(
      () => setSamples((before) => addSample(before, { atMs: Date.now(), bytesSent: latest.current })),
      SAMPLE_EVERY_MS,
    );
    return () => clearInterval(timer);
  }, [isRunning]);
  return speedOf(samples);
}
