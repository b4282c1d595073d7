import { mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  fileAdded,
  type EventDefinition,
  type FileFacts,
  type LiveMessage,
  type LiveRequest,
  type LiveTopic,
  type PayloadOf,
} from '@hearth/contracts';
import { createService, NatsConnection } from '@hearth/platform';
import {
  eventually,
  HOUSE_SECRET,
  METRICS_SECRET,
  startBackingServices,
  startTokenIssuer,
  type BackingServices,
  type TokenIssuer,
} from '@hearth/testing';
import { jetstream } from '@nats-io/jetstream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Pool } from 'pg';
import { WebSocket, type ClientOptions } from 'ws';
import { AppModule } from '../src/app.module.js';
import { readConfig, type GatewayConfig } from '../src/config.js';

export interface Gateway {
  readonly app: NestFastifyApplication;
  /** `127.0.0.1:port` */
  readonly host: string;
}

/** What nginx shows. */
export const EDGE_SECRET = 'what nginx shows the services';

/** The stores that the gateway needs, and as many copies of it as a test wants. */
export class GatewayRig {
  /** How many files have come into the library. */
  files = 0;
  /** What the gateways said to each other about relays. */
  readonly relaysHeard: string[] = [];
  /** The addresses that gateways answer at. */
  readonly routed: string[] = [];
  private readonly gateways: Gateway[] = [];

  private constructor(
    readonly stores: BackingServices,
    readonly issuer: TokenIssuer,
    /** Stands in for the services that publish events. */
    readonly publisher: NatsConnection,
    /** To look at, and to change, what the gateways keep. */
    readonly database: Pool,
  ) {}

  static async start(): Promise<GatewayRig> {
    const [stores, issuer] = await Promise.all([
      startBackingServices({ nats: true, postgres: true }),
      startTokenIssuer(),
    ]);
    const publisher = new NatsConnection(stores.nats.url, 'test');
    await publisher.ensureStream();
    const database = new Pool({ connectionString: stores.postgres.url, max: 2 });
    database.on('error', () => undefined);
    const rig = new GatewayRig(stores, issuer, publisher, database);
    (await publisher.get()).subscribe('hearth.live.drop.*.relay.>', {
      callback: (_error, { subject }) => void rig.relaysHeard.push(subject),
    });
    return rig;
  }

  /** A library that is there. */
  get library(): string {
    const library = join(this.stores.folder, 'library');
    mkdirSync(join(library, '.hearth'), { recursive: true });
    writeFileSync(join(library, '.hearth/library-id'), 'a library of tests\n');
    return library;
  }

  configOf(changes: Record<string, string> = {}): GatewayConfig {
    return readConfig({
      HEARTH_LISTEN_PORT: '1',
      HEARTH_LOG_LEVEL: 'fatal',
      HEARTH_NATS_URL: this.stores.nats.urlFor('gateway'),
      HEARTH_POSTGRES_URL: this.stores.postgres.urlFor('gateway'),
      HEARTH_EDGE_SECRET: EDGE_SECRET,
      HEARTH_METRICS_SECRET: METRICS_SECRET,
      HEARTH_HOUSE_SECRET: HOUSE_SECRET,
      HEARTH_CAPTURE_SECRET: 'a secret of thirty-two characters',
      HEARTH_LIBRARY: this.library,
      HEARTH_PUBLIC_URL: 'https://hub.test',
      HEARTH_JWKS_URL: this.issuer.jwksUrl,
      HEARTH_SERVICE_URLS: 'media=http://127.0.0.1:1',
      ...changes,
    });
  }

  async startGateway(changes: Record<string, string> = {}): Promise<Gateway> {
    const config = this.configOf(changes);
    const app = await createService(
      {
        name: 'gateway',
        readConfig: () => config,
        module: AppModule.forRoot,
        prepare: (copy) =>
          copy
            .getHttpAdapter()
            .getInstance()
            .addHook('onRoute', ({ url }) => void this.routed.push(url)),
      },
      config,
    );
    await app.listen(0, '127.0.0.1');
    const gateway = { app, host: `127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}` };
    this.gateways.push(gateway);
    return gateway;
  }

  async stopGateway(gateway: Gateway): Promise<void> {
    this.gateways.splice(this.gateways.indexOf(gateway), 1);
    await gateway.app.close();
  }

