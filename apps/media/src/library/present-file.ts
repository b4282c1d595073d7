import { derivedPath, motionPath, pictureOf, type FileDetails, type ListedFile } from '@hearth/catalog';
import { decideResumeAtSec } from '../playback/decide-resume.js';
import { composeOrientations, isOnItsSide, type FileDetail, type FileSummary } from '@hearth/contracts';

/** Makes the address of a derived image, for the session that asks. */
type LinkTo = (path: string) => string;

/** A row as the contracts show it. */
export function presentFile(row: ListedFile, linkTo: LinkTo): FileSummary {
  const { sha256, shown_turn: shownTurn } = row;
  const picture = row.has_thumbnail && sha256 !== null ? pictureOf({ sha256, shownTurn }) : undefined;
  const isTurned = shownTurn !== null && isOnItsSide(shownTurn);
  return {
    id: row.id,
    name: row.name,
    folder: row.folder,
    kind: row.kind,
    mimeType: row.mime_type,
    sizeBytes: Number(row.size_bytes),
    sha256: row.sha256,
    width: isTurned ? row.height : row.width,
    height: isTurned ? row.width : row.height,
    durationSec: row.duration_sec,
    takenAt: row.taken_at?.toISOString() ?? null,
    localTime: row.local_time,
    createdAt: row.created_at.toISOString(),
    modifiedAt: row.modified_at.toISOString(),
    tags: row.tags,
    favourite: row.favourite,
    uploadedBy: row.uploaded_by,
    deviceId: row.device_id,
    thumbnailUrl: picture === undefined ? null : linkTo(derivedPath(picture, 'grid')),
    previewUrl: picture === undefined ? null : previewUrlOf(row, picture, linkTo),
    thumbhash: row.thumbhash,
    state: row.state,
    ...(row.reason !== null && { reason: row.reason }),
    ...(shownTurn !== null && { turn: shownTurn }),
  };
}

/** A file that is its own preview, for good or for now, is sent by the hub, which knows where it lies. */
function previewUrlOf(
  { id, preview_as: previewAs, shown_turn: shownTurn }: ListedFile,
  picture: string,
  linkTo: LinkTo,
): string {
  return previewAs === null || shownTurn !== null
    ? linkTo(derivedPath(picture, 'preview'))
    : `/api/files/${id}/thumbnail?size=preview`;
}

/** @param positionSec where whoever asks left it, if they ever played it */
export function presentFileDetail(
  row: FileDetails,
  linkTo: LinkTo,
  positionSec: number | undefined,
): FileDetail {
  const { gps_lat: lat, gps_lon: lon } = row;
  return {
    ...presentFile(row, linkTo),
    codecs: row.codecs,
    camera: row.camera,
    lens: row.lens,
    gps: lat !== null && lon !== null ? { lat, lon } : null,
    place: row.place,
    orientation: row.turn === null ? row.orientation : composeOrientations(row.orientation ?? 1, row.turn),
    title: row.title,
    artist: row.artist,
    album: row.album,
    albums: [...row.albums],
    description: row.description,
    shot: row.shot,
    track: row.track,
    renditions: canBeRendered(row) ? ['original', 'hls'] : ['original'],
    takenFrom: row.taken_from ?? 'file',
    livePhotoOf: row.live_photo_of,
    motionUrl: row.has_motion && row.sha256 !== null ? linkTo(motionPath(row.sha256)) : null,
    playback: { resumeAtSec: decideResumeAtSec(positionSec ?? 0, row.duration_sec) },
  };
}

/** The condition of `findRenderableFile`, on a row that is known. */
function canBeRendered({ kind, sha256, duration_sec: durationSec, state }: FileDetails): boolean {
  return ['video', 'audio'].includes(kind) && sha256 !== null && (durationSec ?? 0) > 0 && state === 'ready';
}
