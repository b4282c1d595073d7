import type { MusicTrack } from '@hearth/contracts';
import { Volume2 } from 'lucide-react';
import { formatClock } from '../design/format.ts';
import { visibleText } from '../design/visible-text.ts';
import { nameOf } from './describe-track.ts';
import { jukebox, useJukebox } from './jukebox.ts';
import styles from './TrackList.module.css';

interface TrackListProps {
  readonly label: string;
  readonly tracks: readonly MusicTrack[];
  /** Set for one record, whose songs have numbers. */
  readonly isAlbum?: boolean;
}

/** Songs; a touch plays this one and then the others. */
export function TrackList({ label, tracks, isAlbum = false }: TrackListProps) {
  const { current } = useJukebox();
  const discs = new Set(tracks.map(({ track }) => track?.discNo ?? 1));
  return (
    <ol className={styles.tracks} aria-label={label}>
      {tracks.map((track, at) => {
        const disc = track.track?.discNo ?? 1;
        const begins =
          isAlbum && discs.size > 1 && disc !== (tracks[at - 1]?.track?.discNo ?? (at === 0 ? 0 : 1));
        const isCurrent = current?.id === track.id;
        return (
          <li key={track.id}>
            {begins && <h3 className={styles.disc}>Disc {disc}</h3>}
            <button
              type="button"
              className={styles.track}
              aria-current={isCurrent ? 'true' : undefined}
              onClick={() => jukebox.play(tracks, at)}
            >
              <span className={`${styles.number} figures`}>
                {isCurrent ? (
                  <Volume2 size={16} aria-hidden />
                ) : isAlbum ? (
                  (track.track?.trackNo ?? '')
                ) : (
                  at + 1
                )}
              </span>
              <span className={styles.words}>
                <bdi className={styles.title}>{nameOf(track)}</bdi>
                <bdi className={styles.makers}>
                  {[track.artist, isAlbum ? null : track.album]
                    .filter((part) => part !== null)
                    .map(visibleText)
                    .join(' · ')}
                </bdi>
              </span>
              <span className={`${styles.length} figures`}>
                {track.durationSec !== null && formatClock(track.durationSec)}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
