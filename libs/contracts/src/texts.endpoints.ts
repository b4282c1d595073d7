import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { fileId } from './ids.js';

const fileParams = z.object({ id: fileId });

export const subtitleTrack = z.object({
  /** For the address of its text. */
  track: z.string(),
  label: z.string(),
  /** BCP 47, by the file's name or its tags: `en`, `pt-BR`, `de`. */
  language: z.string().nullable(),
  source: z.enum(['beside', 'inside']),
  /** For the parts in another language alone: to be shown unless somebody chose others. */
  isForced: z.boolean(),
  url: z.string(),
});
export type SubtitleTrack = z.infer<typeof subtitleTrack>;

/** A part of a film that its maker named. */
export const chapter = z.object({ title: z.string(), fromSec: z.number(), toSec: z.number() });
export type Chapter = z.infer<typeof chapter>;

export const listSubtitles = defineEndpoint({
  name: 'listSubtitles',
  service: 'media',
  method: 'GET',
  path: '/api/files/:id/subtitles',
  access: 'viewer',
  summary:
    'The subtitles of a film, those that lie beside it (SRT, ASS or VTT with its name, and perhaps a language, in its folder) and those inside; and its chapters.',
  params: fileParams,
  response: z.object({ items: z.array(subtitleTrack), chapters: z.array(chapter) }),
  problems: ['request.invalid', 'file.not-found'],
});

export const getSubtitles = defineEndpoint({
  name: 'getSubtitles',
  service: 'media',
  method: 'GET',
  path: '/api/files/:id/subtitles/:track',
  access: 'viewer',
  summary:
    'One of them as WebVTT in UTF-8, whatever it is written in. Of its styles only bold, italic and underline are left.',
  params: fileParams.extend({ track: z.union([z.uuid(), z.string().regex(/^inside-\d{1,2}$/)]) }),
  contentType: 'text/vtt',
  problems: ['request.invalid', 'file.not-found', 'file.missing-on-disk'],
});

export const getLyrics = defineEndpoint({
  name: 'getLyrics',
  service: 'media',
  method: 'GET',
  path: '/api/files/:id/lyrics',
  access: 'viewer',
  summary: 'The words of a song, from a file beside it (.lrc). No lines where there are none.',
  params: fileParams,
  response: z.object({
    lines: z.array(
      z.object({
        /** When it is sung; null where that is not written. */
        atSec: z.number().nullable(),
        text: z.string(),
      }),
    ),
  }),
  problems: ['request.invalid', 'file.not-found'],
});

export const textsEndpoints = { listSubtitles, getSubtitles, getLyrics };
