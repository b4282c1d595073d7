import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EventDefinition, PayloadOf } from '@hearth/contracts';
import { createService, EVENT_STREAM, migrate, NatsConnection } from '@hearth/platform';
import {
  HOUSE_SECRET,
  METRICS_SECRET,
  startBackingServices,
  startTokenIssuer,
  type BackingServices,
  type TokenIssuer,
  type Wanted,
  eventually,
} from '@hearth/testing';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SchedulerRegistry } from '@nestjs/schedule';
import pg from 'pg';
import { AppModule } from '../src/app.module.js';
import { readConfig, type AnalyticsConfig } from '../src/config.js';
import { analyticsSchema } from '../src/storage/schema.js';

export const FILM = '0198e1a0-0000-7000-8000-00000000000a';
export const SONG = '0198e1a0-0000-7000-8000-00000000000b';
export const ANNA = '0198e1a0-0000-7000-8000-0000000000aa';
export const SERVICE_TOKEN = 'S'.repeat(40);
export const BEN = '0198e1a0-0000-7000-8000-0000000000bb';

/** The stores that analytics needs, its database migrated, and a folder for nginx's logs. */
export class AnalyticsRig {
  private readonly apps: NestFastifyApplication[] = [];
  /** The addresses that copies answer at. */
  readonly routed: string[] = [];
  private requests = 0;

  private constructor(
    readonly stores: BackingServices,
    readonly issuer: TokenIssuer,
    readonly database: pg.Pool,
    readonly logs: string,
    readonly library: string,
    readonly timeZone: string,
  ) {}

  static async start({
    postgres = true,
    timeZone = 'UTC',
  }: Pick<Wanted, 'postgres'> & { timeZone?: string } = {}): Promise<AnalyticsRig> {
    const [stores, issuer] = await Promise.all([
      startBackingServices({ postgres, nats: true }),
      startTokenIssuer(),
    ]);
    await migrate(stores.postgres.urlFor('analytics'), analyticsSchema);
    const logs = join(stores.folder, 'access-logs');
    mkdirSync(logs);
    const library = join(stores.folder, 'library');
    mkdirSync(join(library, '.hearth'), { recursive: true });
    const database = new pg.Pool({ connectionString: stores.postgres.url });
    database.on('error', () => undefined);
    return new AnalyticsRig(stores, issuer, database, logs, library, timeZone);
  }

  get config(): AnalyticsConfig {
    return readConfig({
      HEARTH_LISTEN_PORT: '1',
      HEARTH_LOG_LEVEL: 'fatal',
      HEARTH_POSTGRES_URL: this.stores.postgres.urlFor('analytics'),
      HEARTH_NATS_URL: this.stores.nats.urlFor('analytics'),
      HEARTH_JWKS_URL: this.issuer.jwksUrl,
      HEARTH_ACCESS_LOGS: this.logs,
      HEARTH_LIBRARY: this.library,
      HEARTH_TIME_ZONE: this.timeZone,
      HEARTH_SERVICE_TOKEN: SERVICE_TOKEN,
      HEARTH_METRICS_SECRET: METRICS_SECRET,
      HEARTH_HOUSE_SECRET: HOUSE_SECRET,
    });
  }

  /** One copy of the service, without a port. */
  async startCopy(): Promise<NestFastifyApplication> {
    const app = await createService(
      {
        name: 'analytics',
        readConfig: () => this.config,
        module: AppModule.forRoot,
        prepare: (copy) =>
          copy
            .getHttpAdapter()
            .getInstance()
            .addHook('onRoute', ({ url }) => void this.routed.push(url)),
      },
      this.config,
    );
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    // What is due by the clock is called by the tests that are about it, and takes part in no other at that hour.
    const recurring = app.get(SchedulerRegistry);
    for (const name of recurring.getCronJobs().keys()) recurring.deleteCronJob(name);
    this.apps.push(app);
    return app;
  }

  async stopCopies(): Promise<void> {
    await Promise.all(this.apps.splice(0).map((app) => app.close()));
  }

