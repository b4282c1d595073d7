import type { Take, TakeManifest } from '@hearth/contracts';
import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { formatClock } from '../../design/format.ts';
import styles from './Replay.module.css';
import { useFilms, type Films } from './use-films.ts';

interface ReplayProps {
  readonly take: Take;
  readonly manifest: TakeManifest;
  /** What is drawn over a film, at the moment that is shown. */
  readonly overlay?: (device: number, films: Films) => ReactNode;
  readonly beside?: (films: Films) => ReactNode;
}

/** All films of a take side by side, in step. */
export function Replay({ take, manifest, overlay, beside }: ReplayProps) {
  const films = useFilms(manifest);
  const [alone, setAlone] = useState<number>();
  const { timeMs, span, isPlaying } = films;
  return (
    <section className={styles.replay} aria-label="Replay">
      <ul className={styles.films} data-alone={alone !== undefined}>
        {manifest.devices.map((device, index) => {
          const file = take.files.find(({ deviceId }) => deviceId === device.id);
          return (
            <li key={device.id} hidden={alone !== undefined && alone !== index} className={styles.film}>
              {file?.id == null ? (
                <p className={styles.filing}>
                  {file ? 'The library is taking it in…' : 'Nothing came from this phone.'}
                </p>
              ) : (
                <video
                  ref={films.register(index)}
                  src={`/api/files/${file.id}/stream`}
                  muted={index > 0}
                  playsInline
                  preload="auto"
                  aria-label={device.label}
                />
              )}
              {overlay?.(index, films)}
              {manifest.devices.length > 1 && (
                <button
                  type="button"
                  className={styles.angle}
                  aria-pressed={alone === index}
                  onClick={() => setAlone(alone === index ? undefined : index)}
                >
                  {device.label}
                </button>
              )}
            </li>
          );
        })}
        {beside && <li className={styles.beside}>{beside(films)}</li>}
      </ul>
      <div className={styles.controls}>
        <button
          type="button"
          className="icon-button"
          aria-label={isPlaying ? 'Pause' : 'Play'}
          onClick={films.toggle}
        >
          {isPlaying ? <Pause size={24} aria-hidden /> : <Play size={24} aria-hidden />}
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="One frame back"
          onClick={() => films.step(-1)}
        >
          <ChevronLeft size={24} aria-hidden />
        </button>
        <button type="button" className="icon-button" aria-label="One frame on" onClick={() => films.step(1)}>
          <ChevronRight size={24} aria-hidden />
        </button>
        <input
          className={styles.slider}
          type="range"
          aria-label="Moment"
          aria-valuetext={`${((timeMs - span[0]) / 1000).toFixed(1)} seconds`}
          min={span[0]}
          max={span[1]}
          step="any"
          value={timeMs}
          onChange={({ currentTarget }) => films.seek(Number(currentTarget.value))}
        />
        <span className="figures">
          {formatClock((timeMs - span[0]) / 1000)} / {formatClock((span[1] - span[0]) / 1000)}
        </span>
      </div>
    </section>
  );
}
