import { hlsPlaylist, streamFile, urlOf, type FileSummary, type Rendition } from '@hearth/contracts';
import { use, useEffect, useState, type RefObject } from 'react';
import { hasSmallerCopy } from '../saving/decide-saving.ts';
import { useIsSaving } from '../saving/use-saving.ts';
import { browserClient } from './browser-client.ts';
import { chooseRendition } from './choose-rendition.ts';
import { playHls } from './play-hls.ts';
import { PlaysKeptContext, usePlayable } from './use-playable.ts';

interface Source {
  /** Undefined until it is known which. */
  readonly rendition: Rendition | undefined;
  /** The address of the original's bytes. */
  readonly original: string;
  /** Goes on at this second with what every browser plays. Returns false where there is no such thing, or it failed. */
  fallBack(atSec: number): boolean;
  /** Set where the smaller form is played of what this browser plays as it is: goes on with the original. */
  readonly takeOriginal: (() => void) | undefined;
}

/** Lets the element play the original where the browser can, else what the hub makes of it. */
export function useSource(
  media: RefObject<HTMLVideoElement | null>,
  file: FileSummary,
  playbackId: string,
  onFailure: () => void,
): Source {
  const { data: detail, isError } = usePlayable(file.id);
  const [fallenBackAtSec, setFallenBack] = useState<number>();
  const [client] = useState(() => browserClient(document.createElement('video')));
  const isKept = use(PlaysKeptContext);
  const isLineSlow = useIsSaving();
  // Settled when the film is opened: one that runs does not change its form with the line.
  const [isSaving, setSaving] = useState(!isKept && isLineSlow && hasSmallerCopy(file));
  const choose = (saves: boolean) => (detail ? chooseRendition(detail, client, saves) : undefined);
  const chosen = choose(isSaving) ?? (isError ? 'original' : undefined);
  const rendition = fallenBackAtSec === undefined ? chosen : 'hls';
  useEffect(() => {
    const element = media.current;
    if (rendition !== 'hls' || !element) return undefined;
    const address = urlOf(hlsPlaylist, { params: { id: file.id } });
    // Of the original it was asked to play when that turned out not to.
    const isPlaying = fallenBackAtSec !== undefined;
    return playHls(element, { address, startSec: fallenBackAtSec ?? 0, isPlaying, onFailure });
    // Not again for a new `onFailure`: that is no new film.
  }, [rendition, media, file.id, fallenBackAtSec]);
  useEffect(() => {
    const element = media.current;
    // Played before it was known what to play: it is not paused since, and with its source alone fetches nothing.
    if (rendition === 'original' && element && !element.paused) void element.play().catch(() => undefined);
  }, [rendition, media]);
  return {
    rendition,
    original: urlOf(streamFile, { params: { id: file.id }, query: { playback: playbackId } }),
    fallBack(atSec) {
      if (rendition !== 'original' || !detail?.renditions.includes('hls')) return false;
      setFallenBack(atSec);
      return true;
    },
    takeOriginal:
      rendition === 'hls' && choose(false) === 'original' && fallenBackAtSec === undefined
        ? () => {
            goOnWith(media.current);
            setSaving(false);
          }
        : undefined,
  };
}

/** Once another source is there it goes on at the same second, and plays if it played. */
function goOnWith(element: HTMLVideoElement | null): void {
  if (!element) return;
  const { currentTime, paused } = element;
  const goOn = () => {
    element.currentTime = currentTime;
    if (!paused) void element.play().catch(() => undefined); // A browser may want a tap first; the player shows its button.
  };
  // Nothing is fetched before it is played, so there may be no metadata to wait for.
  element.addEventListener('loadstart', goOn, { once: true });
}
