import { ANY_PHONE, type PlaybackClient } from '@hearth/contracts';

/** By ffmpeg's names, how a browser is asked. */
const CONTAINERS: Readonly<Record<string, readonly string[]>> = {
  matroska: ['video/x-matroska; codecs="avc1.640028"'],
  webm: ['video/webm; codecs="vp8"'],
  ogg: ['audio/ogg; codecs="vorbis"'],
};
const VIDEO: Readonly<Record<string, readonly string[]>> = {
  hevc: ['video/mp4; codecs="hvc1.1.6.L120.90"'],
  vp8: ['video/webm; codecs="vp8"'],
  vp9: ['video/webm; codecs="vp9"', 'video/mp4; codecs="vp09.00.40.08"'],
  av1: ['video/mp4; codecs="av01.0.08M.08"'],
};
const AUDIO: Readonly<Record<string, readonly string[]>> = {
  opus: ['audio/webm; codecs="opus"'],
  vorbis: ['audio/webm; codecs="vorbis"', 'audio/ogg; codecs="vorbis"'],
  ac3: ['audio/mp4; codecs="ac-3"'],
  eac3: ['audio/mp4; codecs="ec-3"'],
  alac: ['audio/mp4; codecs="alac"'],
};

/** What this browser says that it plays, beyond what all of them do. */
export function browserClient(element: Pick<HTMLMediaElement, 'canPlayType'>): PlaybackClient {
  const played = (table: typeof VIDEO): string[] =>
    Object.keys(table).filter((name) =>
      table[name]?.some((type) => element.canPlayType(type) === 'probably'),
    );
  return {
    containers: new Set([...ANY_PHONE.containers, ...played(CONTAINERS)]),
    video: new Set([...ANY_PHONE.video, ...played(VIDEO)]),
    audio: new Set([...ANY_PHONE.audio, ...played(AUDIO)]),
    needsHvc1: true,
  };
}
