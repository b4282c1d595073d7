import { ListMusic, Pause, Play, SkipBack, SkipForward, X } from 'lucide-react';
import { useState } from 'react';
import { FilePicture } from '../files/FilePicture.tsx';
import { KindIcon } from '../files/KindIcon.tsx';
import { makersOf, nameOf } from './describe-track.ts';
import { jukebox, useJukebox } from './jukebox.ts';
import styles from './MiniPlayer.module.css';
import { NowPlaying } from './NowPlaying.tsx';

/** What plays, wherever one is in the house. */
export default function MiniPlayer() {
  const { current, isPlaying, positionSec, durationSec } = useJukebox();
  const [isOpen, setOpen] = useState(false);
  if (!current) return null;
  const share = durationSec > 0 ? positionSec / durationSec : 0;
  return (
    <section className={styles.dock} aria-label="Music player">
      <span className={styles.progress} style={{ transform: `scaleX(${share})` }} />
      <button type="button" className={styles.about} onClick={() => setOpen(true)}>
        <span className="visually-hidden">Now playing: </span>
        <span className={styles.cover}>
          {current.thumbnailUrl === null ? (
            <KindIcon kind="audio" size={22} />
          ) : (
            <FilePicture file={current} />
          )}
        </span>
        <span className={styles.words}>
          <bdi className={styles.title}>{nameOf(current)}</bdi>
          <bdi className={styles.makers}>{makersOf(current)}</bdi>
        </span>
      </button>
      <button
        type="button"
        className={`icon-button ${styles.wide}`}
        aria-label="Previous song"
        onClick={jukebox.previous}
      >
        <SkipBack size={20} aria-hidden />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={isPlaying ? 'Pause music' : 'Play music'}
        onClick={jukebox.toggle}
      >
        {isPlaying ? <Pause size={24} aria-hidden /> : <Play size={24} aria-hidden />}
      </button>
      <button type="button" className="icon-button" aria-label="Next song" onClick={jukebox.next}>
        <SkipForward size={20} aria-hidden />
      </button>
      <button
        type="button"
        className={`icon-button ${styles.wide}`}
        aria-label="Queue and lyrics"
        onClick={() => setOpen(true)}
      >
        <ListMusic size={20} aria-hidden />
      </button>
      <button
        type="button"
        className={`icon-button ${styles.wide}`}
        aria-label="Stop music"
        onClick={jukebox.close}
      >
        <X size={20} aria-hidden />
      </button>
      {isOpen && <NowPlaying onClose={() => setOpen(false)} />}
    </section>
  );
}