  /** Has the stream's limits drop all events. */
  async dropEvents(): Promise<void> {
    const nats = new NatsConnection(this.stores.nats.url, 'test');
    const { streams } = await jetstreamManager(await nats.get());
    await streams.update(EVENT_STREAM, { max_msgs: 1 });
    await jetstream(await nats.get()).publish('hearth.playback.nothing.dropped.v1');
    await streams.update(EVENT_STREAM, { max_msgs: -1 });
    await nats.onApplicationShutdown();
  }

  async stop(): Promise<void> {
    await this.stopCopies();
    await this.database.end();
    await this.issuer.stop();
    await this.stores.stop();
  }

  /** Takes away what a test before has left. */
  async clear(): Promise<void> {
    // The logs first: a copy that becomes the collector after the checkpoints went would count them again.
    for (const name of readdirSync(this.logs))
      rmSync(join(this.logs, name), { recursive: true, force: true });
    const empty = () =>
      this.database.query(
        `TRUNCATE analytics.access_log, analytics.access_sessions, analytics.file_viewer_hour, analytics.log_checkpoints,
         analytics.files, analytics.users, analytics.played_segments, analytics.consumed_events, analytics.reports,
         analytics.playbacks, analytics.gains, analytics.file_viewers, analytics.file_scores, analytics.house_hours,
         analytics.session_lengths, analytics.active_days, analytics.day_counts, analytics.heat, analytics.heat_rebuilds,
         analytics.furthest, analytics.storage_totals, analytics.storage_days, analytics.storage_changes,
         analytics.searches, analytics.open_searches, analytics.unnamed_people, analytics.forgotten_people`,
      );
    // What a copy still counts may hold the same tables the other way round: one of the two gives way, and that may be us.
    await empty().catch(empty).catch(empty);
  }

  /** One line as nginx writes it, of a second's worth of film that Anna was sent, but for what is given otherwise. */
  logLine(changes: Record<string, unknown> = {}): string {
    this.requests += 1;
    return (
      JSON.stringify({
        ...{
          at: Date.now() / 1000,
          requestId: `request-${this.requests}`,
          ip: '192.168.1.20',
          method: 'GET',
        },
        ...{
          path: '/api/files/x/stream',
          status: 206,
          bytesSent: 1_000,
          requestTimeSec: 0.01,
          upstreamTimeSec: '0.001',
        },
        ...{
          contentRange: 'bytes 0-999/2000',
          contentLength: '1000',
          range: 'bytes=0-999',
          userAgent: 'VLC',
        },
        ...{ userId: ANNA, sessionId: '', deviceId: '', fileId: FILM, access: 'stream', playbackId: '' },
        ...{ completed: 'OK', ...changes },
      }) + '\n'
    );
  }

  /** Waits until all that is queued is in the figures. */
  async counted(): Promise<void> {
    await eventually(
      () =>
        this.one<{ queued: number }>(
          `SELECT ((SELECT count(*) FROM analytics.reports) + (SELECT count(*) FROM analytics.gains)
             + (SELECT count(*) FROM analytics.storage_changes) + (SELECT count(*) FROM analytics.heat_rebuilds))::int
             AS queued`,
        ),
      ({ queued }) => queued === 0,
    );
  }

  append(fileName: string, text: string): void {
    appendFileSync(join(this.logs, fileName), text);
  }

  read(fileName: string): string {
    return readFileSync(join(this.logs, fileName), 'utf8');
  }

  async one<T>(sql: string, parameters: unknown[] = []): Promise<T> {
    const { rows } = await this.database.query(sql, parameters);
    return rows[0] as T;
  }

  async count(table: string): Promise<number> {
    return (await this.one<{ count: number }>(`SELECT count(*)::int AS count FROM analytics.${table}`)).count;
  }

  /** Publishes one event to the stream, under an id of its own or a given one. */
  async publish<E extends EventDefinition>(
    event: E,
    payload: PayloadOf<E>,
    id = crypto.randomUUID(),
  ): Promise<void> {
    const nats = new NatsConnection(this.stores.nats.url, 'test');
    await nats.ensureStream();
    const envelope = { id, occurredAt: new Date().toISOString(), correlationId: 'test', payload };
    await jetstream(await nats.get()).publish(event.subject, JSON.stringify(envelope));
    await nats.onApplicationShutdown();
  }
}
