import { INIT_PART, SEGMENT_SEC, segmentLengthSec, segmentPart } from '@hearth/catalog';

interface PlaylistFacts {
  readonly segments: number;
  readonly durationSec: number;
  /** The address of a piece. */
  readonly addressOf: (part: string) => string;
}

/**
 * A media playlist (RFC 8216, section 4.3.3) of the whole film. As all pieces but the last are equally long, it is known before any is
 * made, so that a player can seek anywhere from its first moment.
 */
export function writePlaylist({ segments, durationSec, addressOf }: PlaylistFacts): string {
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${SEGMENT_SEC}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MAP:URI="${addressOf(INIT_PART)}"`,
  ];
  for (let segment = 0; segment < segments; segment += 1) {
    const lengthSec = segmentLengthSec(segment, segments, durationSec);
    lines.push(`#EXTINF:${lengthSec.toFixed(3)},`, addressOf(segmentPart(segment)));
  }
  return `${[...lines, '#EXT-X-ENDLIST'].join('\n')}\n`;
}
