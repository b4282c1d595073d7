import { createPlayerLink, type FileSummary } from '@hearth/contracts';
import { Cast } from 'lucide-react';
import { useEffect, useState, type RefObject } from 'react';
import { showNotice } from '../notices/notices.ts';
import { request } from '../session/request.ts';
import { playElsewhere } from './play-elsewhere.ts';
import styles from './Player.module.css';

interface RemoteButtonProps {
  readonly file: FileSummary;
  readonly media: RefObject<HTMLMediaElement | null>;
}

/** To a television or speaker, where the browser knows one: Google Cast and AirPlay by the Remote Playback API. */
export function RemoteButton({ file, media }: RemoteButtonProps) {
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
  const cast = async () => {
    try {
      const { url } = await request(createPlayerLink, { params: { id: file.id } });
      if (media.current) await playElsewhere(media.current, url);
    } catch {
      showNotice('That didn’t work: the hub made no address for another screen.', { isFailure: true });
    }
  };
  if (!isThere) return null;
  return (
    <button
      type="button"
      className={styles.remote}
      aria-label="Play on another screen"
      title="Play on another screen. One that does not trust this hub’s certificate may refuse it."
      onClick={() => void cast()}
    >
      <Cast size={20} aria-hidden />
    </button>
  );
}
