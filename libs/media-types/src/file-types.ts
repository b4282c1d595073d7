import type { FileKind } from '@hearth/contracts';

/** Which reader knows this type; see the indexer's `probe-in-process.ts` and `probe-file.ts`. */
export type Reader =
  | 'sharp' // pictures that libvips opens
  | 'bmp'
  | 'jpeg-xl'
  | 'avif-sequence'
  | 'exiftool' // raws and rare pictures
  | 'iso-media'
  | 'mediabunny' // mkv, webm, mp3, flac, ogg, wav
  | 'ffprobe'
  | 'pdf'
  | 'none'; // nothing to read inside

export interface FileType {
  mimeType: string;
  kind: FileKind;
  reader: Reader;
  /** ffmpeg's name of the container format, for sounds, videos and the pictures that only ffmpeg decodes. */
  demuxer?: string;
  /** Name of the container as `codecs.container`. */
  container?: string;
}

const image = (mimeType: string, reader: Reader, demuxer?: string): FileType => ({
  mimeType,
  kind: 'image',
  reader,
  demuxer,
});
const played =
  (kind: 'video' | 'audio') =>
  (mimeType: string, demuxer: string, container = demuxer, reader: Reader = 'ffprobe'): FileType => ({
    mimeType,
    kind,
    reader,
    demuxer,
    container,
  });
const video = played('video');
const audio = played('audio');
const document = (mimeType: string, reader: Reader = 'none'): FileType => ({
  mimeType,
  kind: 'document',
  reader,
});
const other = (mimeType: string): FileType => ({ mimeType, kind: 'other', reader: 'none' });

