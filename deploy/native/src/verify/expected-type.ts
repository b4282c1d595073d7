import type { ManifestFacts } from './compare-with-manifest.ts';

/** Names for one and the same type. */
const SYNONYMS: readonly (readonly string[])[] = [
  ['audio/wav', 'audio/x-wav', 'audio/vnd.wave', 'audio/wave'],
  ['audio/aiff', 'audio/x-aiff'],
  ['audio/flac', 'audio/x-flac'],
  ['audio/mpeg', 'audio/mp3', 'audio/x-mp3'],
  ['audio/aac', 'audio/x-aac', 'audio/aacp'],
  ['audio/mp4', 'audio/x-m4a', 'audio/m4a', 'video/mp4', 'video/x-m4v', 'video/quicktime'],
  ['video/3gpp', 'audio/3gpp'],
  ['video/3gpp2', 'audio/3gpp2'],
  ['audio/ogg', 'video/ogg', 'application/ogg', 'audio/opus', 'audio/x-ogg', 'audio/x-vorbis+ogg'],
  ['audio/x-ape', 'audio/x-monkeys-audio', 'audio/ape'],
  ['audio/x-musepack', 'audio/musepack'],
  ['audio/x-ms-wma', 'video/x-ms-wmv', 'video/x-ms-asf', 'audio/x-ms-asf'],
  ['video/x-matroska', 'audio/x-matroska'],
  ['video/webm', 'audio/webm'],
  ['video/x-msvideo', 'video/avi', 'video/msvideo'],
  ['video/mp2t', 'video/m2ts', 'video/mpeg', 'video/mp2p'],
  ['audio/amr', 'audio/x-amr'],
  ['audio/x-dsf', 'audio/dsf', 'audio/x-dsd'],
  ['audio/ac3', 'audio/vnd.dolby.dd-raw'],
  ['image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence'],
  ['image/avif', 'image/avif-sequence'],
  ['audio/webm', 'audio/x-matroska'],
  ['image/png', 'image/apng'],
  ['image/tiff', 'image/x-tiff-big'],
  ['image/jp2', 'image/jpx', 'image/x-j2c'],
  ['image/vnd.zbrush.pcx', 'image/pcx', 'image/x-pcx'],
  ['image/x-tga', 'image/tga'],
  ['image/bmp', 'image/x-ms-bmp', 'image/x-bmp'],
  ['image/vnd.microsoft.icon', 'image/x-icon'],
  ['image/vnd.adobe.photoshop', 'application/vnd.adobe.photoshop', 'image/x-photoshop'],
  ['application/xml', 'text/xml'],
  ['application/rtf', 'text/rtf'],
  ['application/postscript', 'application/illustrator', 'application/eps'],
  ['text/html', 'application/xhtml+xml'],
];

/** Kinds of manifest entries whose content is a document whatever its type is called. */
const DOCUMENT_KINDS: ReadonlySet<string> = new Set(['document', 'pdf', 'sub']);
/** Tools without an unzipper or a table of text types stop at these. */
const VAGUE_TYPES: ReadonlySet<string> = new Set([
  'application/zip',
  'text/plain',
  'application/octet-stream',
]);

/** Types that a container, under ffprobe's name, may bear. */
const TYPES_BY_CONTAINER: Readonly<Record<string, RegExp>> = {
  'mov,mp4,m4a,3gp,3g2,mj2': /^(audio|video)\/(mp4|x-m4v|quicktime|3gpp2?)$/,
  'matroska,webm': /^(audio|video)\/(x-matroska|webm)$/,
  mp3: /^audio\/mpeg$/,
  aac: /^audio\/aac$/,
  flac: /^audio\/flac$/,
  ogg: /^(audio|video)\/ogg$/,
  wav: /^audio\/wav$/,
  aiff: /^audio\/aiff$/,
};

const areSynonyms = (a: string, b: string): boolean =>
  a === b || SYNONYMS.some((names) => names.includes(a) && names.includes(b));

/** Still pictures are films of one frame to ffprobe. */
const isPictureContainer = (container: string | undefined): boolean => /_pipe$|^image2/.test(container ?? '');

/**
 * Which kind the index must list a file under: what its streams are, else what its type says. A picture sequence
 * (AVIF) is a picture though some tools call its type a video. Undefined where nothing tells.
 */
export function expectedKind(facts: ManifestFacts, entryKind: string): string | undefined {
  if (DOCUMENT_KINDS.has(entryKind)) return 'document';
  if (entryKind === 'avif' || entryKind === 'heic') return 'image';
  if (isPictureContainer(facts.container)) return 'image';
  if (facts.video_codec) return 'video';
  if (facts.audio_codec) return 'audio';
  const [family] = (facts.mime ?? '').split('/');
  if (family === 'image' || family === 'video' || family === 'audio') return family;
  if (facts.mime === 'application/pdf') return 'document';
  return undefined;
}

/** Whether the index's type is the one the facts tell of, under any of its names. */
export function isSameType(facts: ManifestFacts, entryKind: string, mimeType: string): boolean {
  const { mime, container } = facts;
  if (mime === undefined || mime === '' || VAGUE_TYPES.has(mime)) return true;
  if (areSynonyms(mime, mimeType)) return true;
  // A sequence of pictures in a film's container.
  if (entryKind === 'avif' || entryKind === 'heic') return mimeType === `image/${entryKind}`;
  // Names of raw formats are as many as makers.
  if (entryKind === 'raw') return mimeType.startsWith('image/');
  // Tools that trust the extension or a tag in front are corrected by the one that opened the container.
  return TYPES_BY_CONTAINER[container ?? '']?.test(mimeType) ?? false;
}