  async stop(): Promise<void> {
    await Promise.all(this.gateways.map(({ app }) => app.close()));
    await this.publisher.onApplicationShutdown();
    await this.database.end();
    await this.issuer.stop();
    await this.stores.stop();
  }

  /** A file comes into the library; its number is in the name. */
  async addFile(folder = ''): Promise<number> {
    this.files += 1;
    const name = String(this.files);
    await this.publish(fileAdded, {
      ...{ fileId: crypto.randomUUID(), name, folder, kind: 'image', mimeType: 'image/jpeg', sizeBytes: 1 },
      ...{ durationSec: null, uploadedBy: null, deviceId: null, createdAt: new Date().toISOString() },
      ...{ state: 'ready', revision: 1 },
    } as FileFacts);
    return Number(name);
  }

  /** Publishes one event; stored ones when they are acknowledged. */
  async publish<E extends EventDefinition>(event: E, payload: PayloadOf<E>): Promise<void> {
    const connection = await this.publisher.get();
    const envelope = {
      id: crypto.randomUUID(),
      occurredAt: new Date().toISOString(),
      correlationId: 'test',
      payload,
    };
    const text = JSON.stringify(envelope);
    if (event.subject.startsWith('hearth.live.')) connection.publish(event.subject, text);
    else await jetstream(connection).publish(event.subject, text);
  }
}

/** The numbers of the files that a browser heard of, in the order it did. */
export function addedFiles(client: LiveClient): number[] {
  return client
    .events()
    .filter(({ subject }) => subject === fileAdded.subject)
    .map(({ payload }) => Number((payload as FileFacts).name));
}

export function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** A browser at `/ws/live`. */
export class LiveClient {
  readonly received: LiveMessage[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  private readonly opened: Promise<void>;

  constructor(readonly ws: WebSocket) {
    ws.on('message', (data: Buffer) => this.received.push(JSON.parse(data.toString()) as LiveMessage));
    this.opened = new Promise((resolve, reject) => {
      ws.on('open', resolve);
      ws.on('error', reject);
    });
    this.closed = new Promise((resolve) =>
      ws.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    );
  }

  static async open({ host }: Gateway, token: string, options: ClientOptions = {}): Promise<LiveClient> {
    const headers = { authorization: `Bearer ${token}`, ...options.headers };
    const client = new LiveClient(new WebSocket(`ws://${host}/ws/live`, { ...options, headers }));
    await client.opened;
    return client;
  }

  send(request: LiveRequest): void {
    this.ws.send(JSON.stringify(request));
  }

  /** Subscribes and waits for the answer. */
  async subscribe(topics: LiveTopic[], cursor?: string): Promise<LiveMessage> {
    const before = this.received.length;
    this.send({ type: 'subscribe', topics, ...(cursor !== undefined && { cursor }) });
    await this.until(() => this.received.length > before);
    return this.received[before] as LiveMessage;
  }

  events(): Extract<LiveMessage, { type: 'event' }>[] {
    return this.received.filter((message) => message.type === 'event');
  }

  /** The cursor to come back with. */
  lastCursor(): string | undefined {
    return this.received
      .flatMap((message) => ('cursor' in message && message.cursor !== null ? [message.cursor] : []))
      .at(-1);
  }

  async until(isSo: () => boolean): Promise<void> {
    await eventually(isSo).catch((error: Error) => {
      throw new Error(`${error.message}; received ${JSON.stringify(this.received.slice(-5))}`);
    });
  }

  async close(): Promise<void> {
    this.ws.close();
    await this.closed;
  }
}

/** Asks for an upgrade that is refused: the HTTP answer. */
export function refusedUpgrade(
  url: string,
  headers: Record<string, string>,
): Promise<{ status: number; contentType: string; challenge: string | undefined; body: unknown }> {
  return new Promise((resolve, reject) => {
    const ws = new WebSocket(url, { headers });
    ws.on('open', () => reject(new Error('was let in')));
    ws.on('error', () => undefined);
    ws.on('unexpected-response', (_request, response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          challenge: response.headers['www-authenticate'],
          contentType: response.headers['content-type'] ?? '',
          body: JSON.parse(Buffer.concat(chunks).toString()),
        }),
      );
    });
  });
}
