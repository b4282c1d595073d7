import { z } from 'zod';
import { fileId, playbackId } from './ids.js';

/** Seconds from the start of the file, `from` before `to`. */
export const segment = z
  .tuple([z.number().min(0).max(1_000_000), z.number().min(0).max(1_000_000)])
  .refine(([fromSec, toSec]) => fromSec < toSec, 'a segment ends after it starts');

export const playedEvent = z.object({
  type: z.literal('played'),
  /**
   * Each second of a playback counts once, however often it is told. What somebody goes back to and plays again is told as
   * another playback.
   */
  playbackId,
  fileId,
  segments: z.array(segment).min(1).max(500),
  /** Where the player stands, in seconds; where it is left out, the end of the last segment. */
  positionSec: z.number().min(0).max(1_000_000).optional(),
  at: z.iso.datetime(),
});
export type PlayedEvent = z.infer<typeof playedEvent>;
