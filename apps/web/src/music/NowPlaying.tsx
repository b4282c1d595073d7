import { Pause, Play, Repeat, Repeat1, Shuffle, SkipBack, SkipForward, X } from 'lucide-react';
import { formatClock } from '../design/format.ts';
import { Sheet } from '../design/Sheet.tsx';
import { FilePicture } from '../files/FilePicture.tsx';
import { KindIcon } from '../files/KindIcon.tsx';
import { makersOf, nameOf } from './describe-track.ts';
import { jukebox, useJukebox } from './jukebox.ts';
import { Lyrics } from './Lyrics.tsx';
import styles from './NowPlaying.module.css';

/** So many of what comes next are shown. */
const SHOWN = 50;
const REPEAT_WORDS = { off: 'Repeat: off', all: 'Repeat: all', one: 'Repeat: this song' } as const;

/** The song, its words and what comes after it. */
export function NowPlaying({ onClose }: { readonly onClose: () => void }) {
  const { queue, current, isPlaying, positionSec, durationSec } = useJukebox();
  if (!current) return null;
  const upcoming = queue.order.slice(queue.at + 1, queue.at + 1 + SHOWN);
  const RepeatIcon = queue.repeat === 'one' ? Repeat1 : Repeat;
  return (
    <Sheet title="Now playing" onClose={onClose}>
      <div className={styles.now}>
        <span className={styles.cover}>
          {current.thumbnailUrl === null ? (
            <KindIcon kind="audio" size={56} />
          ) : (
            <FilePicture file={current} />
          )}
        </span>
        <p className={styles.title}>
          <bdi>{nameOf(current)}</bdi>
        </p>
        <p className={styles.makers}>
          <bdi>{makersOf(current)}</bdi>
        </p>
        <label className={styles.seek}>
          <span className="visually-hidden">Position</span>
          <input
            type="range"
            min={0}
            max={Math.max(1, Math.floor(durationSec))}
            value={Math.floor(positionSec)}
            aria-valuetext={`${formatClock(positionSec)} of ${formatClock(durationSec)}`}
            onChange={({ target }) => jukebox.seek(Number(target.value))}
          />
          <span className={`${styles.times} figures`}>
            <span>{formatClock(positionSec)}</span>
            <span>{formatClock(durationSec)}</span>
          </span>
        </label>
        <div className={styles.controls}>
          <button
            type="button"
            className="icon-button"
            aria-label="Shuffle"
            aria-pressed={queue.isShuffled}
            onClick={() => jukebox.shuffle()}
          >
            <Shuffle size={20} aria-hidden />
          </button>
          <button type="button" className="icon-button" aria-label="Previous" onClick={jukebox.previous}>
            <SkipBack size={24} aria-hidden />
          </button>
          <button
            type="button"
            className={`icon-button ${styles.play}`}
            aria-label={isPlaying ? 'Pause' : 'Play'}
            onClick={jukebox.toggle}
          >
            {isPlaying ? <Pause size={28} aria-hidden /> : <Play size={28} aria-hidden />}
          </button>
          <button type="button" className="icon-button" aria-label="Next" onClick={jukebox.next}>
            <SkipForward size={24} aria-hidden />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={REPEAT_WORDS[queue.repeat]}
            aria-pressed={queue.repeat !== 'off'}
            onClick={() => jukebox.repeat()}
          >
            <RepeatIcon size={20} aria-hidden />
          </button>
        </div>
        <Lyrics fileId={current.id} positionSec={positionSec} />
        {upcoming.length > 0 && (
          <section className={styles.next}>
            <h3>Next</h3>
            <ol>
              {upcoming.map((index, at) => {
                const track = queue.tracks[index];
                return (
                  track && (
                    <li key={`${index}`}>
                      <button type="button" onClick={() => jukebox.goTo(queue.at + 1 + at)}>
                        <bdi>{nameOf(track)}</bdi>
                        <bdi className={styles.makers}>{track.artist}</bdi>
                      </button>
                    </li>
                  )
                );
              })}
            </ol>
          </section>
        )}
        <div className="choices">
          <button
            type="button"
            className="button"
            onClick={() => {
              onClose();
              jukebox.close();
            }}
          >
            <X size={18} aria-hidden /> Stop the music
          </button>
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
        </div>
      </div>
    </Sheet>
  );
}
