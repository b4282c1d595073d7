/**
 * The types that a browser may show in place: pictures, sounds, films, plain text and PDF. All else could run as a page of
 * ours (HTML, SVG, XML, scripts) or is nothing to look at, and is only ever saved.
 */
const SHOWN: Record<string, readonly string[]> = {
  image: [
    ...['jpeg', 'png', 'gif', 'webp', 'avif', 'heic', 'heif', 'tiff', 'bmp', 'jxl', 'jp2', 'qoi'],
    ...['x-icon', 'vnd.microsoft.icon'],
  ],
  video: [
    ...['mp4', 'webm', 'quicktime', 'matroska', 'x-matroska', 'ogg', 'mpeg', 'mp2t', '3gpp', '3gpp2'],
    ...['x-msvideo', 'x-m4v', 'x-ms-wmv', 'x-ms-asf', 'x-flv', 'x-dv', 'x-ivf', 'x-nut'],
  ],
  audio: [
    ...['mpeg', 'mp4', 'x-m4a', 'aac', 'flac', 'x-flac', 'ogg', 'opus', 'wav', 'x-wav', 'vnd.wave', 'webm'],
    ...['aiff', 'x-aiff', 'x-ape', 'x-caf', 'x-ms-wma', 'matroska', 'x-matroska', 'amr', '3gpp', '3gpp2'],
    ...['ac3', 'eac3', 'basic', 'midi', 'x-wavpack', 'x-tta', 'x-musepack'],
  ],
  application: ['pdf'],
};
const SHOWN_TYPES = new Set(
  Object.entries(SHOWN).flatMap(([kind, types]) => types.map((type) => `${kind}/${type}`)),
);

const SHOWN_AS_TEXT = new Set([
  'text/plain',
  'text/markdown',
  'text/csv',
  'text/vtt',
  'application/x-subrip',
]);

interface ServedType {
  readonly contentType: string;
  readonly isShown: boolean;
}

/** As what a file of this type is sent. */
export function servedTypeOf(mimeType: string): ServedType {
  const bare = mimeType.replace(/;.*$/, '').trim().toLowerCase();
  if (SHOWN_TYPES.has(bare)) return { contentType: bare, isShown: true };
  if (SHOWN_AS_TEXT.has(bare)) return { contentType: 'text/plain; charset=utf-8', isShown: true };
  return { contentType: 'application/octet-stream', isShown: false };
}
