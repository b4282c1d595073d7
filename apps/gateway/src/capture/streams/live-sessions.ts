import { randomUUID } from 'node:crypto';
import { captureSessionChanged } from '@hearth/contracts';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { BackgroundLoop, HearthError, LivePublisher, NatsConnection, returning } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { hubNowMs } from '../joining/hub-clock.js';
import { findSession, listDevices, recordEnd } from '../joining/session-record.js';
import { RunningTakes } from '../takes/running-takes.js';
import { LiveSession } from './live-session.js';
import { LocalPort } from './local-port.js';
import { RemotePort } from './remote-port.js';
import type { SessionPort } from './session-port.js';

const RENEW_EVERY_MS = 2_000;
/** A gateway that did not renew for so long has died, and another takes over. */
const LEASE_SEC = 8;
const DROPPED_AFTER_IDLE_MS = 10 * 60_000;

/**
 * The sessions that this copy of the gateway keeps, and the way to all others. A session is kept by one copy at a time: by
 * the first that is asked for it, until that has died.
 */
@Injectable()
export class LiveSessions implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly gatewayId: string = randomUUID();
  private readonly logger = new Logger('Capture');
  private readonly kept = new Map<string, Promise<LocalPort>>();
  private readonly renewing = new BackgroundLoop({
    turn: async () => {
      await this.renew();
      return RENEW_EVERY_MS;
    },
    firstAfterMs: RENEW_EVERY_MS,
    retryMs: RENEW_EVERY_MS,
    onFailure: (error) =>
      this.logger.warn(`could not renew sessions: ${error instanceof Error ? error.message : error}`),
  });

  constructor(
    private readonly database: DataSource,
    private readonly nats: NatsConnection,
    private readonly takes: RunningTakes,
    private readonly publisher: LivePublisher,
  ) {}

  onApplicationBootstrap(): void {
    this.renewing.start();
  }

  /** Others may take over at once. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.renewing.stop();
    const kept = await Promise.allSettled(this.kept.values());
    for (const port of kept) if (port.status === 'fulfilled') port.value.session.dispose();
    await this.release([...this.kept.keys()]).catch(() => undefined);
    this.kept.clear();
  }

  keeps(sessionId: string): boolean {
    return this.kept.has(sessionId);
  }

  /** Undefined for a session that is over or was never there. */
  async find(sessionId: string): Promise<SessionPort | undefined> {
    const here = this.kept.get(sessionId);
    if (here) return here;
    if (this.renewing.isStopping) throw new HearthError('service.unavailable');
    const keeper = await this.claim(sessionId);
    if (keeper === undefined) return undefined;
    if (keeper !== this.gatewayId) return new RemotePort(this.nats, sessionId, keeper);
    const port = this.kept.get(sessionId) ?? this.load(sessionId);
    this.kept.set(sessionId, port);
    port.catch(() => this.kept.delete(sessionId));
    return port;
  }

  /** Throws `capture.session-ended`. */
  async get(sessionId: string): Promise<SessionPort> {
    const port = await this.find(sessionId);
    if (!port) throw new HearthError('capture.session-ended');
    return port;
  }

  /** Ends a take that runs on though nobody sends. */
  async stopIfForgotten(sessionId: string): Promise<void> {
    const port = await this.kept.get(sessionId);
    const take = port?.session.runningTake;
    if (take && port.session.isForgotten(hubNowMs())) await port.stopTake(take.record.id);
  }

  private async claim(sessionId: string): Promise<string | undefined> {
    await this.database.query(
      `UPDATE realtime.capture_sessions SET gateway_id = $2, gateway_seen_at = now()
       WHERE id = $1 AND ended_at IS NULL
         AND (gateway_id IS NULL OR gateway_seen_at < now() - make_interval(secs => ${LEASE_SEC}))`,
      [sessionId, this.gatewayId],
    );
    const rows = await this.database.query<{ gateway_id: string }[]>(
      'SELECT gateway_id FROM realtime.capture_sessions WHERE id = $1 AND ended_at IS NULL',
      [sessionId],
    );
    return rows[0]?.gateway_id;
  }

  private async load(sessionId: string): Promise<LocalPort> {
    const record = await findSession(this.database, sessionId);
    if (!record) throw new HearthError('capture.session-not-found');
    const session = new LiveSession(record, {
      onTakeComplete: (take, streams) => this.takes.onTakeComplete(take, streams),
      onChange: (ownerId, described) =>
        this.publisher.publish(captureSessionChanged, { ownerId, session: described }),
    });
    for (const device of await listDevices(this.database, sessionId)) session.addDevice(device);
    const running = await this.takes.recover(sessionId);
    if (running) session.resume(running);
    return new LocalPort(this.gatewayId, session, this.takes, async () => {
      await recordEnd(this.database, sessionId);
      void this.letGoWhenQuiet(sessionId);
    });
  }

  /** A take that was just stopped is still being finished. */
  private async letGoWhenQuiet(sessionId: string): Promise<void> {
    const port = await this.kept.get(sessionId);
    while (port?.session.runningTake && !this.renewing.isStopping)
      await new Promise((resolve) => setTimeout(resolve, 500));
    port?.session.dispose();
    this.kept.delete(sessionId);
  }

  private async renew(): Promise<void> {
    await this.dropIdle();
    const ids = [...this.kept.keys()];
    if (ids.length === 0) return;
    const rows = await returning<{ id: string }>(
      this.database,
      `UPDATE realtime.capture_sessions SET gateway_seen_at = now(), seen_at = now()
       WHERE id = ANY($1::uuid[]) AND gateway_id = $2 RETURNING id`,
      [ids, this.gatewayId],
    );
    const still = new Set(rows.map(({ id }) => id));
    // Another gateway took it, believing this one dead: its phones come to where it is now.
    for (const id of ids.filter((one) => !still.has(one))) await this.drop(id);
  }

  private async dropIdle(): Promise<void> {
    const now = hubNowMs();
    for (const [id, port] of this.kept) {
      const { session } = await port.catch(() => ({ session: undefined }));
      if (!session || session.isBusy || now - session.openedAtMs < DROPPED_AFTER_IDLE_MS) continue;
      await this.release([id]);
      await this.drop(id);
    }
  }

  private async drop(id: string): Promise<void> {
    const port = this.kept.get(id);
    this.kept.delete(id);
    (await port?.catch(() => undefined))?.session.dispose();
  }

  private async release(ids: readonly string[]): Promise<void> {
    await this.database.query(
      'UPDATE realtime.capture_sessions SET gateway_id = NULL WHERE id = ANY($1::uuid[]) AND gateway_id = $2',
      [ids, this.gatewayId],
    );
  }
}
