import fluentFfmpeg from 'fluent-ffmpeg';
import { runConfined, ToolFailed, type ProcessLimits } from './confined-process.js';
import { IS_NOTHING, readMeasured } from './measured.js';
import { limitsFor, outputLimitFor } from './work-limits.js';

/**
 * How ffmpeg and ffprobe are called, but for `encode-segments.ts`. fluent-ffmpeg writes the command lines; the processes
 * are started by `runConfined`, which fluent-ffmpeg's own runner cannot do (no process group, no limits).
 */

export interface FfprobeStream {
  index: number;
  codec_type?: string;
  codec_name?: string;
  codec_tag_string?: string;
  width?: number;
  height?: number;
  duration?: string;
  disposition?: Record<string, number>;
  tags?: Record<string, string>;
  /** As fractions: `30000/1001`. */
  avg_frame_rate?: string;
  r_frame_rate?: string;
  color_transfer?: string;
  color_primaries?: string;
  color_space?: string;
  field_order?: string;
  side_data_list?: { side_data_type?: string; rotation?: number }[];
}

export interface FfprobeReport {
  format: { format_name?: string; duration?: string; probe_score?: number; tags?: Record<string, string> };
  streams: FfprobeStream[];
  /** Times in seconds. */
  chapters?: { start_time?: string; end_time?: string; tags?: Record<string, string> }[];
}

/**
 * Container formats that may be opened when the content did not tell which it is. None of them names other files
 * (concat, hls, dash, image2 patterns, sdp and playlists are left out on purpose).
 */
const SELF_CONTAINED_DEMUXERS = [
  ...[
    'mov',
    'matroska',
    'avi',
    'asf',
    'flv',
    'mpegts',
    'mpeg',
    'mpegvideo',
    'm4v',
    'ogg',
    'flac',
    'mp3',
    'aac',
  ],
  ...[
    'wav',
    'w64',
    'aiff',
    'ape',
    'wv',
    'tta',
    'mpc',
    'mpc8',
    'dsf',
    'amr',
    'ac3',
    'eac3',
    'dts',
    'rm',
    'caf',
    'au',
  ],
  ...['mxf', 'ivf', 'h264', 'hevc', 'gif', 'nut', 'dv', 'voc', 'tak', 'shn', 'libopenmpt'],
].join(',');

/** Options every run gets. Formats are held to the detected one: a `.mp4` may be a playlist that names its neighbours. */
export function confinedInput(demuxer: string | undefined): string[] {
  const formats = demuxer ?? SELF_CONTAINED_DEMUXERS;
  const forced = demuxer === undefined ? [] : ['-f', demuxer];
  return ['-protocol_whitelist', 'file', '-format_whitelist', formats, ...forced];
}

const PROBE_LIMITS: Partial<ProcessLimits> = { wallClockMs: 20_000, cpuSec: 10, outputBytes: 4 * 1024 ** 2 };

/**
 * Asks ffprobe for the container and the streams of one file.
 *
 * @param path absolute path
 * @param demuxer ffmpeg's name of the container format found in the content; unknown = any self-contained one
 * @throws ToolFailed when ffprobe cannot read it
 */
export async function readStreams(path: string, demuxer: string | undefined): Promise<FfprobeReport> {
  const wanted = ['-print_format', 'json', '-show_format', '-show_streams', '-show_chapters'];
  const args = ['-v', 'error', '-hide_banner', ...confinedInput(demuxer), ...wanted, '-i', `file:${path}`];
  const { stdout } = await runConfined('ffprobe', args, PROBE_LIMITS);
  const report = JSON.parse(stdout.toString('utf8')) as Partial<FfprobeReport>;
  return { format: report.format ?? {}, streams: report.streams ?? [], chapters: report.chapters ?? [] };
}

/** The whole file is read once, at the speed of the disk. */
const MEASURE_LIMITS: Partial<ProcessLimits> = { wallClockMs: 120_000, cpuSec: 30 };

