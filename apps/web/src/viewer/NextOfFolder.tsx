import { listFiles, type FileSummary } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { SkipForward } from 'lucide-react';
import { useEffect, useState, type RefObject } from 'react';
import { useLocation } from 'wouter';
import { addressOfFile, usePlace } from '../page/place.ts';
import { FileName } from '../design/FileName.tsx';
import { request } from '../session/request.ts';
import styles from './NextOfFolder.module.css';

const MOST_LOOKED_AT = 200;

interface NextOfFolderProps {
  readonly file: FileSummary;
  readonly media: RefObject<HTMLMediaElement | null>;
}

/** When a film is over: the one that comes after it in its folder. */
export function NextOfFolder({ file, media }: NextOfFolderProps) {
  const [, navigate] = useLocation();
  const place = usePlace();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const element = media.current;
    if (!element) return undefined;
    const look = () => setOver(element.ended);
    const events = ['ended', 'seeking', 'play'] as const;
    for (const event of events) element.addEventListener(event, look);
    return () => {
      for (const event of events) element.removeEventListener(event, look);
    };
  }, [media]);
  const { data: next } = useQuery({
    queryKey: ['next-of-folder', file.id],
    enabled: isOver,
    queryFn: async () => {
      const { items } = await request(listFiles, {
        query: { folder: file.folder, type: file.kind, state: 'ready', sort: 'name', limit: MOST_LOOKED_AT },
      });
      return items[items.findIndex(({ id }) => id === file.id) + 1] ?? null;
    },
  });
  if (!isOver || !next || next.id === file.id) return null;
  return (
    <button
      type="button"
      className={styles.next}
      onClick={() => navigate(addressOfFile(place, next.id), { replace: true, state: history.state })}
    >
      <SkipForward size={18} aria-hidden />
      <span>
        Next: <FileName name={next.name} />
      </span>
    </button>
  );
}
