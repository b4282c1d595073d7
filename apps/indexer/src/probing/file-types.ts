import type { FileKind } from './probe-result.js';

/** Which reader knows this type; see `probe-in-process.ts` and `probe-file.ts`. */
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
const video = (
  mimeType: string,
  demuxer: string,
  container = demuxer,
  reader: Reader = 'ffprobe',
): FileType => ({
  mimeType,
  kind: 'video',
  reader,
  demuxer,
  container,
});
const audio = (
  mimeType: string,
  demuxer: string,
  container = demuxer,
  reader: Reader = 'ffprobe',
): FileType => ({
  mimeType,
  kind: 'audio',
  reader,
  demuxer,
  container,
});
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

/** What an extension promises; the content has the last word. */
const NAMES_BY_EXTENSION: Readonly<Record<string, FileTypeName>> = {
  ...{
    jpg: 'jpeg',
    jpeg: 'jpeg',
    jpe: 'jpeg',
    jfif: 'jpeg',
    png: 'png',
    apng: 'png',
    gif: 'gif',
    webp: 'webp',
  },
  ...{
    tif: 'tiff',
    tiff: 'tiff',
    avif: 'avif',
    heic: 'heic',
    heics: 'heic',
    heif: 'heif',
    hif: 'heif',
    svg: 'svg',
  },
  ...{
    bmp: 'bmp',
    dib: 'bmp',
    jxl: 'jxl',
    jp2: 'jp2',
    j2k: 'jp2',
    jpx: 'jp2',
    ico: 'ico',
    psd: 'psd',
    psb: 'psd',
  },
  ...{
    dng: 'dng',
    nef: 'nef',
    nrw: 'nef',
    cr2: 'cr2',
    cr3: 'cr3',
    crw: 'crw',
    arw: 'arw',
    sr2: 'arw',
    srf: 'arw',
  },
  ...{
    orf: 'orf',
    rw2: 'rw2',
    raf: 'raf',
    pef: 'pef',
    srw: 'srw',
    x3f: 'raw',
    '3fr': 'raw',
    iiq: 'raw',
    mrw: 'raw',
  },
  ...{ kdc: 'raw', dcr: 'raw', erf: 'raw', mef: 'raw', mos: 'raw', rwl: 'raw', raw: 'raw', gpr: 'dng' },
  ...{
    tga: 'tga',
    pcx: 'pcx',
    exr: 'exr',
    hdr: 'hdr',
    qoi: 'qoi',
    dpx: 'dpx',
    sgi: 'sgi',
    rgb: 'sgi',
    dds: 'dds',
  },
  ...{ pbm: 'pbm', pgm: 'pgm', ppm: 'ppm', nut: 'nut' },
  ...{
    mp4: 'mp4',
    m4v: 'm4v',
    mov: 'mov',
    qt: 'mov',
    '3gp': 'threeGp',
    '3g2': 'threeG2',
    mkv: 'mkv',
    webm: 'webm',
  },
  ...{
    avi: 'avi',
    wmv: 'wmv',
    asf: 'asf',
    flv: 'flv',
    f4v: 'mp4',
    ts: 'ts',
    mts: 'ts',
    m2ts: 'ts',
    m2t: 'ts',
  },
  ...{ mpg: 'mpeg', mpeg: 'mpeg', vob: 'mpeg', m1v: 'mpegVideo', m2v: 'mpegVideo', ogv: 'ogv', ogm: 'ogv' },
  ...{ mxf: 'mxf', dv: 'dv', ivf: 'ivf', rm: 'realMedia', rmvb: 'realMedia', ra: 'realMedia' },
  ...{
    m4a: 'm4a',
    m4b: 'm4a',
    m4r: 'm4a',
    m4p: 'm4a',
    mp3: 'mp3',
    mp2: 'mp3',
    mpa: 'mp3',
    flac: 'flac',
    oga: 'ogg',
  },
  ...{
    ogg: 'ogg',
    opus: 'ogg',
    spx: 'ogg',
    wav: 'wav',
    wave: 'wav',
    bwf: 'wav',
    w64: 'w64',
    aac: 'aac',
    adts: 'aac',
  },
  ...{ aif: 'aiff', aiff: 'aiff', aifc: 'aiff', ape: 'ape', wv: 'wavpack', tta: 'tta', mpc: 'musepack7' },
  ...{
    dsf: 'dsf',
    dff: 'dff',
    amr: 'amr',
    awb: 'amr',
    ac3: 'ac3',
    eac3: 'eac3',
    ec3: 'eac3',
    dts: 'dts',
    au: 'au',
  },
  ...{ snd: 'au', caf: 'caf', wma: 'wma', mka: 'mka', tak: 'tak', shn: 'shorten', voc: 'voc', mid: 'midi' },
  ...{ midi: 'midi', mod: 'tracker', xm: 'tracker', it: 'tracker', s3m: 'tracker' },
  ...{
    pdf: 'pdf',
    odt: 'odt',
    ods: 'ods',
    odp: 'odp',
    docx: 'docx',
    xlsx: 'xlsx',
    pptx: 'pptx',
    epub: 'epub',
  },
  ...{ doc: 'doc', xls: 'xls', ppt: 'ppt', rtf: 'rtf', txt: 'txt', text: 'txt', log: 'txt', nfo: 'txt' },
  ...{
    md: 'markdown',
    markdown: 'markdown',
    csv: 'csv',
    html: 'html',
    htm: 'html',
    xml: 'xml',
    json: 'json',
  },
  ...{ vtt: 'vtt', srt: 'srt', ass: 'ass', ssa: 'ass', ics: 'ics', vcf: 'vcard', zip: 'zip', gz: 'gzip' },
  ...{ '7z': 'sevenZip', rar: 'rar' },
};

/** Types that are plain text, told apart by nothing but their names. */
const TEXT_TYPES: ReadonlySet<FileTypeName> = new Set([
  ...([
    'txt',
    'markdown',
    'csv',
    'html',
    'xml',
    'json',
    'vtt',
    'srt',
    'ass',
    'ics',
    'vcard',
    'svg',
    'rtf',
  ] as const),
]);

export function isTextType(name: FileTypeName): boolean {
  return TEXT_TYPES.has(name);
}

/** What the file's name promises it to be, or undefined when it promises nothing we know. */
export function findTypeByName(fileName: string): FileTypeName | undefined {
  const dot = fileName.lastIndexOf('.');
  const extension = dot < 0 ? '' : fileName.slice(dot + 1).toLowerCase();
  return Object.hasOwn(NAMES_BY_EXTENSION, extension) ? NAMES_BY_EXTENSION[extension] : undefined;
}
