import { streamFile, urlOf, hlsPlaylist, type FileDetail, type FileSummary } from '@hearth/contracts';
import { Aperture } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useIsGuest } from '../session/use-session.ts';
import styles from './LiveFilm.module.css';
import { playHls } from './play-hls.ts';
import { useFile } from './use-file.ts';

/** So long a finger rests before the picture moves. */
const PRESS_MS = 250;

/** Where a film is: at `original`, and as every browser plays it at `playlist`, where the hub makes that. */
interface Moment {
  readonly original: string;
  readonly playlist?: string;
}

/** The film of a Live or Motion Photo: it plays while the picture is pressed, or once by its button. */
export function LiveFilm({ file }: { readonly file: FileSummary }) {
  const isGuest = useIsGuest();
  const { data } = useFile(file.id, !isGuest);
  const moment = file.kind === 'image' && data ? momentOf(data) : undefined;
  return moment ? <Film key={file.id} moment={moment} /> : null;
}

/** Beside the picture, or within its file. */
function momentOf({ livePhotoOf, motionUrl }: FileDetail): Moment | undefined {
  if (livePhotoOf === null) return motionUrl === null ? undefined : { original: motionUrl };
  const params = { id: livePhotoOf };
  return { original: urlOf(streamFile, { params, query: {} }), playlist: urlOf(hlsPlaylist, { params }) };
}

function Film({ moment: { original, playlist } }: { readonly moment: Moment }) {
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
    const end =
      isByHls && playlist !== undefined
        ? playHls(element, { address: playlist, startSec: 0, onFailure: () => setMoving(false) })
        : undefined;
    void element.play().catch(() => undefined); // Ended before it began.
    return end;
  }, [isMoving, isByHls, playlist]);
  return (
    <div ref={surface} className={styles.live}>
      {isMoving && (
        <video
          ref={video}
          className={styles.film}
          data-live
          src={isByHls ? undefined : original}
          muted
          playsInline
          onEnded={() => setMoving(false)}
          onError={() => (isByHls || playlist === undefined ? setMoving(false) : setByHls(true))}
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
