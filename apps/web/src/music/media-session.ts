import { makersOf, nameOf } from './describe-track.ts';
import type { JukeboxState } from './jukebox.ts';

interface Controls {
  readonly toggle: () => void;
  readonly next: () => void;
  readonly previous: () => void;
  readonly seek: (toSec: number) => void;
}

const STEP_SEC = 10;

/** Media keys, headphones and the lock screen (W3C Media Session). */
export function bindMediaKeys({ toggle, next, previous, seek }: Controls): void {
  const session = navigator.mediaSession as MediaSession | undefined;
  if (!session) return;
  const by = (sec: number) => () => seek((lastPositionSec ?? 0) + sec);
  const handlers: [MediaSessionAction, MediaSessionActionHandler][] = [
    ['play', toggle],
    ['pause', toggle],
    ['nexttrack', next],
    ['previoustrack', previous],
    ['seekbackward', by(-STEP_SEC)],
    ['seekforward', by(STEP_SEC)],
    ['seekto', ({ seekTime }) => seek(seekTime ?? 0)],
  ];
  for (const [action, handler] of handlers) {
    try {
      session.setActionHandler(action, handler);
    } catch {
      // This browser does not know the action.
    }
  }
}

let lastId: string | undefined;
let lastPositionSec: number | undefined;

export function tellMediaSession({ current, isPlaying, positionSec, durationSec }: JukeboxState): void {
  const session = navigator.mediaSession as MediaSession | undefined;
  lastPositionSec = positionSec;
  if (!session) return;
  session.playbackState = current ? (isPlaying ? 'playing' : 'paused') : 'none';
  if (current?.id !== lastId) {
    lastId = current?.id;
    session.metadata = current
      ? new MediaMetadata({
          title: nameOf(current),
          artist: makersOf({ artist: current.artist, album: null }),
          album: makersOf({ artist: null, album: current.album }),
          artwork: current.thumbnailUrl === null ? [] : [{ src: current.thumbnailUrl, sizes: '320x320' }],
        })
      : null;
  }
  const isKnown = durationSec > 0 && positionSec <= durationSec;
  session.setPositionState?.(isKnown ? { duration: durationSec, position: positionSec } : undefined);
}
