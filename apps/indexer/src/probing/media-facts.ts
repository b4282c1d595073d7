import {
  FilePathSource,
  FLAC,
  Input,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  WAVE,
  WEBM,
  type InputTrack,
  type InputVideoTrack,
  type MetadataTags,
} from 'mediabunny';
import { FILE_TYPES, type FileTypeName } from '@hearth/media-types';
import { readApeTag } from './ape-tag.js';
import type { RandomAccess } from './byte-source.js';
import { fromMediabunny, fromSampleEntry } from './codec-names.js';
import { nameCamera } from './exif-facts.js';
import { parseIso6709, parseLoci } from './gps-position.js';
import {
  readItemText,
  readMovieHeader,
  readMovieXmp,
  readTracks,
  readUserData,
  readUserText,
  type TrackHeader,
} from './iso-media.js';
import { hasSoundEbmlHeader, readMatroskaHeader } from './matroska.js';
import { mergeFacts } from './merge-facts.js';
import { hasKnowableLength } from './mpeg-audio.js';
import { skipId3 } from './file-signature.js';
import type { Codecs, MediaFacts } from './probe-result.js';
import { readId3v1, withRightWords, wordsOf } from './id3v1.js';
import type { Track } from '@hearth/contracts';
import { readTrack } from './track-facts.js';
import { findTag, withUtf8, type TagValues } from './tag-text.js';
import { readXmpFacts } from './xmp-facts.js';
import { asMoment, parseWrittenTime, takenFrom } from './taken.js';

/** Formats that mediabunny reads right; playlists (HLS) are left out on purpose, they name other files. */
const FORMATS = [MP4, QTFF, MATROSKA, WEBM, MP3, FLAC, OGG, WAVE];

/** Some seconds of sound: enough to see whether its bit rate varies. */
const MPEG_START_BYTES = 64 * 1024;

/** mediabunny does not know enough of this file; ffprobe shall look. */
class NotSure extends Error {}

async function nameCodec(track: InputTrack): Promise<string> {
  const codec = await track.getCodec();
  const internal = await track.getInternalCodecId();
  const name =
    (codec && fromMediabunny(codec)) ?? (typeof internal === 'string' && fromSampleEntry(internal));
  if (!name) throw new NotSure(`unknown codec ${String(codec ?? internal)}`);
  return name;
}

async function readCodecs(tracks: readonly InputTrack[], container: string | undefined): Promise<Codecs> {
  const video = tracks.find((track) => track.type === 'video');
  const audio = tracks.find((track) => track.type === 'audio');
  return { container, video: video && (await nameCodec(video)), audio: audio && (await nameCodec(audio)) };
}

async function readSize(track: InputVideoTrack | undefined): Promise<MediaFacts> {
  if (!track) return {};
  const [width, height] = [await track.getCodedWidth(), await track.getCodedHeight()];
  if (!(width > 0 && height > 0)) throw new NotSure('no picture size');
  const isTurned = (await track.getRotation()) % 180 !== 0;
  return isTurned ? { width: height, height: width } : { width, height };
}

async function readDuration(input: Input, known: number | undefined): Promise<number> {
  const durationSec = known ?? (await input.getDurationFromMetadata()) ?? (await input.computeDuration());
  if (!Number.isFinite(durationSec) || durationSec <= 0) throw new NotSure('no duration');
  return durationSec;
}

function readTagFacts(tags: MetadataTags): MediaFacts {
  const raw = (tags.raw ?? {}) as TagValues;
  const text = (...names: string[]): string | undefined => findTag(raw, ...names);
  const userDefined = raw['TXXX'] as TagValues | undefined;
  const apple = (name: string): string | undefined => text(`com.apple.quicktime.${name}`);
  return {
    title: findTag({ title: tags.title }, 'title') ?? apple('title'),
    artist: text('artist') ?? findTag({ artist: tags.artist }, 'artist') ?? apple('artist'),
    album: findTag({ album: tags.album }, 'album') ?? apple('album'),
    taken: takenFrom(
      'container',
      parseWrittenTime(apple('creationdate')),
      asMoment(parseWrittenTime(text('creation_time', 'TDEN') ?? findTag(userDefined, 'creation_time'))),
    ),
    gps: parseIso6709(apple('location.iso6709')) ?? parseIso6709(text('©xyz')),
    camera: nameCamera(apple('make'), apple('model')),
    track: readTrackOf(tags, raw),
    livePhotoContentId: apple('content.identifier'),
    hasCover: (tags.images?.length ?? 0) > 0,
  };
}

