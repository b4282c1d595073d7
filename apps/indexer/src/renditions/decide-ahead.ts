import { countSegments, type PhoneFilm } from '@hearth/catalog';
import { ANY_PHONE, decidePlayback } from '@hearth/contracts';

/** So much a piece takes of the disk at most: what the encoder may write in four seconds of picture and sound. */
export const SEGMENT_BYTES = 2_600_000;
const AT_ONCE = 20;

interface Ahead {
  readonly sha256: string;
  readonly segments: number;
}

/** Which films are made ready before anybody opens them: those that not every phone plays, as far as there is room for the whole of each. */
export function decideAhead(films: readonly PhoneFilm[], roomBytes: number): Ahead[] {
  const chosen: Ahead[] = [];
  let room = roomBytes;
  for (const { sha256, duration_sec, codecs } of films) {
    if (chosen.length === AT_ONCE) break;
    if (!codecs || decidePlayback(codecs, ANY_PHONE).mode === 'direct') continue;
    const segments = countSegments(duration_sec);
    if (segments * SEGMENT_BYTES > room) continue;
    room -= segments * SEGMENT_BYTES;
    chosen.push({ sha256, segments });
  }
  return chosen;
}
