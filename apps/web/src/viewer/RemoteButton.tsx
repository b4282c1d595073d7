import { Cast } from 'lucide-react';
import { useEffect, useState, type RefObject } from 'react';
import styles from './Player.module.css';

/** To a television or speaker, where the browser knows one (Remote Playback API). */
export function RemoteButton({ media }: { readonly media: RefObject<HTMLMediaElement | null> }) {
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    const remote = media.current?.remote;
    if (!remote) return undefined;
    let watched: number | undefined;
    remote.watchAvailability(setThere).then(
      (id) => (watched = id),
      () => undefined, // This browser does not look for them, or not for this film.
    );
    return () => {
      if (watched !== undefined) void remote.cancelWatchAvailability(watched).catch(() => undefined);
    };
  }, [media]);
  if (!isThere) return null;
  return (
    <button
      type="button"
      className={styles.remote}
      aria-label="Play on another screen"
      onClick={() => void media.current?.remote.prompt().catch(() => undefined)}
    >
      <Cast size={20} aria-hidden />
    </button>
  );
}
