import type { Chapter } from '@hearth/contracts';
import { ListVideo } from 'lucide-react';
import { useEffect, useMemo, useState, type RefObject } from 'react';
import { formatClock } from '../design/format.ts';
import { visibleText } from '../design/visible-text.ts';
import { chaptersAsVtt } from './chapters-as-vtt.ts';
import { PlayerChoice } from './PlayerChoice.tsx';

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
    <PlayerChoice
      label="Chapter"
      icon={<ListVideo size={22} aria-hidden />}
      text={visibleText(chapters[present]?.title ?? '')}
      options={chapters.map(({ title, fromSec }) => `${formatClock(fromSec)} ${visibleText(title)}`)}
      chosen={present}
      onChoose={(index) => onJump(starts[index] ?? 0)}
    />
  );
}
