import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { downloadFile, fullPicture, hlsPlaylist, streamFile, type ShareId } from '@hearth/contracts';
import { BackgroundLoop } from '@hearth/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';

const EVERY_MS = 1_000;
const COUNTED_ROUTES = new Set<string | undefined>(
  [streamFile, downloadFile, hlsPlaylist, fullPicture].map(({ path }) => path),
);
/** A player goes on in ranges: the first one counts, and those from the middle do not. */
const FROM_THE_START = /^bytes=0-/;

interface Fetches {
  readonly shareId: ShareId;
  readonly fileId: string;
  times: number;
}

/** Notes for the makers of links which files their guests fetched. It is written once a second, and after the answers. */
@Injectable()
export class FetchedByGuests implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('FetchedByGuests');
  private noted = new Map<string, Fetches>();
  private readonly loop = new BackgroundLoop({
    turn: async () => {
      await this.write();
      return EVERY_MS;
    },
    retryMs: EVERY_MS,
    onFailure: (error) => this.logger.warn(`not noted: ${String(error)}`),
  });

  constructor(
    private readonly database: DataSource,
    private readonly host: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    this.host.httpAdapter.getInstance<FastifyInstance>().addHook('onResponse', (request, reply, done) => {
      if (request.guest && reply.statusCode === 200) this.note(request.guest.shareId, request);
      done();
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
    await this.write().catch(() => undefined);
  }

  private note(shareId: ShareId, { params, headers, method, routeOptions }: FastifyRequest): void {
    if (method !== 'GET' || !COUNTED_ROUTES.has(routeOptions.url)) return;
    if (headers.range !== undefined && !FROM_THE_START.test(headers.range)) return;
    const { id: fileId } = params as { id: string };
    const key = `${shareId} ${fileId}`;
    const known = this.noted.get(key);
    if (known) known.times += 1;
    else this.noted.set(key, { shareId, fileId, times: 1 });
  }

  private async write(): Promise<void> {
    if (this.noted.size === 0) return;
    const fetches = [...this.noted.values()];
    this.noted = new Map();
    await this.database.query(
      `INSERT INTO identity.share_fetches AS known (share_id, file_id, times, last_at)
       SELECT f.share_id, f.file_id, f.times, now()
       FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS f (share_id, file_id, times)
       -- One whose maker has gone has nobody to tell.
       WHERE EXISTS (SELECT FROM identity.shares s WHERE s.id = f.share_id)
       ORDER BY 1, 2
       ON CONFLICT (share_id, file_id) DO UPDATE SET times = known.times + EXCLUDED.times, last_at = now()`,
      [
        fetches.map(({ shareId }) => shareId),
        fetches.map(({ fileId }) => fileId),
        fetches.map(({ times }) => times),
      ],
    );
  }
}
