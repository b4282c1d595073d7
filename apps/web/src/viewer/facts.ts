import type { FileDetail, TakenFrom } from '@hearth/contracts';
import { formatBytes, formatClock, formatDay, formatExactly } from '../design/format.ts';
import { visibleText } from '../design/visible-text.ts';
import { reasonOf } from '../files/reason-of.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** More exact, on hover. */
  readonly exactly?: string;
}

/** All that is known of a file, as a person would say it; what is not known is left out. */
export function factsOf(file: FileDetail): Fact[] {
  const size = file.width && file.height ? `${file.width} × ${file.height}` : null;
  return [
    fact('Title', file.title),
    fact('Artist', file.artist),
    fact('Album', file.album),
    fact('About', file.description),
    takenOf(file),
    fact('Track', trackOf(file)),
    fact('Genre', file.track?.genre ?? null),
    fact('Year', file.track?.year === undefined ? null : String(file.track.year)),
    { label: 'Changed', value: whenOf(file.modifiedAt), exactly: formatExactly(file.modifiedAt) },
    { label: 'Came here', value: whenOf(file.createdAt), exactly: formatExactly(file.createdAt) },
    {
      label: 'Size',
      value: formatBytes(file.sizeBytes),
      exactly: `${file.sizeBytes.toLocaleString('en')} bytes`,
    },
    fact('Picture', size),
    file.reason !== undefined && { label: 'What is wrong', value: reasonOf(file) },
    fact('Length', file.durationSec === null ? null : formatClock(file.durationSec)),
    fact('Camera', file.camera),
    fact('Lens', file.lens),
    fact('Exposure', exposureOf(file.shot)),
    file.gps && {
      label: 'Place',
      value: file.place ?? `${file.gps.lat.toFixed(4)}, ${file.gps.lon.toFixed(4)}`,
      exactly: `${file.gps.lat}, ${file.gps.lon}`,
    },
    fact('Format', [file.mimeType, ...codecWords(file)].join(' · ')),
    fact('Folder', file.folder === '' ? 'The top of the library' : file.folder),
    fact('Tags', file.tags.join(', ')),
    file.sha256 !== null && {
      label: 'Fingerprint',
      value: `${file.sha256.slice(0, 12)}…`,
      exactly: file.sha256,
    },
  ].filter((known): known is Fact => Boolean(known));
}

/** Where the time was read, in words; what stands in the picture itself goes without saying. */
const SOURCES: Readonly<Partial<Record<TakenFrom, string>>> = {
  person: 'set by hand',
  sidecar: 'from the file beside it',
  name: 'from its name',
  file: 'by the date of the file',
};

/** What the clock showed where it was taken, wherever the reader is. */
function takenOf({ takenAt, takenFrom, localTime }: FileDetail): Fact | false {
  if (takenAt === null) return false;
  const source = SOURCES[takenFrom ?? 'exif'];
  const clock = `${formatDay(`${localTime.slice(0, 10)}T12:00`)}, ${localTime.slice(11, 16)}`;
  return {
    label: 'Taken',
    value: source === undefined ? clock : `${clock}, ${source}`,
    exactly: `${formatExactly(takenAt)} by your clock`,
  };
}

function fact(label: string, value: string | null): Fact | false {
  return value !== null && value !== '' && { label, value: visibleText(value) };
}

function codecWords({ codecs }: FileDetail): string[] {
  return [codecs?.container, codecs?.video, codecs?.audio].filter((word) => word !== undefined);
}

/** `f/1.8 · 1/125 s · ISO 100 · 26 mm` */
export function exposureOf(shot: FileDetail['shot']): string | null {
  if (!shot) return null;
  const { apertureF, exposureSec, iso, focalLengthMm } = shot;
  const words = [
    apertureF !== undefined && `f/${rounded(apertureF)}`,
    exposureSec !== undefined &&
      `${exposureSec < 0.4 ? `1/${Math.round(1 / exposureSec)}` : rounded(exposureSec)} s`,
    iso !== undefined && `ISO ${Math.round(iso)}`,
    focalLengthMm !== undefined && `${rounded(focalLengthMm)} mm`,
  ].filter((word) => word !== false);
  return words.join(' · ');
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** `2 of disc 1`; nothing where no number is known. */
function trackOf({ track }: FileDetail): string | null {
  if (track?.trackNo === undefined) return null;
  return track.discNo === undefined ? String(track.trackNo) : `${track.trackNo} of disc ${track.discNo}`;
}

function whenOf(iso: string): string {
  const time = new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return `${formatDay(iso)}, ${time}`;
}
