/** ffmpeg's names for the codecs as other tools and containers call them. */

const BY_MEDIABUNNY_NAME: Readonly<Record<string, string>> = {
  ...{ avc: 'h264', hevc: 'hevc', vp8: 'vp8', vp9: 'vp9', av1: 'av1', prores: 'prores' },
  ...{
    aac: 'aac',
    mp3: 'mp3',
    opus: 'opus',
    vorbis: 'vorbis',
    flac: 'flac',
    ac3: 'ac3',
    eac3: 'eac3',
    alac: 'alac',
  },
  ...{ 'pcm-u8': 'pcm_u8', 'pcm-s8': 'pcm_s8', ulaw: 'pcm_mulaw', alaw: 'pcm_alaw' },
  ...{ 'pcm-s16': 'pcm_s16le', 'pcm-s24': 'pcm_s24le', 'pcm-s32': 'pcm_s32le', 'pcm-f32': 'pcm_f32le' },
  ...{ 'pcm-f64': 'pcm_f64le', 'pcm-s16be': 'pcm_s16be', 'pcm-s24be': 'pcm_s24be', 'pcm-s32be': 'pcm_s32be' },
  ...{ 'pcm-f32be': 'pcm_f32be', 'pcm-f64be': 'pcm_f64be' },
};

/** Sample entries of ISO media (https://mp4ra.org) that mediabunny leaves alone. */
const BY_SAMPLE_ENTRY: Readonly<Record<string, string>> = {
  ...{
    mp4v: 'mpeg4',
    s263: 'h263',
    h263: 'h263',
    jpeg: 'mjpeg',
    mjpa: 'mjpeg',
    mjpb: 'mjpegb',
    SVQ1: 'svq1',
    SVQ3: 'svq3',
  },
  ...{ apch: 'prores', apcn: 'prores', apcs: 'prores', apco: 'prores', ap4h: 'prores', ap4x: 'prores' },
  ...{
    alac: 'alac',
    samr: 'amr_nb',
    sawb: 'amr_wb',
    'ac-3': 'ac3',
    'ec-3': 'eac3',
    fLaC: 'flac',
    Opus: 'opus',
  },
  ...{ tx3g: 'mov_text', c608: 'eia_608', stpp: 'ttml' },
};

const BY_MATROSKA_SUBTITLE: Readonly<Record<string, string>> = {
  ...{ 'S_TEXT/ASS': 'ass', S_ASS: 'ass', 'S_TEXT/SSA': 'ass', S_SSA: 'ass', 'S_TEXT/UTF8': 'subrip' },
  ...{
    'S_TEXT/ASCII': 'subrip',
    'S_TEXT/WEBVTT': 'webvtt',
    S_VOBSUB: 'dvd_subtitle',
    S_DVBSUB: 'dvb_subtitle',
  },
  ...{
    'S_HDMV/PGS': 'hdmv_pgs_subtitle',
    'S_HDMV/TEXTST': 'hdmv_text_subtitle',
    'D_WEBVTT/SUBTITLES': 'webvtt',
  },
};

function lookUp(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

export const fromMediabunny = (name: string): string | undefined => lookUp(BY_MEDIABUNNY_NAME, name);
export const fromSampleEntry = (format: string): string | undefined => lookUp(BY_SAMPLE_ENTRY, format);
export const fromMatroskaSubtitle = (codecId: string): string | undefined =>
  lookUp(BY_MATROSKA_SUBTITLE, codecId);
