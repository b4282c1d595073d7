import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { jetstream, jetstreamManager, type JetStreamClient } from '@nats-io/jetstream';
import { connect, type NatsConnection as Connection } from '@nats-io/transport-node';
import { ensureStreamIs, EVENT_STREAM, WANTED_STREAM } from './event-stream.js';

const RETRY_MS = 1_000;
/** A server that hangs keeps its connections: what it does not answer in 4 s counts as lost. */
const PING_EVERY_MS = 1_000;
const MAX_UNANSWERED_PINGS = 3;

/** One connection to NATS, made in the background and remade for as long as the service lives. */
@Injectable()
export class NatsConnection implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger('Nats');
  private readonly opened: Promise<Connection>;
  private connection: Connection | undefined;
  private upSince: number | undefined;
  private reconnects = 0;
  /** Resolves when the connection that stands is lost. */
  private lost = Promise.withResolvers<void>();
  private closing = false;

  constructor(
    private readonly url: string,
    private readonly clientName: string,
    /** On how many servers what is stored is kept. */
    readonly replicas = 1,
  ) {
    this.opened = this.open();
    this.opened.catch(() => undefined);
  }

  get isConnected(): boolean {
    return this.upSince !== undefined;
  }

  /** How long there has been a connection without a break; 0 when there is none. */
  get connectedForMs(): number {
    return this.upSince === undefined ? 0 : performance.now() - this.upSince;
  }

  /** Another number than before: the connection was lost in between, and the server may have lost its store. */
  get generation(): number {
    return this.reconnects;
  }

  /** Waits for the first connection. */
  get(): Promise<Connection> {
    return this.opened;
  }

  /** The connection if there is one now. */
  find(): Connection | undefined {
    return this.isConnected ? this.connection : undefined;
  }

  async jetstream(): Promise<JetStreamClient> {
    return jetstream(await this.get(), { timeout: 5_000 });
  }

  /**
   * Makes the stream of events if it is not there, or has it grow to what this version needs. Returns when it was created
   * (ISO 8601): another time than before means that its store was lost.
   */
  async ensureStream(): Promise<string> {
    const manager = await jetstreamManager(await this.get(), { timeout: 5_000 });
    const wanted = { ...WANTED_STREAM, num_replicas: this.replicas };
    return (await ensureStreamIs(manager, EVENT_STREAM, wanted)).created;
  }

  /** Whoever still waits for the first connection waits no longer. */
  beforeApplicationShutdown(): void {
    this.closing = true;
  }

  /** Says what is still to be said. A connection that is lost has nobody to hear it, and is not waited for. */
  async onApplicationShutdown(): Promise<void> {
    this.closing = true;
    const drained = this.isConnected ? this.connection?.drain().catch(() => undefined) : undefined;
    if (drained) await Promise.race([drained, this.lost.promise]);
    await this.connection?.close();
  }

  private async open(): Promise<Connection> {
    const { hostname, port, username, password } = new URL(this.url);
    while (!this.closing) {
      try {
        this.connection = await connect({
          servers: `${hostname}:${port}`,
          ...(password ? { user: username, pass: password } : username ? { token: username } : {}),
          name: this.clientName,
          // Where a login's answers come to, and nobody else's.
          ...(password && { inboxPrefix: `_INBOX.${username}` }),
          maxReconnectAttempts: -1,
          reconnectTimeWait: RETRY_MS,
          ignoreAuthErrorAbort: true,
          pingInterval: PING_EVERY_MS,
          maxPingOut: MAX_UNANSWERED_PINGS,
        });
        this.upSince = performance.now();
        void this.watch(this.connection);
        return this.connection;
      } catch (error) {
        this.logger.warn(`no connection yet: ${error instanceof Error ? error.message : String(error)}`);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    throw new Error('the service is shutting down');
  }

  private async watch(connection: Connection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') {
        this.upSince = undefined;
        this.lost.resolve();
        this.lost = Promise.withResolvers();
      }
      if (status.type === 'reconnect') {
        this.upSince = performance.now();
        this.reconnects += 1;
      }
      if (status.type === 'disconnect' || status.type === 'reconnect') this.logger.log(status.type);
    }
  }
}