/** The fixed list of types; nothing is ever served under a type that is not in it. */
export const FILE_TYPES = {
  jpeg: image('image/jpeg', 'sharp'),
  png: image('image/png', 'sharp'),
  gif: image('image/gif', 'sharp'),
  webp: image('image/webp', 'sharp'),
  tiff: image('image/tiff', 'sharp'),
  avif: image('image/avif', 'sharp'),
  avifSequence: image('image/avif', 'avif-sequence', 'mov'),
  heic: image('image/heic', 'sharp'),
  heif: image('image/heif', 'sharp'),
  svg: image('image/svg+xml', 'sharp'),
  bmp: image('image/bmp', 'bmp', 'bmp_pipe'),
  jxl: image('image/jxl', 'jpeg-xl', 'jpegxl_pipe'),
  jp2: image('image/jp2', 'exiftool', 'j2k_pipe'),
  ico: image('image/vnd.microsoft.icon', 'exiftool', 'ico'),
  psd: image('image/vnd.adobe.photoshop', 'exiftool', 'psd_pipe'),
  dng: image('image/x-adobe-dng', 'exiftool'),
  nef: image('image/x-nikon-nef', 'exiftool'),
  cr2: image('image/x-canon-cr2', 'exiftool'),
  cr3: image('image/x-canon-cr3', 'exiftool'),
  crw: image('image/x-canon-crw', 'exiftool'),
  arw: image('image/x-sony-arw', 'exiftool'),
  orf: image('image/x-olympus-orf', 'exiftool'),
  rw2: image('image/x-panasonic-rw2', 'exiftool'),
  raf: image('image/x-fujifilm-raf', 'exiftool'),
  pef: image('image/x-pentax-pef', 'exiftool'),
  srw: image('image/x-samsung-srw', 'exiftool'),
  x3f: image('image/x-sigma-x3f', 'exiftool'),
  mrw: image('image/x-minolta-mrw', 'exiftool'),
  raw: image('image/x-raw', 'exiftool'),
  exr: image('image/x-exr', 'exiftool', 'exr_pipe'),
  qoi: image('image/qoi', 'exiftool', 'qoi_pipe'),
  dds: image('image/vnd.ms-dds', 'exiftool', 'dds_pipe'),
  dpx: image('image/x-dpx', 'exiftool', 'dpx_pipe'),
  sgi: image('image/x-sgi', 'exiftool', 'sgi_pipe'),
  pcx: image('image/vnd.zbrush.pcx', 'exiftool', 'pcx_pipe'),
  pbm: image('image/x-portable-bitmap', 'exiftool', 'pbm_pipe'),
  pgm: image('image/x-portable-graymap', 'exiftool', 'pgm_pipe'),
  ppm: image('image/x-portable-pixmap', 'exiftool', 'ppm_pipe'),
  hdr: image('image/vnd.radiance', 'exiftool'),
  tga: image('image/x-tga', 'exiftool'),

  mp4: video('video/mp4', 'mov', 'mp4', 'iso-media'),
  m4v: video('video/x-m4v', 'mov', 'mp4', 'iso-media'),
  mov: video('video/quicktime', 'mov', 'mov', 'iso-media'),
  threeGp: video('video/3gpp', 'mov', '3gp', 'iso-media'),
  threeG2: video('video/3gpp2', 'mov', '3g2', 'iso-media'),
  mkv: video('video/x-matroska', 'matroska', 'matroska', 'mediabunny'),
  webm: video('video/webm', 'matroska', 'webm', 'mediabunny'),
  avi: video('video/x-msvideo', 'avi'),
  wmv: video('video/x-ms-wmv', 'asf'),
  asf: video('video/x-ms-asf', 'asf'),
  flv: video('video/x-flv', 'flv'),
  ts: video('video/mp2t', 'mpegts'),
  mpeg: video('video/mpeg', 'mpeg'),
  mpegVideo: video('video/mpeg', 'mpegvideo'),
  ogv: video('video/ogg', 'ogg'),
  mxf: video('application/mxf', 'mxf'),
  dv: video('video/x-dv', 'dv'),
  ivf: video('video/x-ivf', 'ivf'),
  nut: video('video/x-nut', 'nut'),
  realMedia: video('application/vnd.rn-realmedia', 'rm'),

  m4a: audio('audio/mp4', 'mov', 'mp4', 'iso-media'),
  mp3: audio('audio/mpeg', 'mp3', 'mp3', 'mediabunny'),
  flac: audio('audio/flac', 'flac', 'flac', 'mediabunny'),
  ogg: audio('audio/ogg', 'ogg', 'ogg', 'mediabunny'),
  wav: audio('audio/wav', 'wav', 'wav', 'mediabunny'),
  w64: audio('audio/x-w64', 'w64'),
  aac: audio('audio/aac', 'aac'),
  aiff: audio('audio/aiff', 'aiff'),
  ape: audio('audio/x-ape', 'ape'),
  wavpack: audio('audio/x-wavpack', 'wv', 'wavpack'),
  tta: audio('audio/x-tta', 'tta'),
  musepack7: audio('audio/x-musepack', 'mpc', 'musepack'),
  musepack8: audio('audio/x-musepack', 'mpc8', 'musepack'),
  dsf: audio('audio/x-dsf', 'dsf'),
  dff: audio('audio/x-dff', 'iff', 'dff'),
  amr: audio('audio/amr', 'amr'),
  ac3: audio('audio/ac3', 'ac3'),
  eac3: audio('audio/eac3', 'eac3'),
  dts: audio('audio/vnd.dts', 'dts'),
  au: audio('audio/basic', 'au'),
  caf: audio('audio/x-caf', 'caf'),
  wma: audio('audio/x-ms-wma', 'asf'),
  mka: audio('audio/x-matroska', 'matroska', 'matroska', 'mediabunny'),
  tak: audio('audio/x-tak', 'tak'),
  shorten: audio('audio/x-shorten', 'shn', 'shorten'),
  voc: audio('audio/x-voc', 'voc'),
  tracker: audio('audio/x-mod', 'libopenmpt', 'tracker'),
  midi: { mimeType: 'audio/midi', kind: 'audio', reader: 'none', container: 'midi' },

  pdf: document('application/pdf', 'pdf'),
  odt: document('application/vnd.oasis.opendocument.text'),
  ods: document('application/vnd.oasis.opendocument.spreadsheet'),
  odp: document('application/vnd.oasis.opendocument.presentation'),
  docx: document('application/vnd.openxmlformats-officedocument.wordprocessingml.document'),
  xlsx: document('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  pptx: document('application/vnd.openxmlformats-officedocument.presentationml.presentation'),
  epub: document('application/epub+zip'),
  doc: document('application/msword'),
  xls: document('application/vnd.ms-excel'),
  ppt: document('application/vnd.ms-powerpoint'),
  ole: other('application/x-ole-storage'),
  rtf: document('application/rtf'),
  postscript: document('application/postscript'),
  txt: document('text/plain'),
  markdown: document('text/markdown'),
  csv: document('text/csv'),
  html: document('text/html'),
  xml: document('application/xml'),
  json: document('application/json'),
  vtt: document('text/vtt'),
  srt: document('application/x-subrip'),
  ass: document('text/x-ssa'),
  ics: document('text/calendar'),
  vcard: document('text/vcard'),

  zip: other('application/zip'),
  gzip: other('application/gzip'),
  sevenZip: other('application/x-7z-compressed'),
  rar: other('application/vnd.rar'),
  binary: other('application/octet-stream'),
} as const satisfies Record<string, FileType>;

export type FileTypeName = keyof typeof FILE_TYPES;
