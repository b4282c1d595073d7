import { streamFile, urlOf, hlsPlaylist, type FileSummary } from '@hearth/contracts';
import { Aperture } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useIsGuest } from '../session/use-session.ts';
import styles from './LiveFilm.module.css';
import { playHls } from './play-hls.ts';
import { useFile } from './use-file.ts';

/** So long a finger rests before the picture moves. */
const PRESS_MS = 250;

/** The film of a Live Photo: it plays while the picture is pressed, or once by its button. */
export function LiveFilm({ file }: { readonly file: FileSummary }) {
  const isGuest = useIsGuest();
  const { data } = useFile(file.id, !isGuest);
  const filmId = file.kind === 'image' ? data?.livePhotoOf : undefined;
  return filmId ? <Film key={filmId} filmId={filmId} /> : null;
}

function Film({ filmId }: { readonly filmId: string }) {
  const surface = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [isMoving, setMoving] = useState(false);
  const [isByHls, setByHls] = useState(false);
  useEffect(() => {
    const picture = surface.current?.parentElement;
    if (!picture) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isPressed = false;
    const press = () => {
      timer = setTimeout(() => {
        isPressed = true;
        setMoving(true);
      }, PRESS_MS);
    };
    const release = () => {
      clearTimeout(timer);
      if (isPressed) setMoving(false);
      isPressed = false;
    };
    picture.addEventListener('pointerdown', press);
    for (const type of ['pointerup', 'pointercancel', 'pointerleave'])
      picture.addEventListener(type, release);
    return () => {
      release();
      picture.removeEventListener('pointerdown', press);
      for (const type of ['pointerup', 'pointercancel', 'pointerleave'])
        picture.removeEventListener(type, release);
    };
  }, []);
  useEffect(() => {
    const element = video.current;
    if (!element || !isMoving) return undefined;
    const address = urlOf(hlsPlaylist, { params: { id: filmId } });
    const end = isByHls
      ? playHls(element, { address, startSec: 0, onFailure: () => setMoving(false) })
      : undefined;
    void element.play().catch(() => undefined); // Ended before it began.
    return end;
  }, [isMoving, isByHls, filmId]);
  return (
    <div ref={surface} className={styles.live}>
      {isMoving && (
        <video
          ref={video}
          className={styles.film}
          data-live
          src={isByHls ? undefined : urlOf(streamFile, { params: { id: filmId }, query: {} })}
          muted
          playsInline
          onEnded={() => setMoving(false)}
          onError={() => (isByHls ? setMoving(false) : setByHls(true))}
        />
      )}
      <button
        type="button"
        className={styles.badge}
        aria-pressed={isMoving}
        aria-label="Play Live Photo"
        onPointerDown={(event) => event.stopPropagation()}
        onClick={(event) => {
          event.stopPropagation();
          setMoving(!isMoving);
        }}
      >
        <Aperture size={16} aria-hidden />
        Live
      </button>
    </div>
  );
}
