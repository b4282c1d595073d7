import type { Chapter, InnerSubtitle } from '@hearth/catalog';
import type { FfprobeReport } from '../media-tools/ffmpeg.js';

/** Those that are text; the others are pictures of text. */
const TEXT_CODECS = ['subrip', 'ass', 'ssa', 'webvtt', 'mov_text', 'text'];
const MOST_SUBTITLES = 32;
const MOST_CHAPTERS = 500;
const MOST_LETTERS = 200;

export interface SubtitleToTakeOut extends InnerSubtitle {
  /** Of the stream in its container. */
  readonly stream: number;
}

/** What there is to take out of a film, by what ffprobe says of it. */
export function planInnerTexts({ streams, chapters = [] }: FfprobeReport): {
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
      .filter(
        ({ codec_type: type, codec_name: codec }) => type === 'subtitle' && TEXT_CODECS.includes(codec ?? ''),
      )
      .slice(0, MOST_SUBTITLES)
      .map(({ index: stream, tags, disposition }, index) => ({
        ...{ index, stream },
        language: /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.exec(tags?.['language'] ?? '')?.[0] ?? null,
        title: worded(tags?.['title']) ?? null,
        isForced: disposition?.['forced'] === 1,
      })),
  };
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
