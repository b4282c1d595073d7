import { hlsPlaylist, streamFile, urlOf, type FileSummary, type Rendition } from '@hearth/contracts';
import { useEffect, useState, type RefObject } from 'react';
import { browserClient } from './browser-client.ts';
import { chooseRendition } from './choose-rendition.ts';
import { playHls } from './play-hls.ts';
import { usePlayable } from './use-playable.ts';

interface Source {
  /** Undefined until it is known which. */
  readonly rendition: Rendition | undefined;
  /** The address of the original's bytes. */
  readonly original: string;
  /** Goes on at this second with what every browser plays. Returns false where there is no such thing, or it failed. */
  fallBack(atSec: number): boolean;
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
  const chosen = detail ? chooseRendition(detail, client) : isError ? 'original' : undefined;
  const rendition = fallenBackAtSec === undefined ? chosen : 'hls';
  useEffect(() => {
    const element = media.current;
    if (rendition !== 'hls' || !element) return undefined;
    const address = urlOf(hlsPlaylist, { params: { id: file.id } });
    return playHls(element, { address, startSec: fallenBackAtSec ?? 0, onFailure });
    // Not again for a new `onFailure`: that is no new film.
  }, [rendition, media, file.id, fallenBackAtSec]);
  return {
    rendition,
    original: urlOf(streamFile, { params: { id: file.id }, query: { playback: playbackId } }),
    fallBack(atSec) {
      if (rendition !== 'original' || !detail?.renditions.includes('hls')) return false;
      setFallenBack(atSec);
      return true;
    },
  };
}
