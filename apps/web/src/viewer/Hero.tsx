import type { FileSummary } from '@hearth/contracts';
import { findThumbhashUrl } from '../files/thumbhash-url.ts';
import styles from './Hero.module.css';

/** The picture as it comes from the grid: in the very place where the slide will draw it. */
export function Hero({ file }: { readonly file: FileSummary }) {
  if (file.thumbnailUrl === null) return null;
  const ratio = file.width && file.height ? file.width / file.height : 1;
  return (
    <div className={styles.frame}>
      <img
        className={styles.hero}
        data-hero
        src={file.thumbnailUrl}
        alt=""
        style={{
          aspectRatio: ratio,
          width: `min(100cqw, 100cqh * ${ratio}${file.kind === 'image' && file.width ? `, ${file.width}px` : ''})`,
          backgroundImage: `url(${findThumbhashUrl(file.thumbhash) ?? ''})`,
        }}
      />
    </div>
  );
}
