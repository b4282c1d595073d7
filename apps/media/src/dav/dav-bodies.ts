import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isDav } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';

/** XML is read where WebDAV is spoken, as text, and nowhere else. */
@Injectable()
export class DavBodies implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addContentTypeParser(
      ['application/xml', 'text/xml'],
      { parseAs: 'string' },
      ({ routeOptions }, text, done) => {
        if (isDav({ path: routeOptions.url ?? '' })) done(null, text);
        else done(new HearthError('request.unsupported-media-type'));
      },
    );
  }
}
