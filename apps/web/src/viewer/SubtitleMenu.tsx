import { Captions, CaptionsOff } from 'lucide-react';
import { useEffect, useState, type RefObject } from 'react';
import { visibleText } from '../design/visible-text.ts';
import { PlayerChoice } from './PlayerChoice.tsx';
import { showSubtitles, shownSubtitles } from './subtitle-tracks.ts';

interface SubtitleMenuProps {
  readonly media: RefObject<HTMLMediaElement | null>;
  /** In the order of the film's tracks. */
  readonly labels: readonly string[];
}

/** Which subtitles are shown, and the choice of others. */
export function SubtitleMenu({ media, labels }: SubtitleMenuProps) {
  const [shown, setShown] = useState(-1);
  useEffect(() => {
    const tracks = media.current?.textTracks;
    if (!tracks) return undefined;
    const look = () => setShown(shownSubtitles(tracks));
    look();
    tracks.addEventListener('change', look);
    return () => tracks.removeEventListener('change', look);
  }, [media]);
  const Icon = shown < 0 ? CaptionsOff : Captions;
  return (
    <PlayerChoice
      label="Subtitles"
      icon={<Icon size={22} aria-hidden />}
      options={['Off', ...labels.map(visibleText)]}
      chosen={shown + 1}
      onChoose={(index) => media.current && showSubtitles(media.current.textTracks, index - 1)}
    />
  );
}
