import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { problemBody, type FileId, type Role, type UserId } from '@hearth/contracts';
import { createService, Passwords } from '@hearth/platform';
import { HOUSE_SECRET, METRICS_SECRET, startBackingServices, type BackingServices } from '@hearth/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SchedulerRegistry } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { AppModule } from '../src/app.module.js';
import { MEDIA_CONFIG, readMediaConfig, type MediaConfig } from '../src/config.js';
import { UserRecord } from '../src/identity/user.record.js';

export const PASSWORD = 'correct horse battery';
/** What nginx shows. */
const EDGE_SECRET = 'what nginx shows the services';
export const LIBRARY = '/somewhere/library';

type Environment = Record<string, string | undefined>;

interface Call {
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** The client's address, as nginx tells it. */
  readonly ip?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | number | undefined>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a test expects of it is the test
  readonly body: any;
  readonly text: string;
}

export interface SignedIn {
  readonly token: string;
  readonly refreshToken: string;
  readonly sessionId: string;
  readonly userId: UserId;
}

/** Media with the stores it needs. */
export class MediaRig {
  private readonly copies: NestFastifyApplication[] = [];
  /** The addresses that copies answer at. */
  readonly routed: string[] = [];

  private constructor(
    readonly stores: BackingServices,
    private readonly environment: Environment,
  ) {}

  static async start(environment: Environment = {}): Promise<MediaRig> {
    const stores = await startBackingServices({ postgres: true, redis: true, nats: true });
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const rig = new MediaRig(stores, {
      HEARTH_LISTEN_PORT: '1',
      HEARTH_LOG_LEVEL: 'fatal',
      HEARTH_POSTGRES_URL: stores.postgres.urlFor('media'),
      HEARTH_REDIS_URL: stores.redis.urlFor('media'),
      HEARTH_NATS_URL: stores.nats.urlFor('media'),
      HEARTH_PUBLIC_URL: 'https://hub.local:8443',
      HEARTH_LIBRARY: LIBRARY,
      HEARTH_DERIVED: '/somewhere/derived',
      HEARTH_JWT_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      HEARTH_LINK_SECRET: 'a secret for the tests',
      HEARTH_EDGE_SECRET: EDGE_SECRET,
      HEARTH_METRICS_SECRET: METRICS_SECRET,
      HEARTH_HOUSE_SECRET: HOUSE_SECRET,
      HEARTH_ADMIN_PASSWORD: PASSWORD,
      ...environment,
    });
    try {
      await rig.startCopy();
    } catch (error) {
      await rig.stop();
      throw error;
    }
    return rig;
  }

  /** One more copy of the service, without a port. */
  async startCopy(environment: Environment = {}): Promise<NestFastifyApplication> {
    const config = readMediaConfig({ ...this.environment, ...environment });
    const app = await createService(
      {
        name: 'media',
        readConfig: () => config,
        module: () => AppModule.forRoot(config),
        prepare: (copy) =>
          copy
            .getHttpAdapter()
            .getInstance()
            .addHook('onRoute', ({ url }) => void this.routed.push(url)),
      },
      config,
    );
    this.copies.push(app);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    stopWhatRecurs(app);
    return app;
  }

  get config(): MediaConfig {
    return this.app.get(MEDIA_CONFIG);
  }

  get app(): NestFastifyApplication {
    const [first] = this.copies;
    if (!first) throw new Error('no copy was started');
    return first;
  }

  get database(): DataSource {
    return this.app.get(DataSource);
  }

  async stop(): Promise<void> {
    await Promise.all(this.copies.map((copy) => copy.close()));
    await this.stores.stop();
  }

  /** A request as nginx would pass it on. What fails must always fail as a problem of the contracts. */
  async call(
    method: string,
    path: string,
    { token, headers, body, ip }: Call = {},
    app = this.app,
  ): Promise<Answer> {
    const response = await app.inject({
      method: method as 'GET',
      url: path,
      headers: {
        host: 'hub.local:8443',
        'x-hearth-edge': EDGE_SECRET,
        'x-forwarded-for': ip ?? '192.168.1.20',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { payload: body as object }),
    });
    const { statusCode: status, payload: text } = response;
    const isJson = /json/.test(String(response.headers['content-type']));
    const answer = {
      status,
      headers: response.headers,
      text,
      body: isJson && text ? JSON.parse(text) : undefined,
    };
    if (status >= 400 && method !== 'HEAD') assertIsProblem(answer);
    return answer;
  }

  async signIn(username: string, password = PASSWORD, options: Call = {}): Promise<SignedIn> {
    const { status, body } = await this.call('POST', '/api/auth/login', {
      ...options,
      body: { username, password },
    });
    if (status !== 200) throw new Error(`sign-in answered ${status} ${JSON.stringify(body)}`);
    const { sid } = JSON.parse(Buffer.from(body.token.split('.')[1], 'base64url').toString());
    return { token: body.token, refreshToken: body.refreshToken, sessionId: sid, userId: body.user.id };
  }

  async addUser(role: Role, username: string = randomUUID()): Promise<string> {
    const passwordHash = await this.app.get(Passwords).hash(PASSWORD);
    await this.database
      .getRepository(UserRecord)
      .insert({ id: v7() as UserId, username, role, passwordHash, revision: '1' });
    return username;
  }

  /** A row of the catalogue; columns as given. */
  async addFile(columns: Record<string, unknown> = {}): Promise<FileId> {
    const row = {
      id: v7(),
      folder: '',
      name: `${randomUUID()}.jpg`,
      kind: 'image',
      mime_type: 'image/jpeg',
      size_bytes: 1000,
      modified_at: '2026-01-01T00:00:00Z',
      mtime_ns: '1',
      inode: '1',
      sha256: 'ab'.repeat(32),
      state: 'ready',
      has_thumbnail: true,
      ...columns,
    };
    const names = Object.keys(row);
    await this.database.query(
      `INSERT INTO catalog.files (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
      Object.values(row),
    );
    return row.id as FileId;
  }

  /** The events in an outbox, the oldest first. */
  async outbox(
    schema: 'identity' | 'catalog',
    subject: string,
  ): Promise<{ payload: Record<string, unknown> }[]> {
    const rows: { envelope: { payload: Record<string, unknown> } }[] = await this.database.query(
      `SELECT envelope FROM ${schema}.outbox WHERE subject = $1 ORDER BY id`,
      [subject],
    );
    return rows.map(({ envelope }) => envelope);
  }
}

/**
 * What recurs (sweeps, sums) is called by the tests that are about it. By itself it would take part in the others now and then, and
 * theirs does nothing while it runs.
 */
function stopWhatRecurs(app: NestFastifyApplication): void {
  const recurring = app.get(SchedulerRegistry);
  for (const name of recurring.getIntervals()) recurring.deleteInterval(name);
  for (const name of recurring.getCronJobs().keys()) recurring.deleteCronJob(name);
}

function assertIsProblem({ status, headers, body, text }: Answer): void {
  const problem = problemBody.safeParse(body);
  const isProblem = /^application\/problem\+json/.test(String(headers['content-type']));
  if (!problem.success || !isProblem || problem.data.status !== status || / at .*\(.*:\d+:\d+\)/.test(text)) {
    throw new Error(`not a problem of the contracts: ${status} ${text}`);
  }
  if (status === 401 && !/^(Bearer|Basic )/.test(String(headers['www-authenticate']))) {
    throw new Error(`does not say how to sign in: ${text}`);
  }
}
