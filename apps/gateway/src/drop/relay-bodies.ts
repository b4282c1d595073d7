import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { HearthError } from '@hearth/platform';
import type { FastifyInstance } from 'fastify';

const RELAY_PATH = '/api/drop/relay/';
/** Nobody else takes bodies of this type. */
const SEALED_TYPE = 'application/vnd.hearth.sealed';

/** Leaves bodies of relays alone, whatever they call themselves: they are handed on as they come in. */
@Injectable()
export class RelayBodies implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    // Other routes read bytes of the usual types as a whole, and would do so here.
    fastify.addHook('onRequest', (request, _reply, done) => {
      if (request.url.startsWith(RELAY_PATH)) request.raw.headers['content-type'] = SEALED_TYPE;
      done();
    });
    fastify.addContentTypeParser(SEALED_TYPE, (request, _payload, done) => {
      if (request.url.startsWith(RELAY_PATH)) done(null);
      else done(new HearthError('request.unsupported-media-type'));
    });
  }
}
