import type { Chapter, InnerSubtitle } from '@hearth/catalog';
import type { FfprobeReport, FfprobeStream } from '../media-tools/ffmpeg.js';

/** Those that are text; the others are pictures of text. */
const TEXT_CODECS = ['subrip', 'ass', 'ssa', 'webvtt', 'mov_text', 'text'];
const MOST_SUBTITLES = 32;
const MOST_CHAPTERS = 500;
const MOST_LETTERS = 200;

export interface SubtitleToTakeOut extends InnerSubtitle {
  /** Of the stream in its container. */
  readonly stream: number;
  /** Its decoder does not know it; it is read as plain text with tags, which WebVTT in Matroska is. */
  readonly isPlain?: boolean;
}

/**
 * What there is to take out of a film, by what ffprobe says of it.
 *
 * @param subtitleCodecs of its subtitles in their order, as the container names them: ffprobe 5 knows no WebVTT in Matroska
 */
export function planInnerTexts(
  { streams, chapters = [] }: FfprobeReport,
  subtitleCodecs: readonly string[] = [],
): {
  chapters: Chapter[];
  subtitles: SubtitleToTakeOut[];
} {
  return {
    chapters: chapters
      .slice(0, MOST_CHAPTERS)
      .map(({ start_time: start, end_time: end, tags }, index) => ({
        title: worded(tags?.['title']) ?? `Chapter ${index + 1}`,
        fromSec: Number(start),
        toSec: Number(end),
      }))
      .filter(({ fromSec, toSec }) => fromSec >= 0 && toSec > fromSec && Number.isFinite(toSec)),
    subtitles: streams
      .filter(({ codec_type: type }) => type === 'subtitle')
      .map((stream, place) => ({ ...stream, ...decidePlain(stream, subtitleCodecs[place]) }))
      .filter(({ codec_name: codec }) => TEXT_CODECS.includes(codec ?? ''))
      .slice(0, MOST_SUBTITLES)
      .map(({ index: stream, isPlain, tags, disposition }, index) => ({
        ...{ index, stream, ...(isPlain && { isPlain }) },
        language: /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.exec(tags?.['language'] ?? '')?.[0] ?? null,
        title: worded(tags?.['title']) ?? null,
        isForced: disposition?.['forced'] === 1,
      })),
  };
}

function decidePlain(
  { codec_name: codec }: FfprobeStream,
  named = codec,
): { codec_name?: string | undefined; isPlain: boolean } {
  const isKnown = codec !== undefined && codec !== 'unknown';
  return { codec_name: isKnown ? codec : named, isPlain: !isKnown };
}

/** One line, without what Postgres does not keep. */
function worded(text: string | undefined): string | undefined {
  const line = text
    ?.replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MOST_LETTERS)
    .toWellFormed();
  return line === '' ? undefined : line;
}