/**
 * How many seconds of picture and sound there are, for what does not say so itself: a stream that was recorded as it ran.
 *
 * @returns 0 where nothing follows the header, or nothing of it can be decoded; undefined where that cannot be told
 * @throws ToolFailed where ffmpeg is missing
 */
export async function measureDuration(
  path: string,
  demuxer: string | undefined,
): Promise<number | undefined> {
  // That nothing came out is a warning.
  const input = ['-nostdin', '-v', 'warning', ...confinedInput(demuxer), '-i', `file:${path}`];
  const copied = ['-map', '0:V?', '-map', '0:a?', '-c', 'copy', '-progress', 'pipe:1', '-f', 'null', '-'];
  try {
    const { stdout, stderr } = await runConfined('ffmpeg', [...input, ...copied], MEASURE_LIMITS);
    return readMeasured(stdout.toString('latin1'), stderr);
  } catch (error) {
    if (!(error instanceof ToolFailed) || error.why === 'missing') throw error;
    return error.why === 'failed' && IS_NOTHING.test(error.stderr) ? 0 : undefined;
  }
}

export interface FrameRequest {
  /** Absolute path. */
  path: string;
  /** ffmpeg's name of the container format. */
  demuxer: string | undefined;
  /** Where to look, in seconds; the nearest key frame before it is taken. */
  atSec?: number;
  /** The frame is scaled down to fit this square, in pixels. */
  fitWithinPx: number;
  /** Decodes all frames up to there, which takes its time, instead of key frames alone. */
  everyFrame?: boolean;
  /** An attached cover, or (as usual) moving pictures only. */
  cover?: boolean;
  /** Whether the second track of pictures is the first one's transparency. */
  hasAlphaTrack?: boolean;
  /** Of one frame, for the time it may take. */
  pixels?: number;
  /** JPEG for photos of a scene, PNG for what needs each pixel (alpha, 16 bits). */
  encoding: 'jpeg' | 'png';
}

/**
 * Decodes one frame, upright as its display matrix says and with square pixels.
 *
 * @returns an encoded image, or an empty buffer when there was no frame at that place
 * @throws ToolFailed
 */
export async function extractFrame(request: FrameRequest): Promise<Buffer> {
  const {
    path,
    demuxer,
    atSec,
    fitWithinPx,
    cover,
    encoding,
    hasAlphaTrack,
    everyFrame,
    pixels = 0,
  } = request;
  const squarePixels = ['scale=w=trunc(iw*max(sar\\,1)):h=trunc(ih/min(sar\\,1))', 'setsar=1'];
  const edge = String(fitWithinPx);
  const fit = `scale=w=min(${edge}\\,iw):h=min(${edge}\\,ih):force_original_aspect_ratio=decrease`;
  const asEncoded =
    encoding === 'jpeg' ? ['-c:v', 'mjpeg', '-q:v', '2', '-pix_fmt', 'yuvj420p'] : ['-c:v', 'png'];
  const filters = [...squarePixels, fit].join(',');
  const pictured = hasAlphaTrack
    ? ['-filter_complex', `[0:v:0][0:v:1]alphamerge,${filters}[out]`, '-map', '[out]']
    : ['-map', cover ? '0:v:0' : '0:V:0', '-vf', filters];
  const command = fluentFfmpeg(`file:${path}`)
    .inputOptions([
      '-nostdin',
      '-v',
      'error',
      '-hide_banner',
      '-threads',
      '1',
      ...(everyFrame ? [] : ['-skip_frame', 'nokey']),
      ...confinedInput(demuxer),
    ])
    .noAudio()
    .frames(1)
    .outputOptions([...pictured, '-sn', '-dn', ...asEncoded])
    .format('image2pipe')
    .output('pipe:1');
  if (atSec !== undefined && atSec > 0) command.seekInput(atSec);
  const { stdout } = await runConfined('ffmpeg', command._getArguments(), {
    ...limitsFor(pixels),
    outputBytes: outputLimitFor(Math.min(pixels, fitWithinPx ** 2)),
  });
  return stdout;
}
