import {
  ALIGNED_WITHIN_MS,
  alignFrames,
  estimateClock,
  reportSync,
  trackClock,
  type SyncReport,
  type TakeManifest,
} from '@hearth/contracts';
import { FilmStamps } from './film-stamps.js';
import type { Recorded } from './take-recorder.js';

interface ManifestSources {
  /** Of the hub's clock: the take's begin. */
  readonly epochMs: number;
  readonly devices: readonly {
    readonly recorded: Recorded;
    readonly label: string;
    readonly file: string | null;
    /** Hub minus phone as it was guessed while recording; for a phone that sent no pings. */
    readonly guessedOffsetMs: number;
  }[];
}

/** To a microsecond. */
const round = (ms: number) => Math.round(ms * 1000) / 1000;

/** Which frames belong together, by clocks that are computed again from all pings of the take. */
export function buildManifest({ epochMs, devices }: ManifestSources): {
  manifest: TakeManifest;
  report: SyncReport;
} {
  const listed = devices.map(({ recorded, label, file, guessedOffsetMs }) => {
    const { times, samples } = recorded;
    const stamps = new FilmStamps();
    const toHub =
      trackClock(samples, times[0] ?? 0, times.at(-1) ?? 0) ?? ((ms: number) => ms + guessedOffsetMs);
    const estimate = estimateClock(samples);
    return {
      ...{ id: recorded.deviceId, label, file, codec: recorded.codec, w: recorded.width, h: recorded.height },
      clock: {
        samples: samples.map(
          (one) =>
            [one.clientSentAt, one.serverReceivedAt, one.serverSentAt, one.clientReceivedAt] as [
              number,
              number,
              number,
              number,
            ],
        ),
        slope: estimate?.slope ?? 0,
        offset: estimate?.offsetMs ?? guessedOffsetMs,
        uncertaintyMs: estimate?.uncertaintyMs ?? 0,
      },
      times: times.map((time) => round(toHub(time) - epochMs)),
      stamps: times.map((time) => round(stamps.ofPicture(time))),
    };
  });
  const tracks = listed.map(({ times }) => times);
  const groups = alignFrames(tracks);
  return {
    manifest: {
      ...{ v: 1, epoch: new Date(epochMs).toISOString(), epochMs, devices: listed, tolMs: ALIGNED_WITHIN_MS },
      groups: groups.map(([time, frames]) => [round(time), [...frames]]),
    },
    report: reportSync(groups, tracks),
  };
}
