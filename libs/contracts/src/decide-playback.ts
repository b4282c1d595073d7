/** What is known of a file's container and tracks, by ffmpeg's names. What is left out is not known. */
export interface PlaybackProbe {
  readonly container?: string | undefined;
  readonly video?: string | undefined;
  readonly audio?: string | undefined;
  /** The sample entry of the picture: `hvc1` and `hev1` are one codec, and Apple plays the first alone. */
  readonly videoTag?: string | undefined;
  readonly bitDepth?: number | undefined;
  /** Light that a common screen cannot show: PQ or HLG. */
  readonly isHdr?: boolean | undefined;
}

/** What a player plays, by ffmpeg's names. */
export interface PlaybackClient {
  readonly containers: ReadonlySet<string>;
  readonly video: ReadonlySet<string>;
  readonly audio: ReadonlySet<string>;
  /** Plays HEVC only where its sample entry is `hvc1`. */
  readonly needsHvc1?: boolean;
}

/**
 * `direct`: as it is. `remux`: the same tracks in another container, or under another name. `audio`: the sound is made anew, the picture
 * stays. `transcode`: the picture is made anew.
 */
export type PlaybackMode = 'direct' | 'remux' | 'audio' | 'transcode';

export type PlaybackReason = 'container' | 'video-codec' | 'video-tag' | 'bit-depth' | 'hdr' | 'audio-codec';

export interface PlaybackDecision {
  readonly mode: PlaybackMode;
  /** Why not as it is; none for `direct`. */
  readonly reasons: readonly PlaybackReason[];
}

/** What every phone and browser of the last years plays. */
export const ANY_PHONE: PlaybackClient = {
  containers: new Set(['mp4', 'mov', 'm4a', 'mp3', 'flac', 'wav', 'aac']),
  video: new Set(['h264']),
  audio: new Set(['aac', 'mp3', 'flac', 'pcm_u8', 'pcm_s16le', 'pcm_s24le']),
  needsHvc1: true,
};

/** Films of cameras in H.264 with 10 bits a colour play almost nowhere; HEVC, VP9 and AV1 are decoded with them where at all. */
const EIGHT_BITS_ONLY = new Set(['h264']);

/** How a player gets to play a file: the least work that is enough. What is not known counts as playable. */
export function decidePlayback(probe: PlaybackProbe, client: PlaybackClient): PlaybackDecision {
  const picture = pictureReasons(probe, client);
  const sound: PlaybackReason[] =
    probe.audio !== undefined && !client.audio.has(probe.audio) ? ['audio-codec'] : [];
  const wrapping: PlaybackReason[] = [];
  if (probe.container !== undefined && !client.containers.has(probe.container)) wrapping.push('container');
  if (client.needsHvc1 && probe.video === 'hevc' && probe.videoTag === 'hev1') wrapping.push('video-tag');
  const reasons = [...picture, ...sound, ...wrapping];
  if (picture.length > 0) return { mode: 'transcode', reasons };
  if (sound.length > 0) return { mode: 'audio', reasons };
  return { mode: wrapping.length > 0 ? 'remux' : 'direct', reasons };
}

function pictureReasons(
  { video, bitDepth = 8, isHdr }: PlaybackProbe,
  client: PlaybackClient,
): PlaybackReason[] {
  if (video === undefined) return [];
  const reasons: PlaybackReason[] = [];
  if (!client.video.has(video)) reasons.push('video-codec');
  if (bitDepth > 8 && EIGHT_BITS_ONLY.has(video)) reasons.push('bit-depth');
  // A browser that plays the codec shows HDR by itself; H.264 made of it has to be told how.
  if (isHdr && reasons.length > 0) reasons.push('hdr');
  return reasons;
}
