import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { PIECE_TYPE } from './uploads.controller.js';

/** Leaves the bodies of uploads alone: nginx has received a piece already, and a form is read as it comes in. */
@Injectable()
export class RequestBodies implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    for (const type of [PIECE_TYPE, 'multipart/form-data']) {
      fastify.addContentTypeParser(type, (_request, _payload, done) => done(null));
    }
  }
}
