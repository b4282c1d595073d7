import { availableParallelism } from 'node:os';
import { INIT_PART, SEGMENT_SEC } from '@hearth/catalog';
import { commonColour } from './common-colour.js';
import type { RenditionPlan } from './rendition-plan.js';
import { runConfined } from '../media-tools/confined-process.js';
import { confinedInput } from '../media-tools/ffmpeg.js';

/** The shorter side of the picture at most, in pixels. */
const SHORT_SIDE_PX = 720;
const SOUND_RATE_HZ = 48_000;
/** So much earlier than the sound its first frame begins. */
const AAC_PRIMING_SEC = 1024 / SOUND_RATE_HZ;
/**
 * Nobody's request shall wait for what is made ahead. What somebody looks at a black picture for yields to requests as well, but not to
 * each picture that is drawn of a new library: at 15 it would get a thirtieth of their time, at 5 a third.
 */
const NICENESS = { patient: '15', hurried: '5' };
/** The film itself is looked after by who reads the pieces; this ends what nobody does. */
const LONGEST_RUN_SEC = 24 * 3600;
const FOUR_GIB = 4 * 1024 ** 3;

export interface SegmentsRequest {
  /** Absolute path. */
  readonly path: string;
  readonly plan: RenditionPlan;
  /** The first piece, which begins so many times `SEGMENT_SEC` into the film. */
  readonly first: number;
  readonly lengthSec: number;
  /** Absolute; pieces appear in it whole. */
  readonly folder: string;
  /** Somebody waits for it. */
  readonly isHurried: boolean;
}

/**
 * Makes pieces of fragmented MP4 (H.264 with AAC), each beginning with a key frame at its border: pieces of different runs fit together.
 * What ends too early is held at its last frame, in silence, so that their number is always the one that was promised.
 *
 * @throws ToolFailed
 */
export async function encodeSegments(request: SegmentsRequest, signal: AbortSignal): Promise<void> {
  await runConfined(
    'nice',
    ['-n', NICENESS[request.isHurried ? 'hurried' : 'patient'], 'ffmpeg', ...argumentsOf(request)],
    {
      wallClockMs: LONGEST_RUN_SEC * 1000,
      cpuSec: LONGEST_RUN_SEC * availableParallelism(),
      memoryBytes: FOUR_GIB,
    },
    signal,
  );
}

function argumentsOf({
  path,
  plan: { picture, hasSound },
  first,
  lengthSec,
  folder,
}: SegmentsRequest): string[] {
  const startSec = String(first * SEGMENT_SEC);
  // Players take a piece that begins before zero for a damaged one; beside a picture they go by that.
  const shownSec = picture ? startSec : (first * SEGMENT_SEC + AAC_PRIMING_SEC).toFixed(6);
  return [
    ...['-nostdin', '-v', 'error', '-hide_banner', ...confinedInput(undefined)],
    // An AVI whose pictures are out of order begins before its own zero, and has nowhere to seek to.
    ...(first === 0 ? [] : ['-ss', startSec]),
    ...['-i', `file:${path}`, '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
    ...['-t', String(lengthSec)],
    ...(picture ? ['-map', '0:V:0', '-vf', pictureFilters(picture).join(','), ...pictureCodec(picture)] : []),
    ...(hasSound ? ['-map', '0:a:0', '-af', SOUND_FILTERS, '-c:a', 'aac', '-b:a', '160k', '-ac', '2'] : []),
    ...['-output_ts_offset', shownSec, '-avoid_negative_ts', 'disabled', '-max_muxing_queue_size', '4096'],
    ...['-f', 'hls', '-hls_time', String(SEGMENT_SEC), '-hls_list_size', '0', '-hls_segment_type', 'fmp4'],
    // Times go on from run to run only with this.
    ...['-hls_segment_options', 'movflags=+frag_discont', '-hls_flags', 'temp_file+independent_segments'],
    ...['-hls_fmp4_init_filename', INIT_PART, '-start_number', String(first)],
    ...['-hls_segment_filename', `file:${folder}/%d.m4s`, `file:${folder}/index.m3u8`],
  ];
}

const SOUND_FILTERS = `aresample=${SOUND_RATE_HZ}:async=1:first_pts=0,apad`;

function pictureFilters({
  framesPerSec,
  colour,
  isInterlaced,
}: NonNullable<RenditionPlan['picture']>): string[] {
  const px = String(SHORT_SIDE_PX);
  const even = (side: string): string => `max(2\\,trunc(min(${px}\\,${side})/2)*2)`;
  return [
    ...(isInterlaced ? ['yadif=deint=interlaced'] : []),
    'scale=w=trunc(iw*max(sar\\,1)):h=trunc(ih/min(sar\\,1))',
    'setsar=1',
    `scale=w=if(gte(iw\\,ih)\\,-2\\,${even('iw')}):h=if(gte(iw\\,ih)\\,${even('ih')}\\,-2)`,
    ...(colour === undefined ? [] : commonColour(colour)),
    'format=yuv420p',
    `fps=${framesPerSec}:start_time=0`,
    'tpad=stop_mode=clone:stop=-1',
  ];
}

function pictureCodec({ framesPerSec }: NonNullable<RenditionPlan['picture']>): string[] {
  const frames = String(framesPerSec * SEGMENT_SEC);
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-maxrate', '5M', '-bufsize', '10M'],
    ...['-profile:v', 'high', '-g', frames, '-keyint_min', frames, '-sc_threshold', '0'],
  ];
}
