import { useEffect, useRef, useState, type CSSProperties } from 'react';
import { awaitRecovery } from './await-recovery.ts';
import styles from './PictureSlide.module.css';

interface OriginalPictureProps {
  readonly src: string;
  readonly style: CSSProperties | undefined;
}

/** The picture itself, over its preview once it is there. Waits for a box that sleeps; what fails otherwise leaves the preview. */
export function OriginalPicture({ src, style }: OriginalPictureProps) {
  const [isReady, setReady] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [waking, setWaking] = useState<string>();
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  const recover = async () => {
    const recovery = await awaitRecovery(src, attempt > 0, {
      onWaking: setWaking,
      isLeft: () => isGone.current,
    });
    if (recovery?.mode === 'load-again') setAttempt(attempt + 1);
  };
  return (
    <>
      <img
        key={attempt}
        className={styles.original}
        style={style}
        data-original
        data-ready={isReady}
        src={src}
        alt=""
        draggable={false}
        decoding="async"
        onLoad={() => setReady(true)}
        onError={() => void recover()}
      />
      {waking !== undefined && (
        <p className={styles.flaw} role="status">
          {waking}
        </p>
      )}
    </>
  );
}
