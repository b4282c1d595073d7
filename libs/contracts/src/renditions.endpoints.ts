import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { fileId } from './ids.js';

const fileParams = z.object({ id: fileId });

/** What a file can be had as. `hls`: H.264 and AAC in pieces, made where a player asks for them. */
export const RENDITIONS = ['original', 'hls'] as const;
export const rendition = z.enum(RENDITIONS);
export type Rendition = z.infer<typeof rendition>;

/** `waiting`: nobody works at it just now. `failed`: it cannot be made, `reason` says why. */
export const renditionProgressBody = z.object({
  state: z.enum(['none', 'waiting', 'making', 'ready', 'failed']),
  /** Pieces that are made, of how many. */
  made: z.int(),
  segments: z.int(),
  reason: z.string().optional(),
});
export type RenditionProgress = z.infer<typeof renditionProgressBody>;

export const hlsPlaylist = defineEndpoint({
  name: 'hlsPlaylist',
  service: 'media',
  method: 'GET',
  path: '/api/files/:id/hls/index.m3u8',
  access: 'viewer',
  guests: true,
  summary:
    'The playlist (RFC 8216) of a film or sound for players that do not play the original. It is complete from the first moment: a piece that is not made yet is made when it is asked for.',
  params: fileParams,
  contentType: 'application/vnd.apple.mpegurl',
  problems: ['request.invalid', 'file.not-found', 'file.no-rendition'],
});

export const hlsProgress = defineEndpoint({
  name: 'hlsProgress',
  service: 'media',
  method: 'GET',
  path: '/api/files/:id/hls/progress',
  access: 'viewer',
  guests: true,
  summary: 'How much of the rendition is made.',
  params: fileParams,
  response: renditionProgressBody,
  problems: ['request.invalid', 'file.not-found', 'file.no-rendition'],
});

const part = z.string().regex(/^(init\.mp4|\d{1,6}\.m4s)$/);

export const hlsPart = defineEndpoint({
  name: 'hlsPart',
  service: 'media',
  method: 'GET',
  path: '/api/files/:id/hls/:part',
  access: 'viewer',
  guests: true,
  summary:
    'Leads to the signed address of a piece. Playlists name these, which ask for the token each time: a film ends when somebody is signed out, or a link does.',
  params: fileParams.extend({ part }),
  status: 307,
  problems: ['request.invalid', 'file.not-found', 'file.no-rendition'],
});

/** nginx sends what is there by itself, and asks media for what is not. */
export const hlsSegment = defineEndpoint({
  name: 'hlsSegment',
  service: 'media',
  method: 'GET',
  path: '/d/:shard/:sha256/hls/:part',
  access: 'open',
  summary:
    'A piece of a rendition that is not made yet: work moves there, and the answer waits for it. The address is signed.',
  params: z.object({
    shard: z.string().regex(/^[0-9a-f]{2}$/),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    part,
  }),
  query: z.object({ s: z.string().max(64), e: z.coerce.number().int(), k: z.string().max(64) }),
  contentType: 'video/mp4',
  problems: ['request.invalid', 'link.invalid', 'link.expired', 'file.no-rendition', 'rendition.not-ready'],
});

export const fileStoryboard = defineEndpoint({
  name: 'fileStoryboard',
  service: 'media',
  method: 'GET',
  path: '/api/files/:id/storyboard',
  access: 'viewer',
  guests: true,
  summary:
    'Small pictures of a film to show while somebody seeks: WebVTT whose cues name a part of one sheet, "address#xywh=x,y,width,height" in pixels. 404 until it is made, and for short films.',
  params: fileParams,
  contentType: 'text/vtt; charset=utf-8',
  problems: ['request.invalid', 'file.not-found', 'file.no-storyboard'],
});

export const fullPicture = defineEndpoint({
  name: 'fullPicture',
  service: 'media',
  method: 'GET',
  path: '/api/files/:id/full-picture',
  access: 'viewer',
  guests: true,
  summary:
    'The whole of a picture that browsers do not draw and that is larger than its preview (HEIC, TIFF; of a raw the largest picture that the camera left in it), upright and in sRGB: JPEG, or WebP where something shows through. It is made when it is asked for, and the answer waits for it; of more than 64 megapixels (12 where they have more than 8 bits) it has fewer.',
  params: fileParams,
  contentType: 'image/*',
  problems: [
    'request.invalid',
    'file.not-found',
    'library.waking',
    'file.missing-on-disk',
    'file.no-rendition',
    'rendition.not-ready',
  ],
});

export const renditionsEndpoints = {
  fileStoryboard,
  fullPicture,
  hlsPlaylist,
  hlsProgress,
  hlsPart,
  hlsSegment,
};
