import { useState } from 'react';
import type { SlideImage } from 'yet-another-react-lightbox';
import { reasonOf } from '../library/reason-of.ts';
import { LiveFilm } from './LiveFilm.tsx';
import styles from './PictureSlide.module.css';
import { previewAddressOf } from './slide-of.ts';

interface PictureSlideProps {
  readonly slide: SlideImage;
  readonly isCurrent: boolean;
  /** 1 where the whole picture is in sight. */
  readonly zoom: number;
}

/** The preview; the picture itself over it as soon as somebody looks closer, or at once where it may move. */
export function PictureSlide({ slide, isCurrent, zoom }: PictureSlideProps) {
  const [failedSrc, setFailedSrc] = useState<string>();
  const [isWanted, setWanted] = useState(false);
  const [isSharp, setSharp] = useState(false);
  if (isCurrent && !isWanted && (zoom > 1 || slide.mayMove)) setWanted(true);
  const { width, height, file, original } = slide;
  const ratio = width && height ? width / height : undefined;
  const src = slide.src === failedSrc && file ? previewAddressOf(file) : slide.src;
  return (
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
      <img
        className={`yarl__slide_image ${styles.layer}`}
        data-sized={ratio !== undefined}
        src={src}
        alt={slide.alt ?? ''}
        draggable={false}
        decoding="async"
        onError={() => setFailedSrc(slide.src)}
      />
      {isWanted && original !== undefined && (
        <img
          className={styles.original}
          data-original
          data-ready={isSharp}
          src={original}
          alt=""
          draggable={false}
          decoding="async"
          onLoad={() => setSharp(true)}
        />
      )}
      {file?.reason !== undefined && <p className={styles.flaw}>{reasonOf(file)}</p>}
      {file && isCurrent && <LiveFilm file={file} />}
    </div>
  );
}
