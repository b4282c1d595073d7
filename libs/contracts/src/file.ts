import { z } from 'zod';
import { albumId, deviceId, fileId, userId } from './ids.js';
import type { Orientation } from './orientation.js';
import { rendition } from './renditions.endpoints.js';

export const FILE_KINDS = ['image', 'video', 'audio', 'document', 'other'] as const;
export const fileKind = z.enum(FILE_KINDS);
export type FileKind = z.infer<typeof fileKind>;

/** `indexing`: known, its facts are still being read. `unreadable`: listed, with the reason why. */
export const FILE_STATES = ['indexing', 'ready', 'unreadable'] as const;
export const fileState = z.enum(FILE_STATES);
export type FileState = z.infer<typeof fileState>;

/** Where the time at which something was taken was read, the most trusted first. */
export const TAKEN_FROM = ['person', 'exif', 'xmp', 'iptc', 'container', 'sidecar', 'name', 'file'] as const;
export const takenFrom = z.enum(TAKEN_FROM);
export type TakenFrom = z.infer<typeof takenFrom>;

/** EXIF's orientation, 1 to 8. */
export const orientation = z.int().min(1).max(8) as z.ZodType<Orientation, Orientation>;

/** A file as it stands in a list. Width and height are after rotation, in pixels. */
export const fileSummary = z.object({
  id: fileId,
  name: z.string(),
  /** The folder inside the library, `/` between its parts, empty at the top. */
  folder: z.string(),
  kind: fileKind,
  mimeType: z.string(),
  sizeBytes: z.int(),
  sha256: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  durationSec: z.number().nullable(),
  takenAt: z.iso.datetime().nullable(),
  /** What a clock showed where and when it was taken, else when it was changed: days and months go by it. */
  localTime: z.iso.datetime({ local: true }),
  createdAt: z.iso.datetime(),
  modifiedAt: z.iso.datetime(),
  tags: z.array(z.string()),
  favourite: z.boolean(),
  uploadedBy: userId.nullable(),
  deviceId: deviceId.nullable(),
  /** Signed, short-lived addresses of the two sizes; null until there is a picture. */
  thumbnailUrl: z.string().nullable(),
  previewUrl: z.string().nullable(),
  /** base64, see evanw/thumbhash. */
  thumbhash: z.string().nullable(),
  state: fileState,
  reason: z.string().optional(),
  /** How somebody turned its pictures beyond what the file itself says; the bytes of the file are as they were. */
  turn: orientation.optional(),
});
export type FileSummary = z.infer<typeof fileSummary>;

export const codecs = z.object({
  container: z.string().optional(),
  video: z.string().optional(),
  audio: z.string().optional(),
  subtitles: z.array(z.string()).optional(),
});
export type Codecs = z.infer<typeof codecs>;

/** How a picture was taken (EXIF). */
export const shot = z.object({
  /** The f-number. */
  apertureF: z.number().optional(),
  exposureSec: z.number().optional(),
  iso: z.number().optional(),
  focalLengthMm: z.number().optional(),
});
export type Shot = z.infer<typeof shot>;

/** Where a song stands, by its tags. */
export const track = z.object({
  trackNo: z.int().optional(),
  discNo: z.int().optional(),
  albumArtist: z.string().optional(),
  year: z.int().optional(),
  genre: z.string().optional(),
});
export type Track = z.infer<typeof track>;

/** Decimal degrees, WGS 84. */
export const gps = z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) });
export type Gps = z.infer<typeof gps>;

/** A file alone: everything known of it. */
export const fileDetail = fileSummary.extend({
  codecs: codecs.nullable(),
  camera: z.string().nullable(),
  lens: z.string().nullable(),
  gps: gps.nullable(),
  /** The nearest town and its country, `Lisbon, Portugal`; null where no town is near, or nobody has looked yet. */
  place: z.string().nullable(),
  /** As the file says, or as somebody wants it; then its pictures follow within seconds. */
  orientation: orientation.nullable(),
  title: z.string().nullable(),
  artist: z.string().nullable(),
  album: z.string().nullable(),
  /** Those that hold it, the last changed first; of very many the first 100. */
  albums: z.array(z.object({ id: albumId, title: z.string() })),
  description: z.string().nullable(),
  shot: shot.nullable(),
  track: track.nullable(),
  /** What it can be had as, see `decidePlayback`. */
  renditions: z.array(rendition),
  /** Where `localTime` was read; `file`: nobody knows when it was taken, and it is the time of the file. */
  takenFrom: takenFrom.nullable(),
  /** The other half of a Live Photo: of a still its film, of a film its still. */
  livePhotoOf: fileId.nullable(),
  /** Signed, short-lived address of the film that a Motion Photo holds (MP4); null where it is none. */
  motionUrl: z.string().nullable(),
  /** Where whoever asks may go on playing, in seconds; 0 for the start. */
  playback: z.object({ resumeAtSec: z.number().min(0) }),
});
export type FileDetail = z.infer<typeof fileDetail>;
