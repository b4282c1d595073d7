import { useEffect, type RefObject } from 'react';
import { useStable } from '../design/use-stable.ts';
import { decidePlayerKey, stepRate, type PlayerKey } from './decide-player-key.ts';
import { turnSubtitles } from './subtitle-tracks.ts';

/** What takes keys itself. */
const TAKES_KEYS = 'input, textarea, select, [contenteditable], [role^="menu"], media-time-range';

/** The keys of a film that is looked at, wherever the focus is in the viewer. */
export function usePlayerKeys(media: RefObject<HTMLVideoElement | null>): void {
  const press = useStable((event: KeyboardEvent) => {
    const element = media.current;
    const target = event.target as HTMLElement;
    if (!element || target.closest?.('dialog') !== element.closest('dialog')) return;
    if (target.closest(TAKES_KEYS)) return;
    // A button is pressed by it.
    if (event.key === ' ' && target.closest('button, a, [role="button"]')) return;
    const hasBegun = !element.paused || element.currentTime > 0;
    const isModified = event.ctrlKey || event.metaKey || event.altKey;
    const key = decidePlayerKey({ key: event.key, shiftKey: event.shiftKey, isModified }, hasBegun);
    if (!key) return;
    event.preventDefault();
    event.stopPropagation();
    act(key, element);
  });
  useEffect(() => {
    // Before the viewer, which steps to other files by some of them.
    window.addEventListener('keydown', press, true);
    return () => window.removeEventListener('keydown', press, true);
  }, [press]);
}

function act(key: PlayerKey, media: HTMLVideoElement): void {
  switch (key.does) {
    case 'toggle':
      if (media.paused) void media.play().catch(() => undefined);
      else media.pause();
      return;
    case 'seek-by':
      seek(media, media.currentTime + key.sec);
      return;
    case 'seek-to':
      seek(media, media.duration * key.share);
      return;
    case 'mute':
      media.muted = !media.muted;
      return;
    case 'subtitles':
      turnSubtitles(media.textTracks);
      return;
    case 'slower':
    case 'faster':
      media.playbackRate = stepRate(media.playbackRate, key.does === 'faster' ? 1 : -1);
      return;
    case 'picture-in-picture':
      if (document.pictureInPictureElement) void document.exitPictureInPicture();
      else void media.requestPictureInPicture?.().catch(() => undefined);
  }
}

function seek(media: HTMLMediaElement, toSec: number): void {
  if (!Number.isFinite(media.duration)) return;
  media.currentTime = Math.min(media.duration, Math.max(0, toSec));
}
