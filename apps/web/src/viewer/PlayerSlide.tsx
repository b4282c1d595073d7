import type { FileSummary } from '@hearth/contracts';
import { lazy, Suspense } from 'react';
import { PlateSlide } from '../files/PlateSlide.tsx';
import styles from './PlayerSlide.module.css';
import { previewAddressOf } from '../files/preview-address.ts';

const Player = lazy(() => import('./Player.tsx'));

interface PlayerSlideProps {
  readonly file: FileSummary;
  readonly isCurrent: boolean;
}

/** A player for the slide one looks at; its neighbours show a still and load nothing. */
export function PlayerSlide({ file, isCurrent }: PlayerSlideProps) {
  const still =
    file.previewUrl === null ? (
      <PlateSlide file={file} />
    ) : (
      <img className={styles.still} src={previewAddressOf(file)} alt="" draggable={false} />
    );
  if (!isCurrent) return still;
  return (
    <Suspense fallback={still}>
      <Player key={file.id} file={file} />
    </Suspense>
  );
}
