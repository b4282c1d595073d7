import type { FfprobeReport, FfprobeStream } from '../media-tools/ffmpeg.js';

/** How a film is made ready for players that do not play it as it is. */
export interface RenditionPlan {
  readonly picture?: PicturePlan;
  readonly hasSound: boolean;
}

export interface PicturePlan {
  /** A whole number, so that a piece of some seconds holds a whole number of frames. */
  readonly framesPerSec: number;
  /** The transfer function of light that common screens do not show, by ffmpeg's name. */
  readonly hdrTransfer?: string;
  readonly isInterlaced: boolean;
}

const HDR_TRANSFERS = ['smpte2084', 'arib-std-b67'];
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
  const transfer = video.color_transfer ?? '';
  return {
    framesPerSec: wholeRate(video.avg_frame_rate ?? video.r_frame_rate),
    isInterlaced: ['tt', 'bb', 'tb', 'bt'].includes(video.field_order ?? ''),
    ...(HDR_TRANSFERS.includes(transfer) && { hdrTransfer: transfer }),
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
