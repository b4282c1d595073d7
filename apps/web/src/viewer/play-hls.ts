import type Hls from 'hls.js/light';
import { renewSession } from '../session/renew-session.ts';

/** The hub answers for a piece that is being made when it is there; under load that may take its time. */
const PATIENCE = {
  maxTimeToFirstByteMs: 60_000,
  maxLoadTimeMs: 120_000,
  timeoutRetry: { maxNumRetry: 10, retryDelayMs: 0, maxRetryDelayMs: 0 },
  errorRetry: { maxNumRetry: 30, retryDelayMs: 1_000, maxRetryDelayMs: 2_000 },
};
/** An address may run out between the moment it is asked for and its use. */
const RUN_OUT = [403, 410];

interface HlsRequest {
  readonly address: string;
  /** Where to begin, in seconds. */
  readonly startSec: number;
  /** Somebody waits for it already. */
  readonly isPlaying?: boolean;
  readonly onFailure: () => void;
}

/**
 * Plays a playlist, by the browser itself where it has no Media Source Extensions (iPhones of some years). Nothing is fetched before it is
 * played. Returns what ends it.
 */
export function playHls(element: HTMLMediaElement, request: HlsRequest): () => void {
  const ended = new AbortController();
  void start(element, request, ended.signal).catch(() => {
    if (!ended.signal.aborted) request.onFailure();
  });
  return () => ended.abort();
}

async function start(element: HTMLMediaElement, request: HlsRequest, ended: AbortSignal): Promise<void> {
  const { default: Player } = await import('hls.js/light');
  if (ended.aborted) return;
  if (Player.isSupported()) startWithLibrary(Player, element, request, ended);
  else startNatively(element, request, ended);
}

const optionsFor = ({ startSec }: HlsRequest) => ({
  startPosition: startSec,
  enableWorker: false,
  maxBufferLength: 30,
  maxMaxBufferLength: 60,
  fragLoadPolicy: { default: PATIENCE },
});

/** Somebody may have tapped Play while the library was on its way. */
const isWaitedFor = (element: HTMLMediaElement, { isPlaying }: HlsRequest): boolean =>
  isPlaying === true || !element.paused;

function startWithLibrary(
  Player: typeof Hls,
  element: HTMLMediaElement,
  request: HlsRequest,
  ended: AbortSignal,
): void {
  const hls = new Player(optionsFor(request));
  let mayRecover = true;
  const loadAgain = (): void => {
    hls.loadSource(request.address);
    hls.startLoad(element.currentTime);
  };
  const goOnIf = (isSignedIn: boolean): void => {
    if (ended.aborted) return;
    if (isSignedIn) loadAgain();
    else request.onFailure();
  };
  hls.on(Player.Events.ERROR, (_, data) => {
    if (!data.fatal) return;
    const status = data.type === 'networkError' ? (data.response?.code ?? 0) : 0;
    if (RUN_OUT.includes(status)) loadAgain();
    else if (status === 401) void renewSession(Date.now()).then(goOnIf, request.onFailure);
    else if (data.type === 'mediaError' && mayRecover) {
      mayRecover = false;
      hls.recoverMediaError();
    } else request.onFailure();
  });
  const wasPlaying = isWaitedFor(element, request);
  // Pauses it where it had a source before.
  hls.attachMedia(element);
  const load = () => hls.loadSource(request.address);
  if (wasPlaying) {
    // Where it had none it is not paused by that, and says no `play` any more.
    load();
    void element.play().catch(() => undefined);
  } else element.addEventListener('play', load, { once: true, signal: ended });
  ended.addEventListener('abort', () => hls.destroy());
}

function startNatively(element: HTMLMediaElement, request: HlsRequest, ended: AbortSignal): void {
  const { address, startSec } = request;
  if (element.canPlayType('application/vnd.apple.mpegurl') === '') {
    request.onFailure();
    return;
  }
  const wasPlaying = isWaitedFor(element, request);
  element.src = address;
  if (startSec > 0) element.currentTime = startSec;
  if (wasPlaying) void element.play().catch(() => undefined);
  // Whoever ends this may have given it another source already.
  ended.addEventListener('abort', () => {
    if (element.getAttribute('src') === address) element.removeAttribute('src');
  });
}
