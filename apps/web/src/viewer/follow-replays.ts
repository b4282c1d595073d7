import { stretchesOf } from './played-seconds.ts';
import { ReplayLog } from './replays.ts';

/** A player tells where it is four times a second; between that it is reckoned, though never further than this. */
const LONGEST_GUESS_SEC = 0.5;

/** Keeps the log of what a player plays again. `stop` lets go of the player. */
export function followReplays(element: HTMLMediaElement): { log: ReplayLog; stop: () => void } {
  const log = new ReplayLog(element.currentTime, () => crypto.randomUUID());
  let seenAt: { sec: number; ms: number } | undefined;

  const stand = () => {
    seenAt = undefined;
    if (!element.seeking) log.reach(element.currentTime);
  };
  const move = () => {
    if (element.seeking || element.paused) return;
    log.reach(element.currentTime);
    seenAt = { sec: element.currentTime, ms: performance.now() };
  };
  const jump = () => {
    // The player already says where it goes to, no longer where it was.
    const passedSec = seenAt ? ((performance.now() - seenAt.ms) / 1_000) * element.playbackRate : 0;
    const leftAtSec = seenAt ? seenAt.sec + Math.min(Math.max(0, passedSec), LONGEST_GUESS_SEC) : 0;
    seenAt = undefined;
    log.jump(leftAtSec, element.currentTime, stretchesOf(element.played));
  };
  const handlers = [
    ...(['timeupdate', 'playing'] as const).map((type) => [type, move] as const),
    ...(['pause', 'waiting', 'ended'] as const).map((type) => [type, stand] as const),
    ['seeking', jump] as const,
  ];
  for (const [type, handler] of handlers) element.addEventListener(type, handler);
  return {
    log,
    stop: () => {
      for (const [type, handler] of handlers) element.removeEventListener(type, handler);
    },
  };
}
