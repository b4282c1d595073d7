import { useQueryClient } from '@tanstack/react-query';
import { useEffect, type RefObject } from 'react';
import { reportPlaybackOf } from './report-playback.ts';

/** Tells the hub which seconds were really played, and asks it anew where the file was left. */
export function usePlaybackReport(
  media: RefObject<HTMLMediaElement | null>,
  fileId: string,
  playbackId: string,
  isWanted: boolean,
): void {
  const client = useQueryClient();
  useEffect(() => {
    const element = media.current;
    if (!element || !isWanted) return undefined;
    const onToldLast = () => void client.invalidateQueries({ queryKey: ['file', fileId] });
    return reportPlaybackOf(element, { fileId, playbackId, onToldLast });
  }, [media, fileId, playbackId, isWanted, client]);
}
