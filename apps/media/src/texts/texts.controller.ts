import { Controller, Res } from '@nestjs/common';
import { findInnerTexts, innerSubtitlePath } from '@hearth/catalog';
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
import { DataSource } from 'typeorm';
import { writeVtt } from './cue.js';
import { nameInnerTrack, nameTrack } from './name-track.js';
import { readLyrics } from './read-lyrics.js';
import { readSubtitles, SUBTITLE_ENDINGS } from './read-subtitles.js';
import { TextFiles } from './text-files.js';

@Controller()
export class TextsController {
  constructor(
    private readonly texts: TextFiles,
    private readonly database: DataSource,
  ) {}

  @Handle(listSubtitles)
  async list(
    @Input() { params: { id } }: InputOf<typeof listSubtitles>,
  ): Promise<OutputOf<typeof listSubtitles>> {
    const beside = await this.texts.listBeside(id, SUBTITLE_ENDINGS);
    const inner = await findInnerTexts(this.database, id);
    const addressOf = (track: string) => ({ track, url: urlOf(getSubtitles, { params: { id, track } }) });
    return {
      items: [
        ...beside.map(({ file, more }) => ({
          ...addressOf(file.id),
          ...nameTrack(more),
          source: 'beside' as const,
        })),
        ...(inner?.subtitles ?? []).map((subtitle) => ({
          ...addressOf(`inside-${subtitle.index}`),
          ...nameInnerTrack(subtitle),
          source: 'inside' as const,
        })),
      ],
      chapters: [...(inner?.chapters ?? [])],
    };
  }

  @Handle(getSubtitles)
  async get(
    @Input() { params: { id, track } }: InputOf<typeof getSubtitles>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const headers = { 'content-type': 'text/vtt; charset=utf-8', 'cache-control': 'private, no-cache' };
    if (track.startsWith('inside-')) {
      const inner = await findInnerTexts(this.database, id);
      const known = inner?.subtitles.find(({ index }) => track === `inside-${index}`);
      if (!inner || !known) throw new HearthError('file.not-found');
      const address = `/_derived/${innerSubtitlePath(inner.sha256, known.index)}`;
      reply.headers({ ...headers, 'x-accel-redirect': address });
      reply.send();
      return;
    }
    const beside = await this.texts.listBeside(id, SUBTITLE_ENDINGS);
    const wanted = beside.find(({ file }) => file.id === track);
    if (!wanted) throw new HearthError('file.not-found');
    const cues = readSubtitles(await this.texts.read(wanted.file));
    reply.headers(headers);
    reply.send(writeVtt(cues));
  }

  @Handle(getLyrics)
  async lyrics(@Input() { params: { id } }: InputOf<typeof getLyrics>): Promise<OutputOf<typeof getLyrics>> {
    const [first] = await this.texts.listBeside(id, ['lrc', 'txt']);
    return { lines: first ? readLyrics(await this.texts.read(first.file)) : [] };
  }
}
