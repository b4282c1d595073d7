import { call, reportPlayback } from '@hearth/contracts';
import { useEffect, type RefObject } from 'react';
import { signedInFetch } from '../session/request.ts';
import { newlyPlayed, stretchesOf, type Stretch } from './played-seconds.ts';

const REPORT_EVERY_MS = 10_000;
const MAX_SEGMENTS = 500;

/** Tells the hub which seconds were really played: every ten seconds, at a pause, at the end and when leaving. */
export function usePlaybackReport(
  media: RefObject<HTMLMediaElement | null>,
  fileId: string,
  playbackId: string,
  isWanted: boolean,
): void {
  useEffect(() => {
    const element = media.current;
    if (!element || !isWanted) return undefined;
    let reported: Stretch[] = [];
    const report = () => {
      const played = stretchesOf(element.played);
      const segments = newlyPlayed(played, reported).slice(0, MAX_SEGMENTS);
      if (segments.length === 0) return;
      const before = reported;
      reported = played;
      send(fileId, playbackId, segments).catch(() => {
        reported = before; // Told again with the next report; the hub counts a second of a playback once.
      });
    };
    const reportIfHidden = () => {
      if (document.visibilityState === 'hidden') report();
    };
    const timer = setInterval(report, REPORT_EVERY_MS);
    element.addEventListener('pause', report);
    element.addEventListener('ended', report);
    window.addEventListener('pagehide', report);
    document.addEventListener('visibilitychange', reportIfHidden);
    return () => {
      clearInterval(timer);
      element.removeEventListener('pause', report);
      element.removeEventListener('ended', report);
      window.removeEventListener('pagehide', report);
      document.removeEventListener('visibilitychange', reportIfHidden);
      report();
    };
  }, [media, fileId, playbackId, isWanted]);
}

async function send(fileId: string, playbackId: string, segments: Stretch[]): Promise<void> {
  const event = {
    type: 'played' as const,
    playbackId,
    fileId,
    segments: segments.map(([fromSec, toSec]): [number, number] => [fromSec, toSec]),
    at: new Date().toISOString(),
  };
  // keepalive: it must arrive though the page is closing.
  await call(reportPlayback, { body: { events: [event] } }, (url, init) =>
    signedInFetch(url, { ...init, keepalive: true }),
  );
}
