import type { Shot, TakenFrom, Track } from '@hearth/contracts';
import type { CodePoints } from './code-points.js';
import type { MotionPart } from './motion-part.js';
import type { Taken } from './taken.js';

export type FileKind = 'image' | 'video' | 'audio' | 'document' | 'other';

/** Codec names as ffmpeg spells them (`h264`, `aac`, `hdmv_pgs_subtitle`). */
export interface Codecs {
  video?: string;
  audio?: string;
  /** The container format's usual name (`mp4`, `matroska`, `mp3`). */
  container?: string;
  subtitles?: string[];
}

/** Degrees, WGS 84; south and west are negative. */
export interface GpsPosition {
  lat: number;
  lon: number;
}

/** What was found out about one file, whatever it is. Absent fields are unknown or do not apply. */
export interface ProbeResult {
  kind: FileKind;
  mimeType: string;
  state: 'ready' | 'unreadable';
  /** For people, only when unreadable. */
  reason?: string;
  /** Pixels as shown: after rotation. Non-square pixels are counted, not stretched. */
  width?: number;
  height?: number;
  durationSec?: number;
  /** ISO 8601 in UTC; see `settle-taken.ts` for how a time without zone is read. */
  takenAt?: string;
  /** What a clock showed there, `2022-01-31T20:00:00`. */
  takenLocal?: string;
  takenFrom?: TakenFrom;
  codecs?: Codecs;
  camera?: string;
  lens?: string;
  gps?: GpsPosition;
  /** EXIF orientation, 1 to 8, as stored (what width and height already take into account). */
  orientation?: number;
  title?: string;
  artist?: string;
  album?: string;
  description?: string;
  /** The film within a Motion Photo. */
  motion?: MotionPart;
  /** Of its side-cars. */
  sidecarTags?: readonly string[];
  shot?: Shot;
  track?: Track;
  /** Apple's content identifier, which a live photo's picture and film share. */
  livePhotoContentId?: string;
  /** ffmpeg's name of the container format, for those who decode the file after us. */
  demuxer?: string;
  /** Of a picture whose numbers a common screen would show wrongly. */
  colour?: CodePoints;
  /** Of a sequence of pictures, whose transparency is a track of its own. */
  hasAlphaTrack?: boolean;
  /** Whether a sound carries a cover picture. */
  hasCover?: boolean;
}

type Settled = 'takenAt' | 'takenLocal' | 'takenFrom';

/** The facts that readers add to what the file's type already says. */
export interface MediaFacts extends Omit<ProbeResult, 'kind' | 'mimeType' | 'state' | 'reason' | Settled> {
  /** As it is written; the most trusted of several stands. */
  taken?: Taken;
  /** The moment of the GPS fix, milliseconds since 1970. */
  gpsUtcMs?: number;
}
