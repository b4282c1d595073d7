import sharp from 'sharp';
import { extractFrame } from '../media-tools/ffmpeg.js';
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

/**
 * A frame that shows what the film is about: not its black beginning, not a plain title card.
 *
 * @returns an encoded picture, upright
 * @throws ToolFailed when no frame can be decoded
 */
export async function findRepresentativeFrame(
  path: string,
  { durationSec = 0, demuxer, width = 0, height = 0 }: ProbeResult,
  fitWithinPx: number,
): Promise<Buffer> {
  let best: Candidate | undefined;
  // JPEG halves the colour's resolution, which leaves nothing of the tiniest films.
  const encoding = Math.min(width, height) < TINY_PX ? 'png' : 'jpeg';
  const places = durationSec > 1 ? PLACES : [0];
  for (const place of places) {
    const request = { path, demuxer, fitWithinPx, encoding, atSec: durationSec * place } as const;
    const isLast = place === 0;
    const frame = await extractFrame(request).catch((error: unknown) => {
      if (isLast && !best) throw error;
      return Buffer.alloc(0);
    });
    if (frame.length === 0) continue;
    const candidate = await judge(frame);
    if (!best || candidate.score > best.score) best = candidate;
    if (candidate.isTelling) return candidate.frame;
  }
  return best?.frame ?? Buffer.alloc(0);
}
