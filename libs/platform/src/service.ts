import { setTimeout as sleep } from 'node:timers/promises';
import type { Type, DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { v7 } from 'uuid';
import { Admission } from './admission.js';
import { AllowedMethods } from './allowed-methods.js';
import { InvalidConfig, type BareServiceConfig } from './config.js';
import { enterCorrelationId } from './correlation.js';
import { believeTheEdgeAlone } from './edge.js';
import { createLogger, NestLogger } from './logger.js';
import { giveMemoryBackAtRest } from './memory-at-rest.js';
import { Metrics } from './metrics.js';
import { HearthError } from './problem.js';
import { writeProblem } from './problem.filter.js';
import { guardBodies } from './request-bodies.js';
import { refuseUnreadableRequest } from './unreadable-request.js';
import { startWatchdog } from './watchdog.js';

interface ServiceOptions<C extends BareServiceConfig> {
  readonly name: string;
  readonly readConfig: () => C;
  readonly module: (config: C) => Type | DynamicModule;
  /** Last touches before the service listens: a WebSocket adapter, say. */
  readonly prepare?: (app: NestFastifyApplication, config: C) => void;
}

/** Longer than any answer takes; what is still open then is cut. */
const DRAIN_TIMEOUT_MS = 25_000;
/** nginx refuses the same (client_max_body_size). */
const BODY_LIMIT_BYTES = 1024 ** 2;

/** Runs a service until SIGTERM or SIGINT: config, logs, HTTP, graceful end. Exits 78 (EX_CONFIG) on a wrong variable. */
export async function runService<C extends BareServiceConfig>(options: ServiceOptions<C>): Promise<void> {
  let config: C;
  try {
    config = options.readConfig();
  } catch (error) {
    if (!(error instanceof InvalidConfig)) throw error;
    process.stderr.write(`${options.name} cannot start:\n${error.message}\n`);
    process.exit(78);
  }
  const app = await createService(options, config);
  await app.listen(config.HEARTH_LISTEN_PORT, config.HEARTH_LISTEN_HOST);
  giveMemoryBackAtRest();
  if (config.HEARTH_WATCHDOG === 'on') startWatchdog();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(app));
}

/** The service without its process: for tests, which also choose when it listens. */
export async function createService<C extends BareServiceConfig>(
  options: ServiceOptions<C>,
  config: C,
): Promise<NestFastifyApplication> {
  const logger = createLogger(options.name, config.HEARTH_LOG_LEVEL);
  const adapter = new FastifyAdapter({
    // What others than nginx say is gone by then (`edge.ts`).
    trustProxy: true,
    bodyLimit: BODY_LIMIT_BYTES,
    // Given before any hook runs.
    requestIdHeader: false,
    genReqId: (request: { headers: IncomingHttpHeaders }) => {
      believeTheEdgeAlone(request.headers, config.HEARTH_EDGE_SECRET);
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && given !== '' ? given : v7();
    },
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    // For an address that cannot be decoded, which never comes as far as Nest.
    frameworkErrors: (error: unknown, request: unknown, reply: unknown) =>
      writeProblem(error, request as FastifyRequest, reply as FastifyReply),
    clientErrorHandler: refuseUnreadableRequest,
  });
  const app = await NestFactory.create<NestFastifyApplication>(options.module(config), adapter, {
    logger: new NestLogger(logger),
    bufferLogs: false,
    // Nest's takes forms as well, which any page of another site may send.
    bodyParser: false,
    abortOnError: false,
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  fastify.removeContentTypeParser('text/plain');
  observe(fastify, app.get(Metrics));
  guardBodies(fastify, app.get(Admission));
  refuseWrongMethods(fastify);
  options.prepare?.(app, config);
  return app;
}

function observe(fastify: FastifyInstance, metrics: Metrics): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    enterCorrelationId(request.id);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.httpRequests.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
    done();
  });
}

/** RFC 9110, section 15.5.6: an address that is there, but not for this method, says for which it is. */
function refuseWrongMethods(fastify: FastifyInstance): void {
  const allowed = new AllowedMethods();
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) allowed.add(each, url);
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    const methods = request.is404 ? allowed.at(request.url.split('?', 1)[0] ?? '') : [];
    if (methods.length === 0 || methods.includes(request.method)) return done();
    const headers = { allow: methods.join(', ') };
    writeProblem(new HearthError('request.method-not-allowed', { headers }), request, reply);
  });
}

async function stop(app: NestFastifyApplication): Promise<void> {
  await Promise.race([app.close(), sleep(DRAIN_TIMEOUT_MS, undefined, { ref: false })]);
  process.exit(0);
}
