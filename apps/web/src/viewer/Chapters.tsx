import type { Chapter } from '@hearth/contracts';
import { useEffect, useMemo, useState, type RefObject } from 'react';
import { formatClock } from '../design/format.ts';
import { visibleText } from '../design/visible-text.ts';
import { chaptersAsVtt } from './chapters-as-vtt.ts';
import styles from './Player.module.css';

/** Divides the seek bar: the player reads chapters from a track of the film alone. */
export function ChapterTrack({ chapters }: { readonly chapters: readonly Chapter[] }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([chaptersAsVtt(chapters)], { type: 'text/vtt' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [chapters]);
  return address === undefined ? null : <track kind="chapters" default src={address} />;
}

interface ChapterMenuProps {
  readonly chapters: readonly Chapter[];
  readonly media: RefObject<HTMLMediaElement | null>;
  readonly onJump: (toSec: number) => void;
}

/** The chapter that plays, and the way to all others. */
export function ChapterMenu({ chapters, media, onJump }: ChapterMenuProps) {
  const [present, setPresent] = useState(0);
  const starts = useMemo(() => chapters.map(({ fromSec }) => fromSec), [chapters]);
  useEffect(() => {
    const element = media.current;
    if (!element) return undefined;
    const look = () =>
      setPresent(
        Math.max(
          0,
          starts.findLastIndex((start) => start <= element.currentTime),
        ),
      );
    element.addEventListener('timeupdate', look);
    return () => element.removeEventListener('timeupdate', look);
  }, [media, starts]);
  return (
    <select
      className={styles.chapters}
      aria-label="Chapter"
      value={present}
      onChange={({ target }) => onJump(starts[Number(target.value)] ?? 0)}
    >
      {chapters.map(({ title, fromSec }, index) => (
        <option key={index} value={index}>
          {`${formatClock(fromSec)} ${visibleText(title)}`}
        </option>
      ))}
    </select>
  );
}
