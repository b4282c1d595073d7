import { Controller, Inject, Res } from '@nestjs/common';
import { findListedIds } from '@hearth/catalog';
import { fileQr, qr, type InputOf } from '@hearth/contracts';
import { Handle, HearthError, Input } from '@hearth/platform';
import type { FastifyReply } from 'fastify';
import QRCode from 'qrcode';
import { DataSource } from 'typeorm';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';

/** The quiet zone that the standard of QR codes asks for is four modules; scanners are content with two. */
export const QR = { type: 'svg', errorCorrectionLevel: 'M', margin: 2 } as const;

const PATHS = { library: '/' } as const;

/** Addresses of the house for a phone's camera. They open nothing by themselves: whoever scans one signs in. */
@Controller()
export class QrController {
  constructor(
    private readonly database: DataSource,
    @Inject(MEDIA_CONFIG) private readonly config: MediaConfig,
  ) {}

  @Handle(fileQr)
  async file(@Input() { params: { id } }: InputOf<typeof fileQr>, @Res() reply: FastifyReply): Promise<void> {
    if (!(await findListedIds(this.database, [id])).has(id)) throw new HearthError('file.not-found');
    await this.send(`/photo/${id}`, reply);
  }

  @Handle(qr)
  async library(@Input() { query }: InputOf<typeof qr>, @Res() reply: FastifyReply): Promise<void> {
    await this.send(PATHS[query.target], reply);
  }

  private async send(path: string, reply: FastifyReply): Promise<void> {
    const svg = await QRCode.toString(new URL(path, this.config.HEARTH_PUBLIC_URL).href, QR);
    reply.header('content-type', 'image/svg+xml').header('cache-control', 'private, no-cache').send(svg);
  }
}
