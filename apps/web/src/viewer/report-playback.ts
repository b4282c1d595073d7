import { call, reportPlayback } from '@hearth/contracts';
import { signedInFetch } from '../session/request.ts';
import { newlyPlayed, stretchesOf, type Stretch } from './played-seconds.ts';

const REPORT_EVERY_MS = 10_000;
const MAX_SEGMENTS = 500;

interface Playback {
  readonly fileId: string;
  readonly playbackId: string;
  /** Called when the last report has arrived. */
  readonly onToldLast?: () => void;
}

/**
 * Tells the hub which seconds were really played: every ten seconds, at a pause, at the end and when leaving. Returns what
 * ends it with a last report.
 */
export function reportPlaybackOf(
  element: HTMLMediaElement,
  { fileId, playbackId, onToldLast }: Playback,
): () => void {
  let reported: Stretch[] = [];
  const report = async () => {
    const played = stretchesOf(element.played);
    const segments = newlyPlayed(played, reported).slice(0, MAX_SEGMENTS);
    if (segments.length === 0) return;
    const before = reported;
    reported = played;
    await send(fileId, playbackId, segments, element.currentTime).catch(() => {
      reported = before; // Told again with the next report; the hub counts a second of a playback once.
    });
  };
  const tell = () => void report();
  const tellIfHidden = () => {
    if (document.visibilityState === 'hidden') tell();
  };
  const timer = setInterval(tell, REPORT_EVERY_MS);
  element.addEventListener('pause', tell);
  element.addEventListener('ended', tell);
  window.addEventListener('pagehide', tell);
  document.addEventListener('visibilitychange', tellIfHidden);
  return () => {
    clearInterval(timer);
    element.removeEventListener('pause', tell);
    element.removeEventListener('ended', tell);
    window.removeEventListener('pagehide', tell);
    document.removeEventListener('visibilitychange', tellIfHidden);
    void report().then(onToldLast);
  };
}

async function send(
  fileId: string,
  playbackId: string,
  segments: Stretch[],
  positionSec: number,
): Promise<void> {
  const event = {
    type: 'played' as const,
    playbackId,
    fileId,
    positionSec,
    segments: segments.map(([fromSec, toSec]): [number, number] => [fromSec, toSec]),
    at: new Date().toISOString(),
  };
  // keepalive: it must arrive though the page is closing.
  await call(reportPlayback, { body: { events: [event] } }, (url, init) =>
    signedInFetch(url, { ...init, keepalive: true }),
  );
}
