import { use, useEffect, useRef, useState, type CSSProperties } from 'react';
import { awaitRecovery } from './await-recovery.ts';
import styles from './PictureSlide.module.css';
import { StageNoteContext } from './stage-note.ts';

interface OriginalPictureProps {
  readonly src: string;
  /** The hub makes it, for who waits. */
  readonly isMade: boolean;
  readonly isCurrent: boolean;
  readonly style: CSSProperties | undefined;
}

const IS_BEING_MADE = 'Getting the full size…';

/** The picture itself, over its preview once it is there. Waits for a box that sleeps; what fails otherwise leaves the preview. */
export function OriginalPicture({ src, isMade, isCurrent, style }: OriginalPictureProps) {
  const [isReady, setReady] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [waking, setWaking] = useState<string>();
  const [flaw, setFlaw] = useState<string>();
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  const tell = use(StageNoteContext);
  const wait = flaw ?? waking ?? (isMade ? IS_BEING_MADE : undefined);
  const note = isCurrent && !isReady ? wait : undefined;
  useEffect(() => {
    if (note === undefined) return undefined;
    tell(note);
    return () => tell(undefined);
  }, [note, tell]);
  const recover = async () => {
    const recovery = await awaitRecovery(src, attempt > 0, {
      onWaking: setWaking,
      isLeft: () => isGone.current,
    });
    if (recovery?.mode === 'load-again') setAttempt(attempt + 1);
    else if (recovery && isMade) setFlaw(`No full size: ${recovery.reason}`);
  };
  return (
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
  );
}
