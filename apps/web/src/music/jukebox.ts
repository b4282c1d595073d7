import type { MusicTrack } from '@hearth/contracts';
import { useSyncExternalStore } from 'react';
import { showNotice } from '../notices/notices.ts';
import { closeDock, openDock } from './dock.ts';
import { nameOf } from './describe-track.ts';
import { bindMediaKeys, tellMediaSession } from './media-session.ts';
import { PlayerEngine } from './player-engine.ts';
import {
  currentOf,
  EMPTY_QUEUE,
  nextPlace,
  nextRepeat,
  previousPlace,
  queueOf,
  withShuffle,
  type PlayQueue,
} from './play-queue.ts';

/** What the players show of it. */
export interface JukeboxState {
  readonly queue: PlayQueue;
  readonly current: MusicTrack | undefined;
  readonly isPlaying: boolean;
  readonly positionSec: number;
  readonly durationSec: number;
}

/** Who presses "previous" later than this wants to hear the song again. */
const AGAIN_SEC = 3;

/** Music goes on while one browses: there is one of it in a page. */
class Jukebox {
  private queue = EMPTY_QUEUE;
  private engine: PlayerEngine | undefined;
  private state: JukeboxState = this.look();
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly getState = (): JukeboxState => this.state;

  /** Plays these songs, beginning with one of them. */
  play(tracks: readonly MusicTrack[], start: number, isShuffled = this.queue.isShuffled): void {
    if (tracks.length === 0) return;
    this.queue = queueOf(tracks, start, { repeat: this.queue.repeat, isShuffled }, Math.random);
    openDock(this.close);
    this.start();
  }

  toggle = (): void => {
    const audio = this.engine?.audio;
    if (!audio) return;
    if (audio.paused) void audio.play().catch(() => undefined);
    else audio.pause();
  };

  next = (): void => this.goTo(nextPlace(this.queue, true));

  previous = (): void => {
    const audio = this.engine?.audio;
    if (audio && audio.currentTime > AGAIN_SEC) this.seek(0);
    else this.goTo(previousPlace(this.queue));
  };

  goTo(place: number | undefined): void {
    if (place === undefined) return;
    this.queue = { ...this.queue, at: place };
    this.start();
  }

  seek = (toSec: number): void => {
    const audio = this.engine?.audio;
    if (audio && Number.isFinite(audio.duration))
      audio.currentTime = Math.min(audio.duration, Math.max(0, toSec));
  };

  shuffle(): void {
    this.queue = withShuffle(this.queue, !this.queue.isShuffled, Math.random);
    this.tell();
  }

  repeat(): void {
    this.queue = { ...this.queue, repeat: nextRepeat(this.queue.repeat) };
    this.tell();
  }

  close = (): void => {
    this.engine?.stop();
    this.queue = { ...EMPTY_QUEUE, repeat: this.queue.repeat, isShuffled: this.queue.isShuffled };
    closeDock();
    this.tell();
  };

  private start(): void {
    const track = currentOf(this.queue);
    if (!track) return;
    this.engine ??= this.makeEngine();
    this.engine.play(track);
  }

  private makeEngine(): PlayerEngine {
    bindMediaKeys({ toggle: this.toggle, next: this.next, previous: this.previous, seek: this.seek });
    return new PlayerEngine({
      onChange: () => this.tell(),
      onEnd: () => this.goOn(),
      onFailure: (track) => {
        showNotice(`“${nameOf(track)}” can’t be played.`, { isFailure: true });
        this.next();
      },
      findNext: () => {
        const place = nextPlace(this.queue, false);
        return place === undefined ? undefined : currentOf({ ...this.queue, at: place });
      },
    });
  }

  private goOn(): void {
    const place = nextPlace(this.queue, false);
    if (place === this.queue.at) {
      this.seek(0);
      this.toggle();
    } else this.goTo(place);
    this.tell();
  }

  private look(): JukeboxState {
    const audio = this.engine?.audio;
    const current = currentOf(this.queue);
    const known = audio && Number.isFinite(audio.duration) ? audio.duration : (current?.durationSec ?? 0);
    return {
      queue: this.queue,
      current,
      isPlaying: audio !== undefined && !audio.paused,
      positionSec: audio?.currentTime ?? 0,
      durationSec: known,
    };
  }

  private tell(): void {
    this.state = this.look();
    tellMediaSession(this.state);
    for (const listener of this.listeners) listener();
  }
}

export const jukebox = new Jukebox();

export function useJukebox(): JukeboxState {
  return useSyncExternalStore(jukebox.subscribe, jukebox.getState);
}
