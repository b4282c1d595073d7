import { useState, type ReactNode } from 'react';
import type { Slide } from 'yet-another-react-lightbox';
import { Hero } from './Hero.tsx';
import styles from './SlideFrame.module.css';

interface SlideFrameProps {
  readonly slide: Slide;
  readonly children?: ReactNode;
}

/** Shows the small picture, stretched, until the large one is there. */
export function SlideFrame({ slide, children }: SlideFrameProps) {
  const [isLoaded, setLoaded] = useState(false);
  const isPicture = slide.type === undefined || slide.type === 'image';
  return (
    <div className={styles.frame} onLoadCapture={({ target }) => setLoaded(isLoaded || isSlideImage(target))}>
      {isPicture && !isLoaded && slide.file && <Hero file={slide.file} />}
      {children}
    </div>
  );
}

function isSlideImage(target: EventTarget): boolean {
  return target instanceof HTMLImageElement && target.dataset.hero === undefined;
}
