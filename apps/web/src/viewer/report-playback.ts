import { call, reportPlayback } from '@hearth/contracts';
import { signedInFetch } from '../session/request.ts';
import { followReplays } from './follow-replays.ts';
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
 * Tells the hub which seconds were really played: every ten seconds, at a pause, at the end and when leaving. What is played
 * again after a jump back is told as playbacks of their own. Returns what ends it with a last report.
 */
export function reportPlaybackOf(
  element: HTMLMediaElement,
  { fileId, playbackId, onToldLast }: Playback,
): () => void {
  let reported: Stretch[] = [];
  const replays = followReplays(element);
  const report = async () => {
    const played = stretchesOf(element.played);
    const segments = newlyPlayed(played, reported);
    const again = replays.log.toTell();
    const stretches = [...(segments.length > 0 ? [{ playbackId, segments }] : []), ...again];
    if (stretches.length === 0) return;
    const before = reported;
    reported = played;
    try {
      await send(fileId, stretches, element.currentTime);
      replays.log.told(again);
    } catch {
      reported = before; // Told again with the next report; the hub counts a second of a playback once.
    }
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
    replays.stop();
    void report().then(onToldLast);
  };
}

interface Told {
  readonly playbackId: string;
  readonly segments: readonly Stretch[];
}

async function send(fileId: string, stretches: readonly Told[], positionSec: number): Promise<void> {
  const at = new Date().toISOString();
  const events = stretches.map(({ playbackId, segments }) => ({
    ...{ type: 'played' as const, playbackId, fileId, positionSec, at },
    segments: segments.slice(0, MAX_SEGMENTS).map(([fromSec, toSec]): [number, number] => [fromSec, toSec]),
  }));
  // keepalive: it must arrive though the page is closing.
  await call(reportPlayback, { body: { events } }, (url, init) =>
    signedInFetch(url, { ...init, keepalive: true }),
  );
}
