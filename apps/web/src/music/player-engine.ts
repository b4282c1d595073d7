import { getFile, hlsPlaylist, streamFile, urlOf, type MusicTrack } from '@hearth/contracts';
import { hasSmallerCopy } from '../saving/decide-saving.ts';
import { isSaving } from '../saving/use-saving.ts';
import { request } from '../session/request.ts';
import { playHls } from '../viewer/play-hls.ts';
import { reportPlaybackOf } from '../viewer/report-playback.ts';

/** The next song is fetched when so much of this one is left. */
const AHEAD_SEC = 20;
/** Audiobooks and podcasts go on where they were left; songs begin at the start. */
const RESUMES_FROM_SEC = 20 * 60;

interface EngineEvents {
  /** Something that is shown has changed. */
  readonly onChange: () => void;
  /** A song is over. */
  readonly onEnd: () => void;
  readonly onFailure: (track: MusicTrack) => void;
  readonly findNext: () => MusicTrack | undefined;
}

interface Deck {
  readonly audio: HTMLAudioElement;
  track?: MusicTrack | undefined;
  /** Ends what belongs to the song: its report and its pieces. */
  leave?: (() => void) | undefined;
  isByHls?: boolean;
}

/** Two players: while one plays a song to its end, the other has the next one ready, so that there is no gap between them. */
export class PlayerEngine {
  private active: Deck;
  private waiting: Deck;

  constructor(private readonly events: EngineEvents) {
    this.active = this.makeDeck();
    this.waiting = this.makeDeck();
  }

  get audio(): HTMLAudioElement {
    return this.active.audio;
  }

  /** Plays a song from its start; a long one from where it was left. */
  play(track: MusicTrack): void {
    const isReady = this.waiting.track?.id === track.id;
    const former = this.active;
    if (isReady) [this.active, this.waiting] = [this.waiting, this.active];
    else this.load(this.active, track);
    if (isReady) this.clear(former);
    void this.resume(this.active, track);
    void this.active.audio.play().catch(() => this.events.onChange()); // A browser may want a tap first; the button shows it.
    this.events.onChange();
  }

  stop(): void {
    this.clear(this.active);
    this.clear(this.waiting);
  }

  private makeDeck(): Deck {
    const audio = new Audio();
    audio.preload = 'auto';
    const deck: Deck = { audio };
    const ifActive = (act: () => void) => () => {
      if (this.active === deck) act();
    };
    for (const event of ['play', 'pause', 'durationchange', 'ratechange', 'seeked', 'loadedmetadata']) {
      audio.addEventListener(event, ifActive(this.events.onChange));
    }
    audio.addEventListener(
      'timeupdate',
      ifActive(() => this.lookAhead()),
    );
    audio.addEventListener('ended', ifActive(this.events.onEnd));
    audio.addEventListener('error', () => this.playByHls(deck));
    return deck;
  }

  private load(deck: Deck, track: MusicTrack): void {
    this.clear(deck);
    const playbackId = crypto.randomUUID();
    deck.track = track;
    deck.leave = reportPlaybackOf(deck.audio, { fileId: track.id, playbackId });
    if (isSaving() && hasSmallerCopy(track)) this.playByHls(deck);
    else deck.audio.src = urlOf(streamFile, { params: { id: track.id }, query: { playback: playbackId } });
  }

  private clear(deck: Deck): void {
    deck.leave?.();
    deck.leave = undefined;
    deck.track = undefined;
    deck.isByHls = false;
    // Also where the source is not there yet: a deck that is not paused would play whatever it gets next.
    deck.audio.pause();
    deck.audio.removeAttribute('src');
    deck.audio.load();
  }

  private lookAhead(): void {
    const { audio } = this.active;
    this.events.onChange();
    if (!(audio.duration - audio.currentTime < AHEAD_SEC)) return;
    const next = this.events.findNext();
    if (!next || next.id === this.waiting.track?.id || next.id === this.active.track?.id) return;
    this.load(this.waiting, next);
  }

  private async resume(deck: Deck, track: MusicTrack): Promise<void> {
    if ((track.durationSec ?? 0) < RESUMES_FROM_SEC) return;
    const file = await request(getFile, { params: { id: track.id } }).catch(() => undefined);
    if (file && deck.track?.id === track.id) deck.audio.currentTime = file.playback.resumeAtSec;
  }

  /** What the browser does not play as it is, it plays as the hub makes it. */
  private playByHls(deck: Deck): void {
    const { track, audio } = deck;
    if (!track || deck.isByHls) return;
    deck.isByHls = true;
    const report = deck.leave;
    const wasActive = this.active === deck;
    audio.removeAttribute('src');
    const end = playHls(audio, {
      address: urlOf(hlsPlaylist, { params: { id: track.id } }),
      startSec: 0,
      onFailure: () => {
        if (this.active === deck) this.events.onFailure(track);
      },
    });
    deck.leave = () => {
      report?.();
      end();
    };
    if (wasActive) void audio.play().catch(() => undefined);
  }
}
