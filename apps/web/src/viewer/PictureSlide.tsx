import { isOnItsSide, type Orientation } from '@hearth/contracts';
import { useState, type CSSProperties } from 'react';
import type { SlideImage } from 'yet-another-react-lightbox';
import { reasonOf } from '../files/reason-of.ts';
import { LiveFilm } from './LiveFilm.tsx';
import { OriginalPicture } from './OriginalPicture.tsx';
import styles from './PictureSlide.module.css';
import { Panorama } from './Panorama.tsx';
import { PlateSlide } from '../files/PlateSlide.tsx';
import { previewAddressOf } from '../files/preview-address.ts';
import { useOriginalOf } from './smaller-copies.ts';
import { useDrawn } from './use-drawn.ts';

interface PictureSlideProps {
  readonly slide: SlideImage;
  readonly isCurrent: boolean;
  /** 1 where the whole picture is in sight. */
  readonly zoom: number;
}

/** Words over it would leave nothing to see. */
const SMALL_PX = 160;

const NOT_DRAWN = 'This browser can’t draw this picture. Download it and look at it in another app.';

/** The preview; the picture itself over it as soon as somebody looks closer, or at once where it may move. */
export function PictureSlide({ slide, isCurrent, zoom }: PictureSlideProps) {
  const [isWanted, setWanted] = useState(false);
  const { width, height, file, original } = slide;
  const { isHeld, isAsked } = useOriginalOf(file);
  if (isCurrent && !isWanted && !isHeld && (zoom > 1 || slide.mayMove || isAsked)) setWanted(true);
  const ratio = width && height ? width / height : undefined;
  const turn = turnOf(file?.turn);
  // A signed address may have run out; the API makes a new one.
  const { src, note, onError } = useDrawn(
    [slide.src, file && previewAddressOf(file)],
    file?.reason === undefined ? NOT_DRAWN : reasonOf(file),
  );
  if (note !== undefined && file) return <PlateSlide file={file} note={note} />;
  return (
    <>
      <div
        className={styles.picture}
        style={
          ratio === undefined
            ? undefined
            : {
                aspectRatio: ratio,
                width: `min(100cqw, 100cqh * ${ratio}${width ? `, ${width}px` : ''})`,
              }
        }
      >
        {src !== undefined && (
          <img
            className={`yarl__slide_image ${styles.layer}`}
            data-sized={ratio !== undefined}
            src={src}
            alt={slide.alt ?? ''}
            draggable={false}
            decoding="async"
            onError={onError}
          />
        )}
        {isWanted && original !== undefined && (
          <OriginalPicture
            src={original}
            isMade={slide.isMade ?? false}
            isCurrent={isCurrent}
            style={
              turn && {
                ...turn,
                ...(ratio !== undefined && isOnItsSide(file?.turn ?? 1) && lyingSides(ratio)),
              }
            }
          />
        )}
        {file?.reason !== undefined && (
          <p className={styles.flaw} data-below={height !== undefined && height < SMALL_PX}>
            {reasonOf(file)}
          </p>
        )}
        {file && isCurrent && <LiveFilm file={file} />}
      </div>
      {isCurrent && file && src !== undefined && ratio !== undefined && (
        <Panorama
          key={file.id}
          file={file}
          preview={src}
          original={turn === undefined && !isHeld ? original : undefined}
          ratio={ratio}
        />
      )}
    </>
  );
}

/** The original lies as its file says; over a picture that somebody turned it is turned by the browser. */
function turnOf(turn: Orientation | undefined): CSSProperties | undefined {
  if (turn === undefined) return undefined;
  const isMirrored = [2, 4, 5, 7].includes(turn);
  const degrees = { 1: 0, 2: 0, 3: 180, 4: 180, 5: 270, 6: 90, 7: 90, 8: 270 }[turn];
  return { inset: 'auto', transform: `rotate(${degrees}deg)${isMirrored ? ' scaleX(-1)' : ''}` };
}

/** Before it is turned, its width is the height of the frame. */
function lyingSides(ratio: number): CSSProperties {
  return {
    width: `calc(100% / ${ratio})`,
    height: `calc(100% * ${ratio})`,
    maxWidth: 'none',
    maxHeight: 'none',
  };
}
