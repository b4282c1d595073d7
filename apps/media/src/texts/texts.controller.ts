import { Controller, Res } from '@nestjs/common';
import {
  getLyrics,
  getSubtitles,
  listSubtitles,
  urlOf,
  type InputOf,
  type OutputOf,
} from '@hearth/contracts';
import { Handle, HearthError, Input } from '@hearth/platform';
import type { FastifyReply } from 'fastify';
import { writeVtt } from './cue.js';
import { nameTrack } from './name-track.js';
import { readLyrics } from './read-lyrics.js';
import { readSubtitles, SUBTITLE_ENDINGS } from './read-subtitles.js';
import { TextFiles } from './text-files.js';

@Controller()
export class TextsController {
  constructor(private readonly texts: TextFiles) {}

  @Handle(listSubtitles)
  async list(
    @Input() { params: { id } }: InputOf<typeof listSubtitles>,
  ): Promise<OutputOf<typeof listSubtitles>> {
    const beside = await this.texts.listBeside(id, SUBTITLE_ENDINGS);
    return {
      items: beside.map(({ file, more }) => ({
        track: file.id,
        ...nameTrack(more),
        source: 'beside' as const,
        url: urlOf(getSubtitles, { params: { id, track: file.id } }),
      })),
    };
  }

  @Handle(getSubtitles)
  async get(
    @Input() { params: { id, track } }: InputOf<typeof getSubtitles>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const beside = await this.texts.listBeside(id, SUBTITLE_ENDINGS);
    const wanted = beside.find(({ file }) => file.id === track);
    if (!wanted) throw new HearthError('file.not-found');
    const cues = readSubtitles(await this.texts.read(wanted.file));
    reply.headers({ 'content-type': 'text/vtt; charset=utf-8', 'cache-control': 'private, no-cache' });
    reply.send(writeVtt(cues));
  }

  @Handle(getLyrics)
  async lyrics(@Input() { params: { id } }: InputOf<typeof getLyrics>): Promise<OutputOf<typeof getLyrics>> {
    const [first] = await this.texts.listBeside(id, ['lrc', 'txt']);
    return { lines: first ? readLyrics(await this.texts.read(first.file)) : [] };
  }
}
