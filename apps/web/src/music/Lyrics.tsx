import { getLyrics } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { visibleText } from '../design/visible-text.ts';
import { request } from '../session/request.ts';
import styles from './Lyrics.module.css';

interface LyricsProps {
  readonly fileId: string;
  readonly positionSec: number;
}

/** The words of a song; the line that is sung stands out. They are text, whatever stands in them. */
export function Lyrics({ fileId, positionSec }: LyricsProps) {
  const box = useRef<HTMLDivElement>(null);
  const { data } = useQuery({
    queryKey: ['lyrics', fileId],
    queryFn: () => request(getLyrics, { params: { id: fileId } }),
    staleTime: Infinity,
  });
  const lines = data?.lines ?? [];
  const sung = lines.findLastIndex(({ atSec }) => atSec !== null && atSec <= positionSec);
  useEffect(() => {
    const line = box.current?.children[sung];
    if (!(line instanceof HTMLElement) || !box.current) return;
    box.current.scrollTop = line.offsetTop - box.current.clientHeight / 2;
  }, [sung]);
  if (lines.length === 0) return null;
  return (
    <div ref={box} className={styles.lyrics} role="group" aria-label="Lyrics" tabIndex={0}>
      {lines.map(({ text }, at) => (
        <p key={at} data-sung={at === sung}>
          {visibleText(text)}
        </p>
      ))}
    </div>
  );
}
