import { hlsProgress, type RenditionProgress } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type RefObject } from 'react';
import { useStable } from '../design/use-stable.ts';
import { request } from '../session/request.ts';
import styles from './Optimising.module.css';

const ASK_EVERY_MS = 1_000;

interface OptimisingProps {
  readonly fileId: string;
  readonly media: RefObject<HTMLMediaElement | null>;
  /** Nothing will come: who waits on would wait for a minute before the player gives up. */
  readonly onFailed: () => void;
}

/** Says, while a film has to wait for the hub, how much of it is ready. */
export function Optimising({ fileId, media, onFailed }: OptimisingProps) {
  const isWaiting = useIsWaiting(media);
  const { data } = useQuery({
    queryKey: ['rendition', fileId],
    queryFn: () => request(hlsProgress, { params: { id: fileId } }),
    enabled: isWaiting,
    refetchInterval: ASK_EVERY_MS,
    gcTime: 0,
  });
  const tell = useStable(onFailed);
  const hasFailed = isWaiting && data?.state === 'failed';
  useEffect(() => {
    if (hasFailed) tell();
  }, [hasFailed, tell]);
  if (!isWaiting || !data || data.state === 'ready') return null;
  return (
    <p className={styles.note} role="status">
      {wordsFor(data)}
    </p>
  );
}

function wordsFor({ made, segments }: RenditionProgress): string {
  return `Optimising… ${Math.floor((100 * made) / Math.max(1, segments))}%`;
}

/** Whether it is to play and has nothing to show. */
function useIsWaiting(media: RefObject<HTMLMediaElement | null>): boolean {
  const [isWaiting, setWaiting] = useState(false);
  useEffect(() => {
    const element = media.current;
    if (!element) return undefined;
    const look = () => setWaiting(!element.paused && element.readyState < element.HAVE_FUTURE_DATA);
    const events = ['play', 'playing', 'waiting', 'pause', 'canplay', 'seeking', 'seeked', 'emptied'];
    for (const event of events) element.addEventListener(event, look);
    return () => {
      for (const event of events) element.removeEventListener(event, look);
    };
  }, [media]);
  return isWaiting;
}
