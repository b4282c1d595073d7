import { useEffect, useState } from 'react';

const now = () => performance.timeOrigin + performance.now();

/** Seconds to a moment of this phone's clock, and since; a short sound for each of the last, which other phones show, too. */
export function useCountdown(atMs: number | undefined): {
  readonly leftSec: number;
  readonly sinceSec: number;
} {
  const [time, setTime] = useState({ leftSec: 0, sinceSec: 0 });
  useEffect(() => {
    if (atMs === undefined) return setTime({ leftSec: 0, sinceSec: 0 });
    let last = Infinity;
    const tick = () => {
      const leftSec = Math.max(0, Math.ceil((atMs - now()) / 1000));
      // A phone that comes back in the midst of a take is silent.
      if (leftSec < last && now() < atMs + 500) beep(leftSec === 0 ? 1320 : 880);
      last = leftSec;
      setTime({ leftSec, sinceSec: Math.max(0, (now() - atMs) / 1000) });
    };
    tick();
    const timer = setInterval(tick, 100);
    return () => clearInterval(timer);
  }, [atMs]);
  return time;
}

let context: AudioContext | undefined;

/** Silent where the browser allows no sound yet. */
function beep(hertz: number): void {
  try {
    context ??= new AudioContext();
    // Safari lets it sound once the microphone or a finger has been there.
    if (context.state === 'suspended') void context.resume();
    const tone = context.createOscillator();
    const volume = context.createGain();
    volume.gain.value = 0.15;
    tone.frequency.value = hertz;
    tone.connect(volume).connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + 0.12);
  } catch {
    // No sound is no harm.
  }
}