/** What mediabunny names itself, and the rest by the names of the format. */
function readTrackOf(tags: MetadataTags, raw: TagValues): Track | undefined {
  const known: TagValues = {
    track: tags.trackNumber === undefined ? undefined : String(tags.trackNumber),
    disc: tags.discNumber === undefined ? undefined : String(tags.discNumber),
    genre: tags.genre,
    year:
      tags.date instanceof Date && !Number.isNaN(tags.date.getTime()) ? tags.date.toISOString() : undefined,
  };
  return readTrack({ ...raw, ...known });
}

/** A single letter is what is left of UTF-16 that lost its byte order mark. */
function isGarbled(text: string | undefined): boolean {
  return text !== undefined && (text.length === 1 || text.includes('\ufffd'));
}

/** What cameras and phones write next to the film: shutter time as plain text, place, maker. */
function readUserDataFacts(source: RandomAccess): MediaFacts {
  return {
    taken: takenFrom('container', parseWrittenTime(readUserData(source, 'date')?.toString('latin1'))),
    gps:
      parseIso6709(readUserText(source, '\xa9xyz')) ??
      parseLoci(readUserData(source, 'loci')) ??
      parseIso6709(readItemText(source, '\xa9xyz')),
    camera: nameCamera(readUserText(source, '\xa9mak'), readUserText(source, '\xa9mod')),
  };
}

/** Pictures that go with chapters, and single ones in what calls itself a sound, are no film. */
function isStill(track: InputTrack, type: FileTypeName, headers: readonly TrackHeader[]): boolean {
  if (track.type !== 'video') return false;
  if (headers.some(({ chapters }) => chapters.includes(track.id))) return true;
  const format = headers.find(({ id }) => id === track.id)?.format ?? '';
  return type === 'm4a' && /^(jpeg|mjpa|mjpb|png )$/.test(format);
}

/**
 * Reads a sound or film in process.
 *
 * @throws NotSure when something is missing or odd, so that a slower and more patient tool is asked
 */
export async function readMediaFacts(
  source: RandomAccess,
  path: string,
  type: FileTypeName,
): Promise<MediaFacts> {
  const { container, reader } = FILE_TYPES[type] as { container?: string; reader: string };
  const isMatroska = type === 'mkv' || type === 'webm' || type === 'mka';
  if (type === 'mp3' && !hasKnowableLength(source.read(skipId3(source), MPEG_START_BYTES)))
    throw new NotSure('odd MPEG audio');
  if (isMatroska && !hasSoundEbmlHeader(source)) throw new NotSure('broken header');
  const movie = reader === 'iso-media' ? readMovieHeader(source) : undefined;
  const matroska = isMatroska ? readMatroskaHeader(source) : undefined;
  const headers = movie ? readTracks(source) : [];
  const subtitles =
    matroska?.subtitles ??
    headers
      .filter(({ handler }) => /^(sbtl|subt|clcp|subp)$/.test(handler))
      .map(({ format }) => fromSampleEntry(format) ?? format.trim());

  const input = new Input({ formats: FORMATS, source: new FilePathSource(path) });
  try {
    const all = await input.getTracks();
    const tracks = all.filter((track) => !isStill(track, type, headers));
    if (!tracks.some((track) => track.type === 'video' || track.type === 'audio'))
      throw new NotSure('no tracks');
    const codecs = await readCodecs(tracks, container);
    const size = await readSize(tracks.find((track) => track.isVideoTrack()));
    const durationSec = await readDuration(input, movie?.durationSec);
    const userData = movie ? readUserDataFacts(source) : {};
    const metadata = await input.getMetadataTags();
    const isId3 = type === 'mp3';
    const found = readTagFacts(type === 'wav' ? withUtf8(metadata) : metadata);
    const tag = isId3 ? readId3v1(source) : undefined;
    const tags = isId3 ? withRightWords(found, tag) : found;
    if (isGarbled(tags.title) || isGarbled(tags.artist)) throw new NotSure('garbled tags');
    const measured: MediaFacts = {
      ...size,
      durationSec,
      codecs: subtitles.length > 0 ? { ...codecs, subtitles } : codecs,
      ...(all.length > tracks.length && { hasCover: true }),
    };
    const xmp = movie ? readMovieXmp(source) : undefined;
    const written: MediaFacts = {
      title: matroska?.title,
      taken: takenFrom('container', matroska?.createdAt),
    };
    const ape = type === 'mp3' ? readApeTag(source) : {};
    const aged: MediaFacts = {
      title: findTag(ape, 'title'),
      artist: findTag(ape, 'artist'),
      album: findTag(ape, 'album'),
    };
    return mergeFacts(measured, written, userData, tags, aged, wordsOf(tag), xmp ? readXmpFacts(xmp) : {}, {
      taken: takenFrom('container', movie?.createdAt),
    });
  } finally {
    input.dispose();
  }
}
