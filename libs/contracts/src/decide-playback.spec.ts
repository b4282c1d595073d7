import { describe, expect, it } from '@jest/globals';
import { ANY_PHONE, decidePlayback, type PlaybackClient, type PlaybackProbe } from './decide-playback.js';

const chromium: PlaybackClient = {
  containers: new Set([...ANY_PHONE.containers, 'webm', 'ogg']),
  video: new Set([...ANY_PHONE.video, 'vp8', 'vp9', 'av1']),
  audio: new Set([...ANY_PHONE.audio, 'opus', 'vorbis']),
};
const apple: PlaybackClient = { ...ANY_PHONE, video: new Set(['h264', 'hevc']), needsHvc1: true };

type Row = [string, PlaybackProbe, mode: string, ...reasons: string[]];

/** Facts of files as cameras, phones and the tools of twenty years write them. */
const FOR_ANY_PHONE: Row[] = [
  ['a phone’s film', { container: 'mp4', video: 'h264', audio: 'aac' }, 'direct'],
  ['a film without sound', { container: 'mp4', video: 'h264' }, 'direct'],
  ['an iPhone’s of before', { container: 'mov', video: 'h264', audio: 'aac' }, 'direct'],
  ['a camera’s with plain sound', { container: 'mov', video: 'h264', audio: 'pcm_s16le' }, 'direct'],
  ['an iPhone’s in HEVC', { container: 'mov', video: 'hevc' }, 'transcode', 'video-codec'],
  [
    'HLG in HEVC',
    { container: 'mp4', video: 'hevc', audio: 'aac', bitDepth: 10, isHdr: true },
    ...(['transcode', 'video-codec', 'hdr'] as const),
  ],
  ['H.264 of 10 bits', { container: 'mp4', video: 'h264', bitDepth: 10 }, 'transcode', 'bit-depth'],
  ['a film in MKV', { container: 'matroska', video: 'h264', audio: 'aac' }, 'remux', 'container'],
  [
    'with a cinema’s sound',
    { container: 'matroska', video: 'h264', audio: 'ac3' },
    'audio',
    'audio-codec',
    'container',
  ],
  [
    'a camcorder’s',
    { container: 'mpegts', video: 'h264', audio: 'ac3' },
    'audio',
    'audio-codec',
    'container',
  ],
  ['H.264 in AVI', { container: 'avi', video: 'h264', audio: 'mp3' }, 'remux', 'container'],
  [
    'Motion JPEG',
    { container: 'avi', video: 'mjpeg', audio: 'pcm_s16le' },
    'transcode',
    'video-codec',
    'container',
  ],
  [
    'WMV',
    { container: 'asf', video: 'msmpeg4v3', audio: 'wmav2' },
    'transcode',
    'video-codec',
    'audio-codec',
    'container',
  ],
  [
    'an old phone’s',
    { container: '3gp', video: 'h263', audio: 'amr_nb' },
    'transcode',
    'video-codec',
    'audio-codec',
    'container',
  ],
  [
    'MPEG-1',
    { container: 'mpeg', video: 'mpeg1video', audio: 'mp2' },
    'transcode',
    'video-codec',
    'audio-codec',
    'container',
  ],
  ['a song', { container: 'mp3', audio: 'mp3' }, 'direct'],
  ['FLAC', { container: 'flac', audio: 'flac' }, 'direct'],
  ['a song in Apple’s own codec', { container: 'mp4', audio: 'alac' }, 'audio', 'audio-codec'],
  ['Monkey’s Audio', { container: 'ape', audio: 'ape' }, 'audio', 'audio-codec', 'container'],
  ['what nobody knows', {}, 'direct'],
];

describe('what any phone plays', () => {
  it.each(FOR_ANY_PHONE)('%s', (_, probe, mode, ...reasons) =>
    expect(decidePlayback(probe, ANY_PHONE)).toEqual({ mode, reasons }),
  );
});

const FOR_OTHERS: [string, PlaybackClient, ...Row][] = [
  ['Chromium', chromium, 'VP9', { container: 'webm', video: 'vp9', audio: 'opus' }, 'direct'],
  ['Chromium', chromium, 'AV1', { container: 'mp4', video: 'av1' }, 'direct'],
  [
    'Chromium',
    chromium,
    'Theora',
    { container: 'ogg', video: 'theora', audio: 'vorbis' },
    'transcode',
    'video-codec',
  ],
  [
    'Chromium',
    chromium,
    'HEVC',
    { container: 'mp4', video: 'hevc', audio: 'aac' },
    'transcode',
    'video-codec',
  ],
  ['an iPhone', apple, 'HEVC', { container: 'mov', video: 'hevc', audio: 'aac', videoTag: 'hvc1' }, 'direct'],
  [
    'an iPhone',
    apple,
    'HEVC as hev1',
    { container: 'mp4', video: 'hevc', audio: 'aac', videoTag: 'hev1' },
    'remux',
    'video-tag',
  ],
  [
    'an iPhone',
    apple,
    'HDR in HEVC',
    { container: 'mov', video: 'hevc', bitDepth: 10, isHdr: true },
    'direct',
  ],
  [
    'an iPhone',
    apple,
    'VP9',
    { container: 'webm', video: 'vp9', audio: 'opus' },
    'transcode',
    'video-codec',
    'audio-codec',
    'container',
  ],
];

describe('what others play', () => {
  it.each(FOR_OTHERS)('%s', (_name, client, _what, probe, mode, ...reasons) =>
    expect(decidePlayback(probe, client)).toEqual({ mode, reasons }),
  );
});
