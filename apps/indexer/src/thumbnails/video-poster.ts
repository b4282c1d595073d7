import sharp from 'sharp';
import { extractFrame, readStreams, type FrameRequest } from '../media-tools/ffmpeg.js';
import { codePointsFromNames, isCommon, type CodePoints } from '../probing/code-points.js';
import type { ProbeResult } from '../probing/probe-result.js';

/** Where to look, as parts of the film: past its fade-in first, then further on while all is dark. */
const PLACES = [0.1, 0.3, 0.5, 0.75, 0] as const;
/** Mean brightness (0 to 255) and contrast below which a frame shows nothing. */
const DARK_MEAN = 18;
const FLAT_DEVIATION = 6;
const TINY_PX = 16;

interface Candidate {
  frame: Buffer;
  score: number;
  isTelling: boolean;
}

async function judge(frame: Buffer): Promise<Candidate> {
  const { channels } = await sharp(frame).resize(64, 64, { fit: 'inside' }).greyscale().stats();
  const { mean = 0, stdev = 0 } = channels[0] ?? {};
  return { frame, score: stdev, isTelling: mean > DARK_MEAN && stdev > FLAT_DEVIATION };
}

/** Where all frames are decoded from the beginning, in seconds: not too far into a film that has few key frames. */
function secondsToTry(durationSec: number): number[] {
  if (durationSec <= 0) return [1, 3, 10];
  return [...new Set([0.1, 0.3, 0.5, 0.75].map((place, at) => Math.min(durationSec * place, 10 * 2 ** at)))];
}

type Look = Pick<FrameRequest, 'atSec' | 'everyFrame'>;

/** Key frames are had at once; where none shows anything the rest is decoded. */
function placesToLook(durationSec: number): Look[] {
  const places = durationSec > 1 ? PLACES : [0];
  return [
    ...places.map((place) => ({ atSec: durationSec * place })),
    ...secondsToTry(durationSec).map((atSec) => ({ atSec, everyFrame: true })),
  ];
}

/**
 * A frame that shows what the film is about: not its black beginning, not a plain title card.
 *
 * @returns an encoded picture, upright, and what its numbers mean
 * @throws ToolFailed when no frame can be decoded
 */
export async function findRepresentativeFrame(
  path: string,
  { durationSec = 0, demuxer, width = 0, height = 0 }: ProbeResult,
  fitWithinPx: number,
): Promise<{ input: Buffer; colour: CodePoints | undefined }> {
  const colour = await findFilmColour(path, demuxer);
  let best: Candidate | undefined;
  let failure: unknown;
  // JPEG halves the colour's resolution, which leaves nothing of the tiniest films, and has 8 bits.
  const encoding = Math.min(width, height) < TINY_PX || colour ? 'png' : 'jpeg';
  for (const look of placesToLook(durationSec)) {
    const request = { path, demuxer, fitWithinPx, encoding, pixels: width * height, ...look } as const;
    const frame = await extractFrame(request).catch((error: unknown) => {
      failure = error;
      return Buffer.alloc(0);
    });
    // What cannot be decoded at its beginning is not decoded further on either.
    if (frame.length === 0 && look.everyFrame && !best) break;
    if (frame.length === 0) continue;
    const candidate = await judge(frame);
    if (!best || candidate.score > best.score) best = candidate;
    if (candidate.isTelling) break;
  }
  if (!best && failure) throw failure;
  return { input: best?.frame ?? Buffer.alloc(0), colour };
}

/** What the numbers of a film mean, where that is not what they look like. */
export async function findFilmColour(
  path: string,
  demuxer: string | undefined,
): Promise<CodePoints | undefined> {
  const { streams } = await readStreams(path, demuxer);
  const video = streams.find(
    ({ codec_type: type, disposition }) => type === 'video' && !disposition?.['attached_pic'],
  );
  const colour = codePointsFromNames(video?.color_primaries, video?.color_transfer);
  return isCommon(colour) ? undefined : colour;
}
