import sharp from 'sharp';
import type { ProbeResult } from '../probing/probe-result.js';
import { findFilmColour } from './video-poster.js';

/**
 * Whether a picture looks wrong that was made by taking its numbers as they are: light of HDR, wide gamuts, more than 8 bits, inks. What
 * cannot be told counts as such.
 *
 * @param path absolute
 */
export async function needsColour(path: string, probe: ProbeResult): Promise<boolean> {
  const { kind, mimeType, colour, demuxer } = probe;
  if (kind === 'video') return (await findFilmColour(path, demuxer).catch(() => undefined)) !== undefined;
  if (colour !== undefined || mimeType === 'image/jxl') return true;
  const stored = await sharp(path, { failOn: 'none', limitInputPixels: false })
    .metadata()
    .catch(() => undefined);
  return stored?.depth !== 'uchar' || stored.space === 'cmyk' || probe.hasAlphaTrack === true;
}
