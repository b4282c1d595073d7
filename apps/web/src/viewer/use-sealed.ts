import { useEffect, type RefObject } from 'react';
import { useStable } from '../design/use-stable.ts';

/** Tells when what plays waits for a key, which Hearth has none of: a browser would wait for ever, and say nothing. */
export function useSealed(media: RefObject<HTMLMediaElement | null>, onSealed: () => void): void {
  const tell = useStable(onSealed);
  useEffect(() => {
    const element = media.current;
    // React knows no such event.
    element?.addEventListener('waitingforkey', tell);
    return () => element?.removeEventListener('waitingforkey', tell);
  }, [media, tell]);
}
