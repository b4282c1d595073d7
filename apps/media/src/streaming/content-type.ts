/**
 * The types that a browser may show in place: pictures, sounds, films, plain text and PDF. All else could run as a page of
 * ours (HTML, SVG, XML, scripts) or is nothing to look at, and is only ever saved.
 */
const SHOWN_AS: Record<string, string> = {
  ...same(
    'image/jpeg',
    'image/png',
    'image/gif',
    'image/webp',
    'image/avif',
    'image/heic',
    'image/heif',
    'image/tiff',
    'image/bmp',
    'image/jxl',
    'image/x-icon',
    'image/vnd.microsoft.icon',
    'video/mp4',
    'video/webm',
    'video/quicktime',
    'video/matroska',
    'video/x-matroska',
    'video/ogg',
    'video/mpeg',
    'video/mp2t',
    'video/3gpp',
    'video/3gpp2',
    'video/x-msvideo',
    'video/x-m4v',
    'video/x-ms-wmv',
    'video/x-ms-asf',
    'video/x-flv',
    'audio/mpeg',
    'audio/mp4',
    'audio/x-m4a',
    'audio/aac',
    'audio/flac',
    'audio/x-flac',
    'audio/ogg',
    'audio/opus',
    'audio/wav',
    'audio/x-wav',
    'audio/vnd.wave',
    'audio/webm',
    'audio/aiff',
    'audio/x-aiff',
    'audio/x-ape',
    'audio/x-ms-wma',
    'audio/matroska',
    'audio/x-matroska',
    'audio/amr',
    'audio/midi',
    'application/pdf',
  ),
  'text/plain': 'text/plain; charset=utf-8',
  'text/markdown': 'text/plain; charset=utf-8',
  'text/csv': 'text/plain; charset=utf-8',
};

interface ServedType {
  readonly contentType: string;
  readonly isShown: boolean;
}

/** As what a file of this type is sent. */
export function servedTypeOf(mimeType: string): ServedType {
  const bare = mimeType.replace(/;.*$/, '').trim().toLowerCase();
  const contentType = Object.hasOwn(SHOWN_AS, bare) ? SHOWN_AS[bare] : undefined;
  return { contentType: contentType ?? 'application/octet-stream', isShown: contentType !== undefined };
}

function same(...types: string[]): Record<string, string> {
  return Object.fromEntries(types.map((type) => [type, type]));
}
