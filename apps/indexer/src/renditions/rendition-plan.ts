import type { FfprobeReport, FfprobeStream } from '../media-tools/ffmpeg.js';

/** How a film is made ready for players that do not play it as it is. */
export interface RenditionPlan {
  readonly picture?: PicturePlan;
  readonly hasSound: boolean;
}

export interface PicturePlan {
  /** A whole number, so that a piece of some seconds holds a whole number of frames. */
  readonly framesPerSec: number;
  /** What its numbers mean, by ffmpeg's names, where common screens do not show it as it is. */
  readonly colour?: PlannedColour;
  readonly isInterlaced: boolean;
}

export interface PlannedColour {
  readonly primaries: string;
  readonly matrix: string;
  readonly transfer: string;
  /** Brighter than a common screen's white. */
  readonly isHdr: boolean;
}

const HDR_TRANSFERS = ['smpte2084', 'arib-std-b67'];
/** Those that ffmpeg's zscale names alike. */
const KNOWN_TRANSFERS = [
  ...HDR_TRANSFERS,
  ...['bt709', 'smpte170m', 'bt2020-10', 'bt2020-12', 'iec61966-2-1', 'linear'],
];
const WIDE_PRIMARIES = ['bt2020', 'smpte431', 'smpte432'];
const RATES = [12, 15, 24, 25, 30];
/** 29.97 is 30. */
const NEAR = 0.1;

/** Undefined: there is nothing to play in it. */
export function planRendition({ streams }: FfprobeReport): RenditionPlan | undefined {
  const video = streams.find(
    (stream) => stream.codec_type === 'video' && !stream.disposition?.['attached_pic'],
  );
  const hasSound = streams.some((stream) => stream.codec_type === 'audio');
  if (!video && !hasSound) return undefined;
  return { hasSound, ...(video && { picture: planPicture(video) }) };
}

function planPicture(video: FfprobeStream): PicturePlan {
  const colour = planColour(video);
  return {
    framesPerSec: wholeRate(video.avg_frame_rate ?? video.r_frame_rate),
    isInterlaced: ['tt', 'bb', 'tb', 'bt'].includes(video.field_order ?? ''),
    ...(colour && { colour }),
  };
}

/** Files that say one thing leave out the others: light of HDR is that of BT.2020 unless they say otherwise. */
function planColour({
  color_primaries: primaries = '',
  color_transfer: transfer = '',
  color_space: matrix = '',
}: FfprobeStream): PlannedColour | undefined {
  const isHdr = HDR_TRANSFERS.includes(transfer);
  const isWide = WIDE_PRIMARIES.includes(primaries);
  if (!isHdr && !isWide) return undefined;
  const isSaid = (name: string): boolean => !['', 'unknown', 'reserved'].includes(name);
  return {
    primaries: isSaid(primaries) ? primaries : 'bt2020',
    matrix: isSaid(matrix) ? matrix : primaries === 'bt2020' || isHdr ? 'bt2020nc' : 'bt709',
    transfer: KNOWN_TRANSFERS.includes(transfer) ? transfer : 'bt709',
    isHdr,
  };
}

/** The rate of ffprobe's fraction as one of a few whole ones: every second frame of what is faster. */
export function wholeRate(fraction: string | undefined): number {
  const [frames = NaN, seconds = 1] = (fraction ?? '').split('/').map(Number);
  const rate = frames / seconds;
  if (!Number.isFinite(rate) || rate <= 0) return 25;
  const wanted = rate > 30 + NEAR ? rate / 2 : rate;
  return RATES.find((whole) => whole >= wanted - NEAR) ?? 30;
}
