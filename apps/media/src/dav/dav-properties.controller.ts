import { Controller, Req, Res } from '@nestjs/common';
import { changeProperties } from '@hearth/catalog';
import { davProppatch } from '@hearth/contracts';
import { CalledBy, Handle, HearthError, type Caller } from '@hearth/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { DavGuard } from './dav-guard.js';
import { davHref, readDavPath } from './dav-path.js';
import { DavResources } from './dav-resources.js';
import { isProtected, readProppatch, type PropertyChange } from './read-proppatch.js';
import { MULTISTATUS_END, MULTISTATUS_START, writeResponse, XML_TYPE } from './write-multistatus.js';
import { writeTag } from './xml-element.js';

/** WebDAV: what programs say of files and folders (RFC 4918, section 9.2). */
@Controller()
export class DavPropertiesController {
  constructor(
    private readonly database: DataSource,
    private readonly resources: DavResources,
    private readonly guard: DavGuard,
  ) {}

  @Handle(davProppatch)
  async proppatch(
    @CalledBy() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const changes = readProppatch(request.body as string | undefined);
    const resource = await this.resources.get(readDavPath(request.url));
    await this.guard.pass(caller, request, [{ path: resource.path }]);
    const isRefused = changes.some(isProtected);
    if (!isRefused) {
      const holder = resource.kind === 'file' ? { fileId: resource.file.id } : { folder: resource.path };
      await this.database.transaction(async (manager) => {
        if (!(await changeProperties(manager, holder, changes))) throw new HearthError('property.too-many');
      });
    }
    const groups = isRefused ? refusals(changes) : [[200, namesOf(changes)] as const];
    const written = writeResponse(davHref(resource.path, resource.kind), groups);
    await reply
      .status(davProppatch.status)
      .type(XML_TYPE)
      .send(MULTISTATUS_START + written + MULTISTATUS_END);
  }
}

/** All or none: the others fail with the one that may not be changed. */
function refusals(changes: readonly PropertyChange[]): (readonly [number, string])[] {
  const others = changes.filter((change) => !isProtected(change));
  return [
    [403, namesOf(changes.filter(isProtected))],
    ...(others.length > 0 ? [[424, namesOf(others)] as const] : []),
  ];
}

function namesOf(changes: readonly PropertyChange[]): string {
  return changes.map((change) => writeTag(change, '')).join('');
}
