import type { FfprobeReport, FfprobeStream } from '../media-tools/ffmpeg.js';
import { nameCamera } from './exif-facts.js';
import { parseIso6709 } from './gps-position.js';
import type { MediaFacts } from './probe-result.js';
import { readTrack } from './track-facts.js';
import { findTag, type TagValues } from './tag-text.js';
import { asMoment, parseWrittenTime, takenFrom } from './taken.js';

const isCover = (stream: FfprobeStream): boolean => stream.disposition?.['attached_pic'] === 1;

function toSeconds(duration: string | undefined): number | undefined {
  const seconds = Number(duration);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

function readSize(video: FfprobeStream | undefined): MediaFacts {
  const { width = 0, height = 0 } = video ?? {};
  if (width <= 0 || height <= 0) return {};
  const rotation = video?.side_data_list?.find((sideData) => sideData.rotation !== undefined)?.rotation ?? 0;
  return rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** Sorts ffprobe's answer into our facts. Pure. */
export function factsFromFfprobe(
  report: FfprobeReport,
  container: string | undefined,
): MediaFacts & { hasStreams: boolean } {
  const { format, streams } = report;
  const video = streams.find((stream) => stream.codec_type === 'video' && !isCover(stream));
  const audio = streams.find((stream) => stream.codec_type === 'audio');
  const subtitles = streams
    .filter((stream) => stream.codec_type === 'subtitle' && stream.codec_name !== undefined)
    .map((stream) => stream.codec_name as string);

  // Ogg keeps its comments with the stream, most others with the container.
  const tags: TagValues = { ...video?.tags, ...audio?.tags, ...format.tags };
  const apple = (name: string): string | undefined => findTag(tags, `com.apple.quicktime.${name}`);
  return {
    ...readSize(video),
    durationSec: toSeconds(format.duration) ?? toSeconds(video?.duration) ?? toSeconds(audio?.duration),
    codecs: {
      container,
      video: video?.codec_name,
      audio: audio?.codec_name,
      ...(subtitles.length > 0 && { subtitles }),
    },
    title: findTag(format.tags, 'title') ?? findTag(audio?.tags, 'title') ?? findTag(video?.tags, 'title'),
    artist: findTag(tags, 'artist', 'author'),
    album: findTag(tags, 'album'),
    track: audio && !video ? readTrack(tags) : undefined,
    taken: takenFrom(
      'container',
      parseWrittenTime(apple('creationdate')),
      // A container's creation time is in UTC even where it does not say so; AVI's is a camera's clock.
      container === 'avi'
        ? parseWrittenTime(findTag(tags, 'creation_time'))
        : asMoment(parseWrittenTime(findTag(tags, 'creation_time'))),
      parseWrittenTime(findTag(tags, 'date')),
    ),
    gps: parseIso6709(apple('location.iso6709')) ?? parseIso6709(findTag(tags, 'location', 'location-eng')),
    camera: nameCamera(apple('make'), apple('model')),
    livePhotoContentId: apple('content.identifier'),
    hasCover: streams.some(isCover),
    hasStreams: video !== undefined || audio !== undefined,
  };
}
